"""Numbers in a text as values with a unit: "1.2 million" and "1,2 juta" are one, "5%" and "5 people" are not.

Figures are read in both notations. Three figures behind a single mark are thousands ("1.500", "1,500"), but
decimals where the word behind them says whose notation it is ("1.234 million", "1,234 juta") or a percentage.
A text is cut into pieces once and read from left to right, so the time is linear in its length.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.text.stopwords import STOPWORDS
from bot.text.units import CURRENCIES, MEASURES, PERCENT, SCALES, SHORT_SCALES, spelt

COUNT, CLOCK, PERCENTAGE = "count", "clock", "percent"
_LONGEST_FIGURE = 24  # characters; a longer one is a number of something else: an account, a telephone
_NOUNS = 3  # words behind a number that may say of what it is one
_PIECE = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*$")
_DASHES = frozenset("-–")
_CLOCK_CUES = frozenset("pukul pkl jam at".split())
_CLOCK_ZONES = frozenset("wib wita wit gmt utc am pm".split())
_ENGLISH_SCALES = frozenset("thousand million billion trillion bn".split())
_NOT_ONE = frozenset("salah no any every this that the another each".split())
_NOT_ONE_OF = frozenset("of another day sama".split())
_HALVES = {"half": Decimal("0.5"), "setengah": Decimal("0.5"), "seperempat": Decimal("0.25")}
_SYMBOLS = frozenset("$€£¥")
_OF_POINTS = frozenset("point points persen persentase".split())
_SCALED = {"seribu": Decimal(10) ** 3, "sejuta": Decimal(10) ** 6}
_NOON = 12
_THOUSAND, _MOST = Decimal(1000), Decimal(10) ** 30


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a text: text[start:end], unit and all.

    `value` is in the base unit of its class `unit` (metres, kilograms, seconds; money by its currency,
    "money:idr"); `upto` the second figure of "3-1" or "10–12". `nouns` are the folded words that follow a
    plain count, the nearest first.
    """

    value: Decimal
    unit: str
    start: int
    end: int
    upto: Decimal | None = None
    nouns: tuple[str, ...] = ()

    @property
    def is_bare(self) -> bool:
        """Whether it is a large number of nothing that is said: "70 billion"."""
        return self.unit == COUNT and not self.nouns and self.value >= _THOUSAND

    def same(self, other: "Number") -> bool:
        """Whether both say the same amount of the same kind of thing."""
        return (self.unit, self.value, self.upto) == (other.unit, other.value, other.upto)


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    low: str
    start: int
    end: int


def find_numbers(text: str, skip: Sequence[tuple[int, int]] = ()) -> list[Number]:
    """The numbers of `text`, in order, but for those that begin in one of `skip` (half-open, in order).

    Ordinals, numbers that are part of a name ("R1", "GPT-4") and figures too long to be amounts are left
    out. Never raises.
    """
    pieces = [_Piece(m[0], m[0].lower(), m.start(), m.end()) for m in _PIECE.finditer(text)]
    skipped = {place for first, last in skip for place in range(first, last)}
    reader = _Reader(pieces)
    found: list[Number] = []
    place = 0
    while place < len(pieces):
        number, after = (None, 0) if pieces[place].start in skipped else reader.read(place)
        if number is not None and found and _continues(text, found[-1], number):
            former = found.pop()
            number = replace(former, value=former.value + number.value, end=number.end)
        if number is not None:
            found.append(number)
        place = max(after, place + 1)
    return found


def _continues(text: str, former: Number, number: Number) -> bool:
    """Whether two numbers are one time: "five years and six months", "2 jam 30 menit"."""
    between = text[former.end : number.start].strip()
    times = former.unit == number.unit and number.unit in ("months", "seconds")
    return times and between in ("", "and", "dan") and number.value < former.value


def is_unit(word: str) -> bool:
    """Whether a number before `word` (in small letters) is an amount: "2000 metres", "2000 rupiah"."""
    return word in MEASURES or word in PERCENT or word in CURRENCIES or word in SCALES


class _Reader:
    """Reads one number from the pieces of a text."""

    def __init__(self, pieces: Sequence[_Piece]) -> None:
        self._pieces = pieces
        self._lows = [one.low for one in pieces]

    def read(self, place: int) -> tuple[Number | None, int]:
        """The number that begins with a piece, and the place behind it."""
        first = place
        currency, at = self._currency(place)
        if currency and (not self._low(at)[:1].isdecimal() or not self._beside(place, at)):
            currency, at = "", place
        if not self._low(at)[:1].isdecimal():
            return self._in_words(place) if not currency else (None, 0)
        if not currency and self._is_label(at):
            return None, at + 1
        return self._in_figures(first, at, currency)

    def _low(self, place: int) -> str:
        return self._pieces[place].low if 0 <= place < len(self._pieces) else ""

    def _touches(self, left: int) -> bool:
        """Whether nothing stands between a piece and the next."""
        return 0 <= left < len(self._pieces) - 1 and (self._pieces[left].end == self._pieces[left + 1].start)

    def _beside(self, left: int, right: int) -> bool:
        """Whether at most two characters, a space or a stop, stand between what two pieces begin."""
        return self._pieces[right].start - self._pieces[left].end <= len("$. ")

    def _currency(self, place: int) -> tuple[str, int]:
        """A currency written before its amount, "Rp", "US$", "€", and the place behind it."""
        low = self._low(place)
        if low in ("us", "s", "a") and self._low(place + 1) == "$" and self._touches(place):
            return CURRENCIES[f"{low}$"], place + 2
        if low in CURRENCIES and (low in _SYMBOLS or low in ("rp", "idr", "usd", "eur", "gbp", "sgd", "rm")):
            return CURRENCIES[low], place + 2 if self._low(place + 1) == "." else place + 1
        return "", place

    def _is_label(self, place: int) -> bool:
        """Whether a figure is part of a word: R1, GPT-4, COVID-19."""
        if place and self._touches(place - 1):
            before = self._pieces[place - 1]
            if before.text[-1].isalpha():
                return True
            if before.text in _DASHES and place > 1 and self._touches(place - 2):
                return self._low(place - 2)[-1:].isalnum()
        return len(self._pieces[place].text) > _LONGEST_FIGURE

    def _in_figures(self, first: int, place: int, currency: str) -> tuple[Number | None, int]:
        figure = self._pieces[place].text
        after = place + 1
        if len(figure) > _LONGEST_FIGURE:
            return None, after
        if (clock := self._clock(first, place)) is not None:
            return clock
        upto = None
        if self._low(after) in _DASHES and self._low(after + 1)[:1].isdecimal() and self._touches(place):
            if not self._touches(after) or len(self._low(after + 1)) > _LONGEST_FIGURE:
                return None, after + 2
            upto, after = self._pieces[after + 1].text, after + 2
        attached = self._touches(after - 1) and self._low(after)[:1].isalpha()
        decade = self._low(after) in _DASHES and self._low(after + 1) == "an"
        if decade or (attached and not (is_unit(self._low(after)) or self._low(after) in SHORT_SCALES)):
            return None, after + 1  # 1st, 1990s, 2020-an
        value, high = self._value(figure, after), self._value(upto, after) if upto else None
        return self._with_unit(first, after, value, high, currency)

    def _value(self, figure: str, after: int) -> Decimal:
        """What a figure says, in the notation that the word behind it shows."""
        word = self._low(after)
        grouped = _GROUPED.match(figure)
        if grouped and figure.count(grouped[1]) == 1:
            foreign = "." if word in _ENGLISH_SCALES else "," if word in SCALES else ""
            if grouped[1] == foreign or word in PERCENT:
                return Decimal(figure.replace(",", "."))
        if grouped:
            return Decimal(re.sub(r"[.,]", "", figure))
        whole, _, rest = figure.replace(",", ".").rpartition(".")
        return Decimal(f"{whole.replace('.', '')}.{rest}" if whole else rest)

    def _clock(self, first: int, place: int) -> tuple[Number, int] | None:
        """02:15, pukul 02.15, 2.15 pm: minutes since midnight."""
        figure, after = self._pieces[place].text, place + 1
        hour, mark, minute = figure.partition(".")
        if self._low(after) == ":" and self._touches(place) and self._touches(after):
            hour, mark, minute = figure, ":", self._low(after + 1)
            after += 2
        named = self._low(first - 1) in _CLOCK_CUES or self._low(after) in _CLOCK_ZONES
        if mark == "." and not named:
            return None
        if not (mark or (named and self._low(after) in _CLOCK_ZONES)):
            return None
        if not (hour.isdecimal() and (minute or "0").isdecimal() and len(hour) <= 2 and len(minute) <= 2):
            return None
        value = (
            int(hour) * 60 + int(minute or 0) + (720 if self._low(after) == "pm" and int(hour) < 12 else 0)
        )
        end = self._pieces[min(after, len(self._pieces)) - 1].end
        return Number(Decimal(value), CLOCK, self._pieces[first].start, end), after

    def _in_words(self, place: int) -> tuple[Number | None, int]:
        low = self._low(place)
        if low in ("twice", "thrice"):
            piece = self._pieces[place]
            return Number(Decimal(2 if low == "twice" else 3), "times", piece.start, piece.end), place + 1
        if low in _HALVES:
            after = place + 2 if self._low(place + 1) in ("a", "an") else place + 1
            if self._low(after) in MEASURES or self._low(after) in SCALES:
                return self._with_unit(place, after, _HALVES[low], None, "")
            return None, 0
        if low in ("a", "an"):
            if not self._is_scale(place + 1):
                return None, 0
            value, after = spelt(self._lows, place + 1)  # a hundred and five
            if value is None:
                value, after = Decimal(1), place + 1
            return self._with_unit(place, after, value, None, "")
        if low in _SCALED:
            rest, after = self._rest(place + 1, _SCALED[low])
            return self._with_unit(place, after, _SCALED[low] + rest, None, "")
        value, after = spelt(self._lows, place)
        if value is None:
            return None, 0
        alone = after == place + 1
        compound = alone and self._touches(place) and self._low(after) in _DASHES
        if compound and self._low(after + 1) not in MEASURES:  # "satu-satunya", "one-way", but "five-day"
            return None, after + 1
        if alone and value == 1 and (self._low(place - 1) in _NOT_ONE or self._low(after) in _NOT_ONE_OF):
            return None, after
        return self._with_unit(place, after, value, None, "")

    def _is_scale(self, place: int) -> bool:
        return self._low(place) in SCALES or self._low(place) in ("hundred", "dozen")

    def _with_unit(
        self, first: int, after: int, value: Decimal, upto: Decimal | None, currency: str
    ) -> tuple[Number, int]:
        """The number with the scale and the unit that follow."""
        unit = f"money:{currency}" if currency else COUNT
        factor, after = self._scale(after, currency)
        if factor >= _THOUSAND and upto is None:
            rest, behind = self._rest(after, factor)
            value, factor, after = value * factor + rest, Decimal(1), behind
        word = self._low(after)
        hyphen = word == "-" and self._touches(after - 1) and self._low(after + 1) in MEASURES
        if hyphen:  # a five-day march
            after, word = after + 1, self._low(after + 1)
        if not currency and word in ("us", "singapore") and self._low(after + 1) in ("dollar", "dollars"):
            unit, after = "money:usd" if word == "us" else "money:sgd", after + 2
        elif not currency and word in CURRENCIES and word not in _SYMBOLS:
            unit, after = f"money:{CURRENCIES[word]}", after + 1
        elif not currency and word in ("percentage", "poin") and self._low(after + 1) in _OF_POINTS:
            unit, after = "points", after + 2
        elif not currency and (word in PERCENT or (word == "per" and self._low(after + 1) == "cent")):
            unit, after = PERCENTAGE, after + (2 if word == "per" else 1)
        elif not currency and word in MEASURES:
            unit, size = MEASURES[word]
            factor, after = factor * size, after + 1
        start, end = self._pieces[first].start, self._pieces[after - 1].end
        nouns = self._nouns(after) if unit == COUNT else ()
        return Number(
            value * factor, unit, start, end, upto * factor if upto is not None else None, nouns
        ), after

    def _scale(self, after: int, currency: str) -> tuple[Decimal, int]:
        """The thousands, millions … that follow, and the place behind them."""
        low, factor = self._low(after), Decimal(1)
        if currency and low in SHORT_SCALES:
            # In Indonesian M is a miliar, in English a million.
            return SHORT_SCALES["b" if (low, currency) == ("m", "idr") else low], after + 1
        if low in ("hundred", "dozen"):
            factor, after = Decimal(100 if low == "hundred" else 12), after + 1
        while (scale := SCALES.get(self._low(after))) is not None and factor < _MOST:
            factor, after = factor * scale, after + 1
        return factor, after

    def _rest(self, after: int, above: Decimal) -> tuple[Decimal, int]:
        """What is added to a scaled number: "two thousand five hundred", "2 juta 500 ribu"."""
        low = self._low(after)
        rest, behind = spelt(self._lows, after)
        if low[:1].isdecimal() and len(low) <= _LONGEST_FIGURE:
            rest, behind = self._value(low, after + 1), after + 1
        if rest is None or self._low(behind) in _DASHES:
            return Decimal(0), after
        factor, behind = self._scale(behind, "")
        if low[:1].isdecimal() and factor < _THOUSAND:  # "2 million 500 people" is no number
            return Decimal(0), after
        return (rest * factor, behind) if rest * factor < above else (Decimal(0), after)

    def _nouns(self, place: int) -> tuple[str, ...]:
        nouns: list[str] = []
        while len(nouns) < _NOUNS and self._low(place)[:1].isalpha() and self._low(place) not in STOPWORDS:
            nouns.append(self._low(place))
            place += 1
        return tuple(nouns)
