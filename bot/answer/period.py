"""When the articles were published that a question is about: "yesterday", "pekan lalu", "articles from 2024".

Only what is said of the news is read: "what did she say last week", "articles since 2003", but not "chairman
since 2003", which is for a sentence to say. Every repetition is bounded, as in `bot.answer.patterns`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.answer.calendar import Days, last_weekday, month, past, spoken_day, week, year
from bot.domain import Period
from bot.text.days import Day, find_days
from bot.text.words import Token

_SLACK = timedelta(days=1)  # what happened on a day is in the next day's papers, too
_BETWEEN = 60  # characters between a noun for news and a date that is said of it


def _numbered(*groups: str, first: int) -> dict[str, int]:
    """Words with their numbers, those of each group with the same."""
    return {word: number for number, words in enumerate(groups, first) for word in words.split()}


_NUMBERS = _numbered(
    "a an one satu",
    "two dua",
    "three tiga",
    "four empat",
    "five lima",
    "six enam",
    "seven tujuh",
    "eight delapan",
    "nine sembilan",
    "ten sepuluh",
    first=1,
)
_WEEKDAYS = _numbered(
    "monday senin",
    "tuesday selasa",
    "wednesday rabu",
    "thursday kamis",
    "friday jumat jum'at jum’at",
    "saturday sabtu",
    "sunday minggu ahad",
    first=0,
)
_NUMBER = rf"(?P<number>\d{{1,3}}|{'|'.join(_NUMBERS)})"
_UNIT_DAYS = {"h": 1 / 24, "j": 1 / 24, "d": 1, "w": 7, "p": 7, "m": 30}
_ENGLISH_UNIT = r"(?P<unit>hour|day|week|month)s?"
_INDONESIAN_UNIT = r"(?P<unit>jam|hari|pekan|minggu|bulan)"
_WEEKDAY = rf"(?P<weekday>{'|'.join(_WEEKDAYS)})"
# "The last week of May", "this month in 1998" are no time before today.
_NO_OTHER = r"(?!\s(?:of|before|after)\b|\s(?:in|on|di|pada|tahun)\s(?:tahun\s)?\d)"

# Nouns and verbs for news: with one of them a date is when something was published.
_NEWS = re.compile(
    r"\b(?:news(?:\sstories)?|articles|headlines|coverage|berita|artikel|kabar|liputan|diberitakan|dimuat)\b",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(r"\b(?:published|printed|dated|diterbitkan|terbit|dimuat)\b", re.IGNORECASE)
_HAPPENED = re.compile(
    r"\b(?:happen(?:s|ed|ing)?|occur(?:s|red|ring)?|(?<=what['’]s\s)new|(?<=what\sis\s)new|terjadi)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:since|sejak)\s(?:the\s)?$", re.IGNORECASE)
_NOT_THEN = re.compile(
    r"\b(?:before|until|till|by|than|sebelum|hingga|sampai|daripada|dibanding(?:kan)?(?:\sdengan)?"
    r"|compared\s(?:to|with)|even|still|masih)\s(?:the\s|pada\s)?$",
    re.IGNORECASE,
)
# "Today" is also how people say nowadays.
_NOWADAYS = re.compile(r"\b(?:is|are|am|do|does|can|could|will|exists?|remains?)\b", re.IGNORECASE)
_OF_THE_DAY = re.compile(
    r"\btoday['’]s|\b(?:new|happening|happen(?:s|ed)?|prices?|rates?|weather|forecasts?|scores?|stocks?|shares?"
    r"|announc\w{1,5}|sa(?:id|ys|ying))\b",
    re.IGNORECASE,
)
# What stands before a date that says when articles were published.
_LEAD = re.compile(
    r"(?:\b(?P<lead>from|in|on|during|since|after|before|until|between|dari|pada|di|selama|sepanjang|sejak"
    r"|setelah|sesudah|sebelum|hingga|sampai|antara|tahun|bulan|tanggal|hari)\s(?:the\s)?|\b(?=[a-z]))"
    r"(?:(?P<part>early|mid|late|(?:beginning|start|middle|end)\sof|awal|pertengahan|akhir)[\s-])?"
    r"(?:(?:year|month|tahun|bulan|tanggal|hari)\s(?:of\s)?){0,2}$",
    re.IGNORECASE,
)
_TO = re.compile(r"\s?(?:and|to|until|till|through|dan|sampai|hingga|–|-)\s?", re.IGNORECASE)
_PARTS = {"ea": 0, "be": 0, "st": 0, "aw": 0, "mi": 1, "pe": 1, "la": 2, "en": 2, "ak": 2}
_THIS_YEAR = re.compile(r"\b(?:(?P<this>this|last)\syear|tahun\s(?P<ini>ini|lalu|kemarin))\b", re.IGNORECASE)

_NEWS_ON = re.compile(rf"\b(?:from|of|on|hari|dari\shari|pada\shari)\s{_WEEKDAY}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A period with the places in the question of the words that say it, or only ask what there is."""

    period: Period
    places: tuple[tuple[int, int], ...]

    def holds(self, token: Token) -> bool:
        """Whether a word of the question is one of these."""
        return any(start <= token.start < end for start, end in self.places)


def find_period(text: str, now: datetime) -> FoundPeriod | None:
    """The first period that `text`, a question, names; `now` is aware, where the asker is. Never raises."""
    news = [match.span() for match in _NEWS.finditer(text) if not _in_a_name(text, match)]
    found = [*_relative(text, now.date(), bool(news)), *_dated(text, now.date(), news)]
    if not found:
        return None
    start, end, days = min(found, key=lambda one: (one[0], -one[1]))
    until = days.until + _SLACK if days.until and not news else days.until
    if until and until >= now.date():  # a newspaper may be dated ahead
        until = None
    period = Period(text[start:end], days.since, until, now.tzinfo)
    others = [match.span() for match in _HAPPENED.finditer(text)]
    others += [match.span() for match in _PUBLISHED.finditer(text)] if news else []
    return FoundPeriod(period, ((start, end), *news, *others))


def _in_a_name(text: str, match: re.Match[str]) -> bool:
    """ "Kabar Pesisir" is a newspaper."""
    return match.group()[0].isupper() and text[match.end() + 1 : match.end() + 2].isupper()


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b{_NO_OTHER}", re.IGNORECASE)


def _long(match: re.Match[str], letter: str) -> int:
    """How many days a number of units is, a day at least."""
    written = (match.groupdict().get("number") or "a").lower()
    number = int(written) if written.isdecimal() else _NUMBERS[written]
    return max(1, round(number * _UNIT_DAYS[letter]))


def _letter(match: re.Match[str]) -> str:
    """The first letter of the unit; an Indonesian "minggu" is a week and "hari" a day."""
    unit = match["unit"].lower()
    return {"hari": "d", "minggu": "w"}.get(unit, unit[0])


def _ago(match: re.Match[str], today: date) -> Days:
    days = _long(match, _letter(match))
    around = timedelta(days={"d": 0, "w": 3}.get(_letter(match).replace("p", "w"), 15))
    day = today - timedelta(days=days)
    return Days(day - around, day + around)


def _last_days(match: re.Match[str], today: date) -> Days:
    return past(today, _long(match, _letter(match)))


def _calendar(match: re.Match[str], today: date) -> Days | None:
    if _sunday(match):
        return None
    back = match["which"].lower() in ("last", "lalu", "kemarin", "kemaren")
    span = month if match["unit"].lower() in ("month", "bulan") else week
    return span(today, back=back)


def _on_weekday(match: re.Match[str], today: date) -> Days | None:
    if match["weekday"].lower() == "minggu" and not _sunday(match):
        return None
    day = last_weekday(today, _WEEKDAYS[match["weekday"].lower()])
    return Days(day, day)


def _sunday(match: re.Match[str]) -> bool:
    """Whether "minggu" is a Sunday, not a week: "hari Minggu", or a capital within the sentence."""
    before, word = match.string[: match.start()], match.group()
    return bool(re.search(r"minggu", word, re.IGNORECASE)) and (
        before.lower().endswith("hari ")
        or word.lower().startswith("hari ")
        or (bool(before) and "Minggu" in word)
    )


def _day(back: int) -> Callable[[re.Match[str], date], Days]:
    def read(_: re.Match[str], today: date) -> Days:
        day = today - timedelta(days=back)
        return Days(day, day)

    return read


def _today(match: re.Match[str], today: date) -> Days | None:
    text = match.string
    nowadays = match.group().lower() == "today" and _NOWADAYS.search(text)
    return None if nowadays and not (_OF_THE_DAY.search(text) or _NEWS.search(text)) else Days(today, today)


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Days | None]], ...] = (
    (_rule(r"the\sday\sbefore\syesterday|kemarin\s(?:lusa|dulu)"), _day(2)),
    (_rule(rf"past\s(?:{_NUMBER}\s)?{_ENGLISH_UNIT}"), _last_days),
    (_rule(rf"last\s{_NUMBER}\s{_ENGLISH_UNIT}"), _last_days),
    (_rule(rf"(?:{_NUMBER}\s|se){_INDONESIAN_UNIT}\s(?:terakhir|belakangan)(?:\sini)?"), _last_days),
    (_rule(rf"{_NUMBER}\s(?P<unit>day|week)s?\sago"), _ago),
    (_rule(rf"(?:{_NUMBER}\s|se)(?P<unit>hari|pekan|minggu)\s(?:yang\s)?(?:lalu|silam)"), _ago),
    (_rule(r"(?P<which>this|last)\s(?P<unit>week|month)"), _calendar),
    (_rule(r"(?P<unit>pekan|minggu|bulan)\s(?:yang\s)?(?P<which>ini|lalu|kemarin|kemaren)"), _calendar),
    (_rule(rf"(?:last|this\spast)\s{_WEEKDAY}"), _on_weekday),
    (_rule(rf"(?:hari\s)?{_WEEKDAY}\s(?:yang\s)?(?:lalu|kemarin|kemaren)"), _on_weekday),
    (_rule(rf"(?<=since\s){_WEEKDAY}"), _on_weekday),
    (_rule(rf"(?<=sejak\s)(?:hari\s)?{_WEEKDAY}"), _on_weekday),
    (_rule(r"yesterday|kemarin|kemaren|last\s(?:night|evening)|semalam|tadi\smalam"), _day(1)),
    (_rule(r"today|tonight|this\s(?:morning|afternoon|evening)|(?:hari|pagi|siang|sore|malam)\sini"), _today),
    (_rule(r"tadi\s(?:pagi|siang|sore)"), _day(0)),
)


def _relative(text: str, today: date, news: bool) -> Iterator[tuple[int, int, Days]]:
    """Periods that are told from today."""
    for pattern, read in _RULES:
        for match in pattern.finditer(text):
            days = None if _NOT_THEN.search(text, 0, match.start()) else read(match, today)
            if days is not None:
                yield _opened(text, match.start(), match.end(), days)
    if not news:
        return
    for match in _THIS_YEAR.finditer(text):
        back = (match["this"] or match["ini"]).lower() not in ("this", "ini")
        yield _opened(text, match.start(), match.end(), year(today.year - back))
    for match in _NEWS_ON.finditer(text):
        if (days := _on_weekday(match, today)) is not None:
            yield match.start(), match.end(), days


def _opened(text: str, start: int, end: int, days: Days) -> tuple[int, int, Days]:
    """The period to this day where "since" stands before it."""
    since = _SINCE.search(text, 0, start)
    return (since.start(), end, Days(days.since, None)) if since else (start, end, days)


def _dated(text: str, today: date, news: list[tuple[int, int]]) -> Iterator[tuple[int, int, Days]]:
    """Dates that are said of the news: "articles from late 2024", "berita sebelum 3 Maret 2025"."""
    days = find_days(text) if news else []
    for place, one in enumerate(days):
        lead = _LEAD.search(text, 0, one.start)
        close = any(end <= one.start <= end + _BETWEEN or start == one.end + 1 for start, end in news)
        if not close or not (lead or any(start == one.end + 1 for start, _ in news)):
            continue
        said = _said(one, lead, today)
        word = (lead["lead"] or "").lower() if lead else ""
        start, end = (lead.start() if lead else one.start), one.end
        if word in ("from", "between", "dari", "antara") and place + 1 < len(days):
            other = days[place + 1]
            if _TO.fullmatch(text, one.end, other.start):
                said, end = Days(said.since, spoken_day(*other.parts, today).until), other.end
        yield start, end, _bounded(word, said)


def _said(day: Day, lead: re.Match[str] | None, today: date) -> Days:
    part = lead["part"] if lead else None
    return spoken_day(*day.parts, today, third=_PARTS[part[:2].lower()] if part else None)


def _bounded(word: str, said: Days) -> Days:
    """The period that a preposition makes of a date."""
    if word in ("since", "sejak"):
        return Days(said.since, None)
    if word in ("after", "setelah", "sesudah"):
        return Days(said.until and said.until + _SLACK, None)
    if word in ("before", "sebelum"):
        return Days(None, said.since and said.since - _SLACK)
    if word in ("until", "hingga", "sampai"):
        return Days(None, said.until)
    return said
