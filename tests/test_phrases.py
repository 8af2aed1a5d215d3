"""What Warta says around a quotation."""

from datetime import timedelta, timezone

import pytest

from bot.phrases import ENGLISH, INDONESIAN, local_day, phrases

WIB = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    ("stored", "day"),
    [
        ("2025-01-30", "30 January 2025"),
        ("2025-01-29T18:15:00+00:00", "30 January 2025"),
        ("2025-01-30T16:59:59+00:00", "30 January 2025"),
        ("2025-01-30T17:00:00+00:00", "31 January 2025"),
        ("", "undated"),
        ("2025-13-40", "undated"),
        ("2025-01-30Tnonsense", "30 January 2025"),
    ],
)
def test_a_time_is_shown_as_its_day_in_the_readers_zone(stored: str, day: str) -> None:
    assert ENGLISH.date(stored, WIB) == day


def test_a_day_is_the_same_everywhere() -> None:
    assert {local_day("2025-01-30", timezone(timedelta(hours=hours))) for hours in (-11, 0, 13)} == {
        "2025-01-30"
    }


def test_both_languages_count_and_name_months() -> None:
    assert (ENGLISH.count(1, "article"), ENGLISH.count(1140, "sentence")) == ("1 article", "1,140 sentences")
    assert (INDONESIAN.count(1, "article"), INDONESIAN.count(1140, "sentence")) == (
        "1 artikel",
        "1.140 kalimat",
    )
    assert INDONESIAN.date("2025-08-17") == "17 Agustus 2025"
    assert phrases("ms") is phrases("id") is INDONESIAN
    assert phrases("de") is ENGLISH


@pytest.mark.parametrize(
    ("kind", "claimed", "published", "line"),
    [
        ("number", "2022", "2023", "differs: number — you said 2022, the sentence says 2023"),
        ("name", "Beijing", "", "not in the sentence: name — Beijing"),
        ("negation", "not", "", "differs: negation — you said “not”, the sentence does not"),
        ("negation", "", "belum", "differs: negation — the sentence says “belum”, you did not"),
    ],
)
def test_a_difference_is_one_line(kind: str, claimed: str, published: str, line: str) -> None:
    assert ENGLISH.difference(kind, claimed, published) == line
    assert INDONESIAN.difference(kind, claimed, published) != line
