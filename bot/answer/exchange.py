"""Fragments that take the place of a part of the question before: "and Microsoft?", "kalau tahun 2024?"."""

from collections.abc import Sequence

from bot.answer.patterns import KIND_WORDS
from bot.answer.pointers import ending, pointers
from bot.answer.question import kind_of
from bot.answer.topic import ARTICLE, LEAD, Part, Topic, asking, dated, named
from bot.text.lexicon import Lexicon
from bot.text.stopwords import STOPWORDS
from bot.text.words import Token, tokens

_PLACE_LEADS = ("in", "at", "near", "from", "di", "ke", "dari", "dekat")
_MOST_WORDS = 2  # of a fragment that is no name; more of them are a topic of their own

# Nouns that ask, and the question words that ask the same.
_ASKING_NOUNS = {
    **dict.fromkeys(("reason", "cause"), "why"),
    **dict.fromkeys(("alasan", "sebab", "penyebab"), "mengapa"),
    **dict.fromkeys(("date", "time"), "when"),
    **dict.fromkeys(("tanggal", "waktu"), "kapan"),
    **dict.fromkeys(("place", "location"), "where"),
    **dict.fromkeys(("lokasi", "tempat"), "di mana"),
    **dict.fromkeys(("number", "amount"), "how many"),
    "jumlah": "berapa",
}


def exchange(fragment: str, topic: Topic, lexicon: Lexicon) -> str | None:
    """The topic's question with `fragment` in place of the part most like it, else behind it.

    None where the fragment says nothing, or enough to be a topic of its own.
    """
    words = list(tokens(fragment))
    content = [word for word in words if word.folded not in STOPWORDS]
    lead = LEAD.match(fragment)
    core = fragment[lead.end() :] if lead else fragment
    time = dated(core)
    if time is not None and _nothing_else(core, time):
        return _exchanged_date(fragment, time.text if lead is None else core, topic)
    if not content:
        return None
    if len(content) == 1 and (asks := _ASKING_NOUNS.get(ending(content[0].folded) or content[0].folded)):
        return asking(topic, asks, kind_of(asks))
    if all(word.folded[0].isdigit() for word in content):
        return _exchanged_date(fragment, core, topic)
    if back := pointers(words):
        return _exchanged_owner(fragment, words[back[0].index], topic, ends=back[0].ending)
    own = named(fragment, lexicon, opens=False)
    outside = [word for word in content if not any(one.start <= word.start < one.end for one in own)]
    if outside and (own and fragment != fragment.lower()):
        return None
    if not own and len(content) > _MOST_WORDS:
        return None
    placed = lead is not None and lead.group().strip().casefold() in _PLACE_LEADS
    part = _replaced(core, topic, placed=placed, is_name=bool(own) and not outside)
    if part is None:
        return f"{topic.text} {fragment}"
    if (
        lead is not None
        and not placed
        and not topic.text[: part.start].casefold().endswith(lead.group().casefold())
    ):
        return f"{topic.text} {fragment}"
    if any(core.casefold() == name.text.casefold() for name in topic.names):
        return topic.text
    if article := ARTICLE.match(core):
        before = topic.text[: part.start].casefold()
        core = core[article.end() :] if before.endswith(("the ", "a ", "an ")) else core
    return topic.with_part(part, core)


def _nothing_else(text: str, part: Part) -> bool:
    """Whether the words around `part` say nothing."""
    around = tokens(f"{text[: part.start]} {text[part.end :]}")
    return all(one.folded in STOPWORDS or one.folded in KIND_WORDS for one in around)


def _exchanged_date(fragment: str, core: str, topic: Topic) -> str:
    date = topic.date
    if date is None:
        return f"{topic.text} {fragment}"
    lead = topic.text[: date.start].rsplit(maxsplit=1)
    if LEAD.match(fragment) and lead and LEAD.fullmatch(f"{lead[-1]} "):
        start = len(topic.text[: date.start].rstrip()) - len(lead[-1])
        date = Part(topic.text[start : date.end], start, date.end)
        core = fragment
    return topic.with_part(date, core)


def _exchanged_owner(fragment: str, word: Token, topic: Topic, *, ends: bool) -> str | None:
    """ "And his wife?", "dan istrinya?": somebody who belongs to a name of the topic takes its place."""
    if not topic.names:
        return None
    name = next((one for one in topic.names if not one.placed), topic.names[0])
    before, after = fragment[: word.start], fragment[word.end :]
    if ends:
        return topic.with_part(name, f"{before}{word.written[:-3]} {name.text}{after}")
    return topic.with_part(name, f"{before}{name.text}'s{after}") if after else None


def _replaced(core: str, topic: Topic, *, placed: bool, is_name: bool) -> Part | None:
    """The part of the topic that `core` takes the place of; None where it is to stand behind."""
    names: Sequence[Part] = topic.names
    if placed:
        names = [name for name in names if name.placed]
    if not is_name and not placed and topic.counted is not None:
        return topic.counted
    if not names:
        return None
    if not is_name and len(names) > 1:
        return None
    return max(reversed(names), key=lambda name: _likeness(name.text, core))


def _likeness(name: str, other: str) -> int:
    """How much two names look like names of the same kind of thing."""
    return (
        2 * ((" " in name) == (" " in other))
        + (name.isupper() == other.isupper())
        + (_humped(name) == _humped(other))
    )


def _humped(name: str) -> bool:
    """Whether a name has a capital inside, as companies like to."""
    return any(word[1:] != word[1:].lower() and not word.isupper() for word in name.split())
