import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.dates import instants, when


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-01-30", "2025-01-30"),
        ("2025-01-30T09:15:00+07:00", "2025-01-30T02:15:00+00:00"),
        ("2025-01-30T00:15:00.123456+0700", "2025-01-29T17:15:00+00:00"),
        ("2025-01-30T09:15Z", "2025-01-30T09:15:00+00:00"),
        ("2025-01-30 09:15 WIB", "2025-01-30T02:15:00+00:00"),
        ("2025-01-30 09:15:00-03", "2025-01-30T12:15:00+00:00"),
        ("2025-01-30T09:15:00", "2025-01-30"),
        ("Thu, 30 Jan 2025 09:15:00 +0700", "2025-01-30T02:15:00+00:00"),
        ("Thu, 30 Jan 2025 09:15:00 GMT", "2025-01-30T09:15:00+00:00"),
        ("Kamis, 30 Januari 2025 | 21:04 WIB", "2025-01-30T14:04:00+00:00"),
        ("30 Agustus 2025 pukul 06.30 WIT", "2025-08-29T21:30:00+00:00"),
        ("January 30, 2025", "2025-01-30"),
        ("30 Mei 2025", "2025-05-30"),
        ("30/1/2025", "2025-01-30"),
        ("1/30/2025", "2025-01-30"),
        ("5/5/2025", "2025-05-05"),
        ("5/2/2025", ""),
        ("2025-02-30", ""),
        ("2025-13-01T00:00:00Z", ""),
        ("2025-01-30T25:00:00Z", ""),
        ("31 Foo 2025", ""),
        ("kemarin", ""),
        ("", ""),
        ("0001-01-01T00:00:00+14:00", ""),
        ("1738203300", ""),
    ],
)
def test_dates(value: str, expected: str) -> None:
    assert when(value) == expected


def test_the_day_comes_first_where_that_is_known() -> None:
    assert when("5/2/2025", day_first=True) == "2025-02-05"


def test_shown_times_need_a_zone() -> None:
    assert instants("Rabu, 4 November 2015 | 00:04 WIB") == [("2015-11-04", "2015-11-03T17:04:00+00:00")]
    assert instants("Rabu, 4 November 2015 | 00:04") == []
    assert instants("pertandingan 3-2 pada 21:04 WIB") == []


@given(st.text(alphabet="0123456789-/:. TZ+januaryWIB,", max_size=60))
def test_any_text_is_a_date_or_nothing(text: str) -> None:
    found = when(text)
    assert found == "" or len(found) in {10, 25}
