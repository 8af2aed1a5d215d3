"""Words that point back to what was talked about before: "he", "that village", "desa itu", "pemimpinnya"."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.text.stopwords import STOPWORDS
from bot.text.words import Token


class Sort(Enum):
    """What a pointer points to."""

    PERSON = "person"
    THING = "thing"  # or several persons, or what happened
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Pointer:
    """A word that points back, by its place among the tokens.

    `owner`: it stands before what belongs to it ("his lawyer"); `ending`: it is the end of a word ("-nya");
    `alone`: it stands for the whole topic and not beside a noun ("kapan itu dimulai", not "desa itu").
    """

    index: int
    sort: Sort
    owner: bool = False
    ending: bool = False
    alone: bool = True


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PERSON = _words("he she him her his hers himself herself dia ia beliau")
_ENGLISH = _words("it its they them their theirs he she him her his hers himself herself")
_SHOWING = _words("this that these those")
_SHOWING_INDONESIAN = _words("itu ini tersebut")
_OWNERS = _words("his her its their")
_OBJECTS = _words("him them it her that this those these hers theirs")
_PRONOUNS_INDONESIAN = _words("dia ia beliau mereka")
_BE = _words("is are was were be been being will")
AUXILIARIES = _words(
    "is are was were am be been do does did has have had will would can could should may might must"
)
_HAVE = _words("has have had")  # of one's own, as in "which club has its stadium …"
_BEFORE_THAT = (AUXILIARIES - _HAVE) | _words(
    "who what when where why how which in on at of by to from for with about after before during since"
)
_CONJUNCTIONS = _words(
    "and but or because when if before after while although unless until so then"
    " dan tetapi tapi atau karena ketika saat jika kalau sebelum setelah lalu kemudian sehingga agar"
)
# "this year", "hari ini", "at that time" say when, not what.
_PERIODS = _words(
    "year years week month day days time times morning afternoon evening night century season moment"
    " tahun minggu pekan bulan hari saat waktu kali malam pagi siang sore detik masa abad sekarang kini"
)
# "it" stands for nothing: "is it true that …", "how long does it take to …", "what time is it?"
_EMPTY_AFTER_IT = _words(
    "rain rains raining rained snow snows snowing take takes took possible legal illegal safe"
)
# Words that merely end in -nya, or in which it stands for nothing.
_NO_ENDING = _words(
    "kenya hanya tanya bertanya punya mempunyai biasanya sebenarnya akhirnya misalnya khususnya umumnya"
    " sebelumnya selanjutnya seterusnya lainnya adanya sesungguhnya seharusnya sebaiknya setidaknya"
    " pokoknya tentunya pastinya kayaknya sepertinya rasanya nyatanya ternyata katanya banyaknya"
    " sebanyaknya awalnya mulanya penya ranya sonya anya vanya benarnya"
)
_VERBS = ("mem", "men", "meng", "meny", "me", "di", "ber", "ter")  # what Indonesian verbs begin with
_VERB_LETTERS = 6  # a shorter word ("dinas", "meja") only looks like one


def ending(folded: str) -> str:
    """`folded` without a -nya that points back; "" where it has none."""
    if folded.endswith("nya") and len(folded) > 5 and folded not in _NO_ENDING and folded not in STOPWORDS:
        return folded[:-3]
    return ""


def looks_like_verb(folded: str) -> bool:
    """Whether a word has the beginning of an Indonesian verb."""
    return folded == "kehilangan" or (len(folded) >= _VERB_LETTERS and folded.startswith(_VERBS))


def pointers(words: Sequence[Token]) -> list[Pointer]:
    """What points back among the `words` of a question, in order, but for what the question explains."""
    found = []
    for index, word in enumerate(words):
        if len(word.written) > 1 and word.written.isupper():
            continue  # "IT" is a name
        pointer = _pointer(words, index)
        if pointer is not None and not _explained(words, pointer):
            found.append(pointer)
    return found


def _pointer(words: Sequence[Token], index: int) -> Pointer | None:
    word = words[index].folded
    before = words[index - 1].folded if index else ""
    after = words[index + 1].folded if index + 1 < len(words) else ""
    beside_noun = bool(after) and after not in STOPWORDS
    if word in _PERSON or word in ("they", "them", "their", "mereka"):
        sort = Sort.PERSON if word in _PERSON else Sort.THING
        if word in _OWNERS and (beside_noun or word != "her"):
            return Pointer(index, sort, owner=True, alone=False)
        owned = word in _PRONOUNS_INDONESIAN and bool(before) and before not in STOPWORDS
        return Pointer(index, sort, alone=not owned or looks_like_verb(before))
    if word == "its":
        return Pointer(index, Sort.THING, owner=True, alone=False)
    if word == "it":
        now = before == "is" and index > 1 and words[index - 2].folded in ("time", "day", "date")
        empty = now or after in _EMPTY_AFTER_IT or _impersonal(words, index)
        return None if empty else Pointer(index, Sort.THING)
    if word in _SHOWING:
        return _showing(words, index)
    if word in _SHOWING_INDONESIAN:
        if before in _PERIODS or _defines(words, index):
            return None
        return Pointer(index, Sort.THING, alone=before in STOPWORDS or not before or looks_like_verb(before))
    if word == "there" and before not in _BE and after not in _BE:
        return Pointer(index, Sort.PLACE)
    if word in ("sana", "situ"):
        return Pointer(index, Sort.PLACE)
    if word == "katanya" and before in ("apa", "apakah"):  # what he said; elsewhere "it is said"
        return Pointer(index, Sort.PERSON, ending=True, alone=False)
    if ending(word) and not any(
        one.folded not in STOPWORDS and one.folded not in _PERIODS and not looks_like_verb(one.folded)
        for one in words[index + 1 :]
    ):
        return Pointer(index, Sort.THING, ending=True, alone=False)
    return None


def _defines(words: Sequence[Token], index: int) -> bool:
    """ "Apa itu inflasi?", "apa inflasi itu?": what is asked about is named."""
    first, after = words[0].folded, [one.folded for one in words[index + 1 :]]
    if first not in ("apa", "apakah", "siapa", "siapakah"):
        return False
    if index == 1:
        return any(one not in STOPWORDS for one in after)
    return first.startswith("apa") and index == 2 and not after and words[1].folded not in STOPWORDS


def _impersonal(words: Sequence[Token], index: int) -> bool:
    """ "Is it true that …", "is it safe to …": what "it" is follows."""
    later = [one.folded for one in words[index + 1 : index + 4]]
    return len(later) == 3 and later[0] not in STOPWORDS and later[1] in ("that", "to", "if", "for")


def _showing(words: Sequence[Token], index: int) -> Pointer | None:
    """ "That" is a pointer alone at an end or behind a small word; else it joins clauses ("said that …")."""
    word = words[index].folded
    before = words[index - 1].folded if index else ""
    after = words[index + 1].folded if index + 1 < len(words) else ""
    if after in _PERIODS or after in ("who", "with", "in", "that"):
        return None
    if word == "that" and after and before not in _BEFORE_THAT:
        return None
    return Pointer(index, Sort.THING, alone=not after or after in STOPWORDS)


def _explained(words: Sequence[Token], pointer: Pointer) -> bool:
    """Whether the question itself holds what the pointer means ("why do people lose their jobs?")."""
    before = [one.folded for one in words[: pointer.index]]
    nouns = [place for place, word in enumerate(before) if word not in STOPWORDS]
    if not nouns:
        return False
    if before[0] in ("if", "jika") or any(word in _CONJUNCTIONS for word in before[nouns[0] + 1 :]):
        return True
    word, last = words[pointer.index].folded, before[-1]
    if pointer.ending or word in _PRONOUNS_INDONESIAN:
        verbs = [place for place in nouns if looks_like_verb(before[place])]
        subject = bool(verbs) and nouns[0] < verbs[0]
        return subject and (pointer.ending or word == "ia" or not looks_like_verb(last))
    if word not in _ENGLISH:
        return False
    at_end = pointer.index == len(words) - 1
    if at_end and (word == "it" or (word in _OBJECTS and not pointer.owner)):
        return False
    if pointer.owner and last in ("of", "from"):
        return False
    if last in AUXILIARIES and not (pointer.owner and last in _HAVE):
        return False
    # The word behind "who" is what somebody did, and no noun: "who killed his brother?"
    return any(not place or before[place - 1] not in ("who", "siapa") for place in nouns)
