"""The words in which people say when, in English and Indonesian, and what is said where they do not."""

from collections.abc import Mapping
from datetime import time

from bot.domain import EVERY_DAY, WORKING_DAYS

_WEEKEND = (5, 6)
_NAMES = (  # Monday first; the first name is in full
    "monday mondays mon senin",
    "tuesday tuesdays tue tues selasa",
    "wednesday wednesdays wed rabu",
    "thursday thursdays thu thur thurs kamis",
    "friday fridays fri jumat jum'at",
    "saturday saturdays sat sabtu",
    "sunday sundays sun minggu ahad",
)
_SETS: Mapping[str, tuple[int, ...]] = {
    "daily": EVERY_DAY,
    "everyday": EVERY_DAY,
    "every day": EVERY_DAY,
    "each day": EVERY_DAY,
    "harian": EVERY_DAY,
    "setiap hari": EVERY_DAY,
    "tiap hari": EVERY_DAY,
    "weekdays": WORKING_DAYS,
    "weekday": WORKING_DAYS,
    "every weekday": WORKING_DAYS,
    "workdays": WORKING_DAYS,
    "working days": WORKING_DAYS,
    "hari kerja": WORKING_DAYS,
    "setiap hari kerja": WORKING_DAYS,
    "tiap hari kerja": WORKING_DAYS,
    "weekends": _WEEKEND,
    "weekend": _WEEKEND,
    "akhir pekan": _WEEKEND,
}
DAYS: Mapping[str, tuple[int, ...]] = {
    **{name: (day,) for day, names in enumerate(_NAMES) for name in names.split()},
    **{f"hari {name}": (day,) for day, names in enumerate(_NAMES) for name in names.split()},
    **_SETS,
}
TO = frozenset({"to", "through", "until", "till", "sampai", "hingga", "s/d", "sd"})
TIME_CUES = frozenset({"at", "pukul", "pkl", "jam", "o'clock", "@"})
FILLERS = frozenset(
    {"and", "dan", "on", "pada", "every", "each", "setiap", "tiap", "weekly", "mingguan", "in", "di", "the"}
    | {
        "hari",
        "day",
        "time",
        "waktu",
        "zone",
        "zona",
        "then",
        "lalu",
        "serta",
        "the",
        "a",
        "(",
        ")",
        "/",
        "+",
    }
)
NAMED_TIMES: Mapping[str, time] = {"noon": time(12), "midday": time(12), "midnight": time(0)}
# Between which hours a part of the day lies, both included, with "7 pagi" in mind.
PARTS: Mapping[str, tuple[int, int]] = {
    "pagi": (0, 11),
    "siang": (10, 15),
    "sore": (14, 19),
    "petang": (15, 19),
    "malam": (18, 23),
}
NAMED_ZONES: Mapping[str, str] = {
    "wib": "Asia/Jakarta",
    "wita": "Asia/Makassar",
    "wit": "Asia/Jayapura",
    "utc": "UTC",
    "gmt": "UTC",
    "bali": "Asia/Makassar",
    "surabaya": "Asia/Jakarta",
    "bandung": "Asia/Jakarta",
    "medan": "Asia/Jakarta",
}

MESSAGES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "language": "en",
        "no_time": "“{typed}” names no time of day",
        "too_many": "“{typed}” names {number} times a day, and {most} are the most",
        "no_clock": "“{word}” is no time of day",
        "no_such_time": "“{word}” is no time of day: they go from 00:00 to 23:59",
        "midnight": "“{word}” is no time of day: midnight is 00:00, the first minute of a day",
        "unknown": "“{word}” says nothing about when",
        "no_zone": "There is no time zone “{typed}”",
        "did_you_mean": "did you mean {names}",
        "zone": "name a city such as Asia/Jakarta or Europe/London",
        "example": "write it like “07:30”, “weekdays 07:30” or “Monday 06:00”",
    },
    "id": {
        "language": "id",
        "no_time": "“{typed}” tidak menyebut jam",
        "too_many": "“{typed}” menyebut {number} jam sehari, paling banyak {most}",
        "no_clock": "“{word}” bukan jam",
        "no_such_time": "“{word}” bukan jam: yang ada 00:00 sampai 23:59",
        "midnight": "“{word}” bukan jam: tengah malam ditulis 00:00, menit pertama hari itu",
        "unknown": "“{word}” tidak menunjukkan waktu",
        "no_zone": "Tidak ada zona waktu “{typed}”",
        "did_you_mean": "maksud Anda {names}",
        "zone": "sebutkan kota seperti Asia/Jakarta atau Europe/London",
        "example": "tulis seperti “07.30”, “hari kerja 07.30” atau “Senin 06.00”",
    },
}
