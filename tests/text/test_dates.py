"""Dates in running text, and dates given as a value."""

from dataclasses import FrozenInstanceError
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.dates import FoundDate, find_dates, parse_date
from tests.timing import within

# A text, what of it is the date, and the date.
FOUND = [
    ("Rapat 30/1/2025 batal", "30/1/2025", "2025-01-30"),
    ("Rapat Kamis (30/1/2025) batal", "Kamis (30/1/2025)", "2025-01-30"),
    ("Rapat (30/1/2025) batal", "30/1/2025", "2025-01-30"),
    ("Rapat 30-01-2025.", "30-01-2025", "2025-01-30"),
    ("Rapat 30.01.2025.", "30.01.2025", "2025-01-30"),
    ("Rapat 2025-01-30, ya", "2025-01-30", "2025-01-30"),
    ("Rapat 2025/1/30", "2025/1/30", "2025-01-30"),
    ("pada 30 Januari 2025 lalu", "30 Januari 2025", "2025-01-30"),
    ("pada 30 JANUARI 2025 lalu", "30 JANUARI 2025", "2025-01-30"),
    ("pada 30\xa0Jan\xa02025 lalu", "30\xa0Jan\xa02025", "2025-01-30"),
    ("Kamis, 30 Januari 2025", "Kamis, 30 Januari 2025", "2025-01-30"),
    ("on January 30, 2025, it", "January 30, 2025", "2025-01-30"),
    ("on Jan. 30, 2025", "Jan. 30, 2025", "2025-01-30"),
    ("on Thursday, January 30, 2025", "Thursday, January 30, 2025", "2025-01-30"),
    ("on the 30th of January 2025", "30th of January 2025", "2025-01-30"),
    ("on 30-Jan-2025", "30-Jan-2025", "2025-01-30"),
    ("May 1st 2024", "May 1st 2024", "2024-05-01"),
    ("1 Feb 2025", "1 Feb 2025", "2025-02-01"),
    ("1 Pebruari 2025", "1 Pebruari 2025", "2025-02-01"),
    ("1 Mar 2025", "1 Mar 2025", "2025-03-01"),
    ("1 Apr 2025", "1 Apr 2025", "2025-04-01"),
    ("1 Mei 2025", "1 Mei 2025", "2025-05-01"),
    ("1 Jun 2025", "1 Jun 2025", "2025-06-01"),
    ("1 Juli 2025", "1 Juli 2025", "2025-07-01"),
    ("1 Agt 2025", "1 Agt 2025", "2025-08-01"),
    ("1 Agu 2025", "1 Agu 2025", "2025-08-01"),
    ("1 Ags. 2025", "1 Ags. 2025", "2025-08-01"),
    ("1 Agustus 2025", "1 Agustus 2025", "2025-08-01"),
    ("1 Sep 2025", "1 Sep 2025", "2025-09-01"),
    ("1 Sept 2025", "1 Sept 2025", "2025-09-01"),
    ("1 Okt 2025", "1 Okt 2025", "2025-10-01"),
    ("1 Nov 2025", "1 Nov 2025", "2025-11-01"),
    ("1 Nopember 2025", "1 Nopember 2025", "2025-11-01"),
    ("1 Des 2025", "1 Des 2025", "2025-12-01"),
    ("1 Nop 2025", "1 Nop 2025", "2025-11-01"),
    ("29/2/2024", "29/2/2024", "2024-02-29"),
    ("Rapat 12/31/2024.", "12/31/2024", "2024-12-31"),
    ("Rapat 1-30-2025.", "1-30-2025", "2025-01-30"),
    ("22–24 Januari 2025", "24 Januari 2025", "2025-01-24"),
    ("Kamis, 30 Jan 2025 10:30 WIB", "Kamis, 30 Jan 2025 10:30 WIB", "2025-01-30T03:30:00+00:00"),
    ("30 Jan 2025, pukul 10.30 WITA.", "30 Jan 2025, pukul 10.30 WITA", "2025-01-30T02:30:00+00:00"),
    ("30 Jan 2025 | 05.30 WIT", "30 Jan 2025 | 05.30 WIT", "2025-01-29T20:30:00+00:00"),
    ("(30/1/2025) pukul 10.30 WIB", "(30/1/2025) pukul 10.30 WIB", "2025-01-30T03:30:00+00:00"),
    ("(30/1/2025 10:30 WIB)", "30/1/2025 10:30 WIB", "2025-01-30T03:30:00+00:00"),
    ("January 30, 2025 at 5 p.m. GMT", "January 30, 2025 at 5 p.m. GMT", "2025-01-30T17:00:00+00:00"),
    ("January 30, 2025 12:15 AM UTC", "January 30, 2025 12:15 AM UTC", "2025-01-30T00:15:00+00:00"),
    ("30 Jan 2025 12:00 GMT+7", "30 Jan 2025 12:00 GMT+7", "2025-01-30T05:00:00+00:00"),
    ("2025-01-30T10:00:00+07:00", "2025-01-30T10:00:00+07:00", "2025-01-30T03:00:00+00:00"),
    ("2025-01-30 10:00 WIB", "2025-01-30 10:00 WIB", "2025-01-30T03:00:00+00:00"),
    ("2025-01-30T10:00:00.123 wib", "2025-01-30T10:00:00.123 wib", "2025-01-30T03:00:00+00:00"),
    ("2025-01-30 10:00:00,5 -03", "2025-01-30 10:00:00,5 -03", "2025-01-30T13:00:00+00:00"),
    ("2025-01-30T10:00z", "2025-01-30T10:00z", "2025-01-30T10:00:00+00:00"),
    ("2025-01-30 10:30-12.00 WIB", "2025-01-30", "2025-01-30"),
    ("30 Januari 2025 — 10:15 WIB", "30 Januari 2025 — 10:15 WIB", "2025-01-30T03:15:00+00:00"),
    ("30 Januari 2025 (10:15 WIB)", "30 Januari 2025 (10:15 WIB)", "2025-01-30T03:15:00+00:00"),
    ("30 Jan 2025; jam: 10:15 WIB", "30 Jan 2025; jam: 10:15 WIB", "2025-01-30T03:15:00+00:00"),
    ("30 Jan 2025 10:00 GMT+0700", "30 Jan 2025 10:00 GMT+0700", "2025-01-30T03:00:00+00:00"),
    ("30 Jan 2025 10:00 UTC-03:30", "30 Jan 2025 10:00 UTC-03:30", "2025-01-30T13:30:00+00:00"),
    ("30 Jan 2025 10:00 +07:00", "30 Jan 2025 10:00 +07:00", "2025-01-30T03:00:00+00:00"),
    ("30 Jan 2025 10:00 -0500", "30 Jan 2025 10:00 -0500", "2025-01-30T15:00:00+00:00"),
    ("30 Jan 2025 10:00 WIB-12:00 WIB", "30 Jan 2025 10:00 WIB", "2025-01-30T03:00:00+00:00"),
    ("30 Jan 2025 10:30 -11:45", "30 Jan 2025", "2025-01-30"),
    ("30 Jan 2025 10:00 +9999", "30 Jan 2025", "2025-01-30"),
    ("30 Jan 2025 10:30", "30 Jan 2025", "2025-01-30"),
    ("30 Jan 2025 10:30 EST", "30 Jan 2025", "2025-01-30"),
    ("30 Jan 2025 25:30 WIB", "30 Jan 2025", "2025-01-30"),
    ("30 Jan 2025 13 p.m. GMT", "30 Jan 2025", "2025-01-30"),
]
NOT_FOUND = [
    "",
    "31/2/2025",
    "29/2/2025",
    "12.31.2024",
    "13/13/2024",
    "0/1/2025",
    "30 Januari 1899",
    "30/1/2101",
    "30/1/25",
    "30/1",
    "Januari 2025",
    "tahun 2025",
    "2025-02-30",
    "2025-13-01",
    "1/30/1/2025",
    "30/1/2025/7",
    "30/1-2025",
    "130 Januari 2025",
    "1,5 Januari 2025",
    "30\nJanuari 2025",
    "Total 30 Medali 2025",
    "30/1/20250",
    "30 ſept 2025",
]
VALUES = [
    ("2025-01-30", "2025-01-30"),
    (" 2025-01-30\n", "2025-01-30"),
    ("20250130", "2025-01-30"),
    ("2025-01-30T10:00:00+07:00", "2025-01-30T03:00:00+00:00"),
    ("2025-01-30T10:00:00.5Z", "2025-01-30T10:00:00+00:00"),
    ("2025-01-30 10:00:00", "2025-01-30"),
    ("Thu, 30 Jan 2025 10:00:00 +0700", "2025-01-30T03:00:00+00:00"),
    ("Thu, 30 Jan 2025 10:00:00 GMT", "2025-01-30T10:00:00+00:00"),
    ("Thu, 30 Jan 2025 10:00:00 EST", "2025-01-30T15:00:00+00:00"),
    ("30 Jan 2025 10:00 -0000", "2025-01-30T10:00:00+00:00"),
    ("Kamis, 30 Jan 2025 10:30 WIB", "2025-01-30T03:30:00+00:00"),
    ("30 Jan 2025 10:30 WIB", "2025-01-30T03:30:00+00:00"),  # no zone of RFC 2822
    ("30 Jan 2025 10:30 GMT+7", "2025-01-30T03:30:00+00:00"),
    ("Thursday, 30 January 2025 10:00:00 +0700", "2025-01-30T03:00:00+00:00"),
    ("30 Jan 25 10:00:00 GMT", "2025-01-30T10:00:00+00:00"),
    ("January 30, 2025 10:00 EST", "2025-01-30T15:00:00+00:00"),
    ("Thu Jan 30 10:00:00 2025", "2025-01-30"),
    ("Thu Jan 30 10:00:00 GMT 2025", "2025-01-30T10:00:00+00:00"),
    ("Thu Jan 30 10:00:00 WIB 2025", "2025-01-30"),
    ("Thu Jan 30 2025 10:00:00 GMT+0700 (WIB)", "2025-01-30T03:00:00+00:00"),
    ("2025-01-30T09:15:00+07:00", "2025-01-30T02:15:00+00:00"),
    ("2025-01-30T00:15:00.123456+0700", "2025-01-29T17:15:00+00:00"),
    ("2025-01-30T09:15:00,5+07:00", "2025-01-30T02:15:00+00:00"),
    ("2025-01-30T09:15Z", "2025-01-30T09:15:00+00:00"),
    ("2025-01-30 09:15 WIB", "2025-01-30T02:15:00+00:00"),
    ("2025-01-30\n  09:15 WIB", "2025-01-30T02:15:00+00:00"),
    ("2025-01-30 09:15:00-03", "2025-01-30T12:15:00+00:00"),
    ("2025-01-30T09:15:00", "2025-01-30"),
    ("2025-01-30T25:00:00Z", "2025-01-30"),
    ("20250130T091500Z", "2025-01-30T09:15:00+00:00"),
    ("Thu, 30 Jan 2025 09:15:00 +0700", "2025-01-30T02:15:00+00:00"),
    ("Thu, 30 Jan 2025 25:00:00 GMT", "2025-01-30"),
    ("Kamis, 30 Januari 2025 | 21:04 WIB", "2025-01-30T14:04:00+00:00"),
    ("30 Agustus 2025 pukul 06.30 WIT", "2025-08-29T21:30:00+00:00"),
    ("January 30, 2025", "2025-01-30"),
    ("30 Mei 2025", "2025-05-30"),
    ("30\nMei 2025", "2025-05-30"),
    ("Diterbitkan: 30/1/2025", "2025-01-30"),
    ("30 Januari 2025", "2025-01-30"),
    ("", ""),
    ("kemarin", ""),
    ("2025", ""),
    ("2025-W05", ""),
    ("2025-02-30", ""),
    ("2025-13-01T00:00:00Z", ""),
    ("31 Foo 2025", ""),
    ("1738203300", ""),
    ("202501301015", ""),
    ("0001-01-01T00:00:00+14:00", ""),
    ("31/2/2025", ""),
    ("Thu, 32 Jan 2025 10:00:00 GMT", ""),
    ("0001-01-01T00:00:00+05:00", ""),
    ("9999-12-31T23:00:00-05:00", ""),
    ("2025-01-30" + " " * 10 + "x" * 500, ""),
]
# A value in figures, and what it is with the day first and where that is not known.
FIGURES = [
    ("30/1/2025", "2025-01-30", "2025-01-30"),
    ("1/30/2025", "2025-01-30", "2025-01-30"),
    ("5/5/2025", "2025-05-05", "2025-05-05"),
    ("5/2/2025", "2025-02-05", ""),
    ("12-1-2025", "2025-01-12", ""),
    ("5.2.2025", "2025-02-05", ""),
    ("5/2/2025 09:15 WIB", "2025-02-05T02:15:00+00:00", ""),
    ("2025/2/5", "2025-02-05", "2025-02-05"),
    ("2025-02-05", "2025-02-05", "2025-02-05"),
    ("5 Feb 2025", "2025-02-05", "2025-02-05"),
    ("13/13/2025", "", ""),
]


@pytest.mark.parametrize(("text", "written", "iso"), FOUND)
def test_a_date_is_found_where_it_is_written(text: str, written: str, iso: str) -> None:
    assert [(one.iso, text[one.start : one.end]) for one in find_dates(text)] == [(iso, written)]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_what_is_no_complete_date_is_not_found(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(("value", "iso"), VALUES)
def test_a_value_becomes_a_day_or_an_instant(value: str, iso: str) -> None:
    assert parse_date(value) == iso


@pytest.mark.parametrize(("value", "day_first", "unknown"), FIGURES)
def test_figures_that_can_be_read_two_ways_need_to_be_known(value: str, day_first: str, unknown: str) -> None:
    assert parse_date(value) == parse_date(value, day_first=True) == day_first
    assert parse_date(value, day_first=False) == unknown
    assert [one.iso for one in find_dates(value, day_first=False)] == [unknown] * bool(unknown)


@pytest.mark.parametrize(
    ("text", "day", "iso"),
    [
        ("Rabu, 4 November 2015 | 00:04 WIB", "2015-11-04", "2015-11-03T17:04:00+00:00"),
        ("Rabu, 4/11/2015 00:04 WIB", "2015-11-04", "2015-11-03T17:04:00+00:00"),
        ("11/30/2015 00:04 WIB", "2015-11-30", "2015-11-29T17:04:00+00:00"),
        ("2015-11-04T22:04:00-05:00", "2015-11-04", "2015-11-05T03:04:00+00:00"),
        ("2015-11-04T25:04:00-05:00", "2015-11-04", "2015-11-04"),
        ("Rabu, 4 November 2015 | 00:04", "2015-11-04", "2015-11-04"),
    ],
)
def test_the_day_as_written_is_kept_beside_the_instant(text: str, day: str, iso: str) -> None:
    assert [(one.day, one.iso) for one in find_dates(text)] == [(day, iso)]


def test_a_time_alone_is_no_date() -> None:
    assert find_dates("pertandingan 3-2 pada 21:04 WIB") == []


def test_dates_come_in_order() -> None:
    text = "Dari 1 Mei 2024 sampai 2/6/2024, lalu July 3, 2024 dan 2024-08-04."
    assert [one.iso for one in find_dates(text)] == ["2024-05-01", "2024-06-02", "2024-07-03", "2024-08-04"]


def test_a_found_date_cannot_change() -> None:
    with pytest.raises(FrozenInstanceError):
        FoundDate("2025-01-30", 0, 10, "2025-01-30").iso = ""  # type: ignore[misc]


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_of_two_centuries_is_read(day: date) -> None:
    for text in (
        f"{day:%d/%m/%Y}",
        f"{day:%d %B %Y}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%A, %d %b %Y}",
        str(day),
    ):
        assert [one.iso for one in find_dates(f"Pada {text} itu")] == [str(day)]
        assert parse_date(text) == str(day)


@given(
    st.one_of(
        st.text(),
        st.text("0123456789/-. :TZ+JanMeiwıbWIBKſ(),", max_size=60),
        st.text("0123456789-/:. TZ+januaryWIB,", max_size=60),
    ),
    st.booleans(),
)
def test_any_text_is_survived(text: str, day_first: bool) -> None:
    last = 0
    for one in find_dates(text, day_first=day_first):
        assert last <= one.start < one.end <= len(text)
        assert len(one.iso) in {10, 25}
        assert len(one.day) == 10
        last = one.end
    value = parse_date(text, day_first=day_first)
    assert value == "" or (len(value) in {10, 25} and value[:2] in {"18", "19", "20", "21"})


@pytest.mark.parametrize(
    "unit",
    [
        "2025 ",
        "1/1/2025-",
        "30 Januari 2025 ",
        "Jan ",
        "Kamis, ",
        "1",
        "30/",
        "2025-01-01T",
        "2025 pukul ",
        " ",
    ],
)
def test_time_is_linear(unit: str) -> None:
    text = unit * (50_000 // len(unit))
    with within(15):
        find_dates(text)
        parse_date(text)
