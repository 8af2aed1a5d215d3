"""The words of numbers in English and Indonesian: figures spelt out, scales, currencies, measures."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

_ONES = (
    "zero nol",
    "one satu",
    "two dua",
    "three tiga",
    "four empat",
    "five lima",
    "six enam",
    "seven tujuh",
    "eight delapan",
    "nine sembilan",
    "ten sepuluh",
    "eleven sebelas",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()

WORDS: Mapping[str, int] = {
    **{word: value for value, words in enumerate(_ONES) for word in words.split()},
    **{word: value * 10 for value, word in enumerate(_TENS, start=2)},
    "seratus": 100,
}
_MULTIPLIED: Mapping[str, int] = {"belas": 10, "puluh": 10, "ratus": 100, "hundred": 100}
SCALES: Mapping[str, Decimal] = {
    word: Decimal(10) ** power
    for power, words in (
        (3, "thousand ribu rb"),
        (6, "million juta jt"),
        (9, "billion miliar milyar bn"),
        (12, "trillion triliun"),
    )
    for word in words.split()
}
# Letters that are a scale behind an amount of money only: $5m, Rp 5 M.
SHORT_SCALES: Mapping[str, Decimal] = {"k": Decimal(10) ** 3, "m": Decimal(10) ** 6, "b": Decimal(10) ** 9}
CURRENCIES: Mapping[str, str] = {
    word: code
    for code, words in (
        ("idr", "rp idr rupiah"),
        ("usd", "$ us$ usd dollar dollars dolar"),
        ("eur", "€ eur euro euros"),
        ("gbp", "£ gbp"),
        ("jpy", "¥ jpy yen"),
        ("cny", "cny yuan renminbi"),
        ("sgd", "s$ sgd"),
        ("aud", "a$ aud"),
        ("myr", "rm myr ringgit"),
        ("thb", "thb baht"),
    )
    for word in words.split()
}
PERCENT = frozenset("% persen percent pct prosen".split())
# Class of unit and size in its base unit: metres, kilograms, litres, square metres, seconds, months.
MEASURES: Mapping[str, tuple[str, Decimal]] = {
    word: (unit, Decimal(size))
    for unit, size, words in (
        ("length", "0.001", "mm millimetre millimetres millimeter millimeters milimeter"),
        ("length", "0.01", "cm centimetre centimetres centimeter centimeters sentimeter"),
        ("length", "1", "m metre metres meter meters"),
        ("length", "1000", "km kilometre kilometres kilometer kilometers"),
        ("length", "1609.344", "mile miles mil"),
        ("weight", "0.001", "g gram grams"),
        ("weight", "1", "kg kilogram kilograms kilo kilos"),
        ("weight", "1000", "ton tons tonne tonnes"),
        ("volume", "1", "litre litres liter liters"),
        ("area", "10000", "ha hectare hectares hektare hektar"),
        ("seconds", "1", "second seconds detik"),
        ("seconds", "60", "minute minutes menit"),
        ("seconds", "3600", "hour hours jam"),
        ("seconds", "86400", "day days hari"),
        ("seconds", "604800", "week weeks pekan minggu"),
        ("months", "1", "month months bulan"),
        ("months", "12", "year years yr yrs tahun"),
        ("degrees", "1", "degree degrees derajat °"),
        ("times", "1", "times kali"),
    )
    for word in words.split()
}

_JOINERS_FROM = 100  # "one hundred and five": "and" joins from here on


def spelt(words: Sequence[str], place: int) -> tuple[Decimal | None, int]:
    """The number below a thousand that `words` (small letters) spell from `place` on, and the place behind.

    "twenty", "-", "five" is 25, "dua", "ratus", "lima", "belas" is 215; None where there is none.
    """
    group, last, start = 0, -1, place
    while place < len(words):
        low = words[place]
        value = WORDS.get(low, -1)
        if low in _MULTIPLIED:
            if place == start > 0 and low == "hundred" and words[place - 1] == "a":
                last = 1
            if last < 0:
                break
            group += last + 10 if low == "belas" else last * _MULTIPLIED[low]
            last = -1
        elif value < 0 or last >= 0 or (group and value >= (_JOINERS_FROM if group % 100 == 0 else 10)):
            break
        elif value < WORDS["twenty"]:
            last = value
        else:
            group += value
        place += 1
        joiner = words[place] if place < len(words) else ""
        joined = (joiner == "-" and group) or (joiner == "and" and group >= _JOINERS_FROM)
        if joined and place + 1 < len(words) and words[place + 1] in WORDS:
            place += 1
    return (Decimal(group + max(0, last)), place) if place > start else (None, place)
