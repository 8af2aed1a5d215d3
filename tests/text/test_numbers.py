"""Numbers as values with a unit, in both notations and in words."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.numbers import find_numbers
from tests.timing import within


def read(text: str) -> list[tuple[str, str]]:
    """Value and unit of every number in `text`."""
    return [(f"{one.value.normalize():f}", one.unit) for one in find_numbers(text)]


@pytest.mark.parametrize(
    ("texts", "value", "unit"),
    [
        ("1.200.000|1,200,000|1.2 million|1,2 juta|1.200 ribu|satu juta dua ratus ribu", "1200000", "count"),
        (
            "1.500|1,500|1500|seribu lima ratus|one thousand five hundred|1,5 ribu",
            "1500",
            "count",
        ),
        ("five|lima|5|5,0|5.0", "5", "count"),
        ("dua puluh lima|twenty-five|twenty five|25", "25", "count"),
        ("seratus lima|one hundred and five|a hundred and five|105", "105", "count"),
        ("dua ratus lima belas|two hundred fifteen|215", "215", "count"),
        ("tujuh puluh dua ribu lima ratus|72.500|72,500", "72500", "count"),
        ("2 juta 500 ribu|2.5 million", "2500000", "count"),
        ("sejuta|a million|1 juta|one million", "1000000", "count"),
        ("two dozen|24", "24", "count"),
        (
            "Rp3 miliar|Rp 3 miliar|Rp. 3 miliar|IDR 3 billion|3 billion rupiah|Rp 3 M",
            "3000000000",
            "money:idr",
        ),
        ("$5m|US$ 5 million|5 million dollars|5 juta dolar|5 million US dollars", "5000000", "money:usd"),
        ("5%|5 %|5 persen|lima persen|five percent|5 per cent|5,0 persen", "5", "percent"),
        ("3.125 percent|3,125 persen", "3.125", "percent"),
        ("1.234 million|1,234 juta|1.234.000", "1234000", "count"),
        ("285 meter|285 metres|0.285 km|0,285 kilometer|285m", "285", "length"),
        ("2 jam|two hours|120 menit", "7200", "seconds"),
        ("half an hour|setengah jam|30 minutes", "1800", "seconds"),
        ("two years|24 bulan|2 tahun|2-year", "24", "months"),
        ("5.5 years|five years and six months|lima tahun enam bulan|5,5 tahun", "66", "months"),
        ("20 ton|20 tons|20,000 kg|20.000 kg", "20000", "weight"),
        ("pukul 02.15|02:15|at 2.15 am", "135", "clock"),
        ("3 percentage points|3 poin persen", "3", "points"),
        ("twice|dua kali|2 times", "2", "times"),
    ],
)
def test_one_amount_in_many_ways(texts: str, value: str, unit: str) -> None:
    ways = texts.split("|")
    assert {text: read(text) for text in ways} == {text: [(value, unit)] for text in ways}


@pytest.mark.parametrize(
    "text",
    [
        "GPT-4",
        "R1",
        "COVID-19",
        "1990s",
        "2020-an",
        "the 4th",
        "one of them",
        "salah satu kios",
        "no one",
        "9" * 30,
    ],
)
def test_what_is_no_amount(text: str) -> None:
    assert read(text) == []


def test_a_score_and_a_range_are_one_number() -> None:
    score, spread = find_numbers("won 3-1 before 10–12 thousand people")
    assert (score.value, score.upto) == (Decimal(3), Decimal(1))
    assert (spread.value, spread.upto) == (Decimal(10_000), Decimal(12_000))
    assert not score.same(find_numbers("3-0")[0])


def test_the_nouns_behind_a_count() -> None:
    houses, schools = find_numbers("312 rumah rusak dan 11 schools of the town")
    assert houses.nouns == ("rumah", "rusak")
    assert schools.nouns == ("schools",)


def test_places_are_skipped_and_spans_are_of_the_text() -> None:
    text = "Pada 30 Januari 2025 ada 7 saksi"
    assert [text[one.start : one.end] for one in find_numbers(text, [(5, 20)])] == ["7"]
    (price,) = find_numbers(text := "harganya Rp 41.000 per kilogram")
    assert text[price.start : price.end] == "Rp 41.000"


@given(st.text(alphabet="0123456789.,-% RpMdua ratusjutabelas$:h", max_size=200))
def test_nothing_breaks_it_and_spans_are_in_order(text: str) -> None:
    found = find_numbers(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert all(isinstance(one.value, Decimal) for one in found)


@pytest.mark.parametrize(
    "unit", ["1", "1 ", "1.", "1-", "Rp ", "satu ", "dua puluh ", "juta ", "1 ribu ", "seribu ", "a "]
)
def test_a_long_text_takes_no_time(unit: str) -> None:
    with within(10):
        find_numbers(unit * (50_000 // len(unit)))
