"""Questions that lean on the one before: "and Microsoft?", "kapan?", "siapa pemimpinnya?".

They are rewritten to questions that stand by themselves; one that does so already is never changed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.conversation import Turn
from bot.answer.exchange import exchange
from bot.answer.patterns import ASKS_ROLE, KIND_WORDS
from bot.answer.pointers import Pointer, Sort, ending, pointers
from bot.answer.question import MAX_LENGTH, kind_of
from bot.answer.sayings import about_instead
from bot.answer.topic import ASKED, COUNTED, LEAD, Topic, asking, named, topic_of, without_auxiliary
from bot.domain import AnswerKind
from bot.text.language import detect
from bot.text.lexicon import Lexicon
from bot.text.stopwords import STOPWORDS
from bot.text.words import Token, tokens

MAX_FOLLOWUP = 160  # characters; what is longer says itself what it is about
_MOST_CONTENT = 4  # content words; with more of them a pronoun means something in the question itself

_CONNECTED = re.compile(
    r"(?:(?:and|but|so|or|also|then|ok|okay|well|dan|lalu|terus|trus|tapi|tetapi|atau|jadi|kemudian|nah"
    r"|kalau|kalo|sedangkan|sementara)\b,?\s?){1,3}",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:(?:what|how)\s(?:about|of)\s|(?:bagaimana|gimana)\s(?:dengan|dgn|kalau|kalo|soal|tentang)\s)",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:,?\s(?:too|also|then|though|instead|as\swell|juga|bagaimana|gimana|dong|sih|ya|deh)){1,3}$",
    re.IGNORECASE,
)
_TELL = re.compile(r"(?:please\s)?(?:tell|explain|describe|jelaskan|ceritakan|sebutkan)\b", re.IGNORECASE)

# Words that say no more than that something happened: with them alone, a question asks about the one before.
_FILLERS = KIND_WORDS | frozenset(
    """
    happened happens happening occur occurred occurs done doing exactly come one ones true right correct
    event incident benar betul begitu dilakukan melakukan melakukannya dilakukannya kejadian peristiwa
    persisnya tepatnya berlangsung caranya took takes taken
    """.split()  # noqa: SIM905 - a word list reads better as words
)
_NAMING = {"name": "who", "nama": "siapa"}  # nouns that ask for a name
_DOING = frozenset({"do", "does", "did", "done", "doing", "melakukan"})
# Where these do not point back, they say something: "what happened this year?", "what time is it?"
_UNBOUND = frozenset({"it", "this", "ini", "itu"})


@dataclass(frozen=True, slots=True)
class Followup:
    """A question that stands by itself; `carried`: it took something over from the one before."""

    text: str
    carried: bool


def resolve(text: str, previous: Sequence[Turn], lexicon: Lexicon) -> Followup:
    """Rewrite `text` so that it stands by itself, with what it leaves out taken from `previous`.

    `previous` are the turns still talked about, oldest first (`Conversation.previous`). A text that stands
    by itself, or for which nothing can be taken over, comes back to the letter. Never raises.
    """
    asked = " ".join(text.split())
    if asked and previous and len(asked) <= MAX_FOLLOWUP:
        topics = (topic_of(turn, lexicon) for turn in reversed(previous))
        topic = next((one for one in topics if one.content), None)
        rewritten = _rewritten(asked, topic, lexicon) if topic is not None else None
        if rewritten is not None and len(rewritten) < MAX_LENGTH:
            return Followup(f"{rewritten}?", carried=True)
    return Followup(text, carried=False)


def _rewritten(text: str, topic: Topic, lexicon: Lexicon) -> str | None:
    """The question that is meant, without its mark; None where `text` is meant as it stands."""
    body = text.rstrip("?!. ")
    lead = _CONNECTED.match(body)
    body = body[lead.end() :] if lead else body
    about = _ABOUT.match(body)
    fragment = _TRAILING.sub("", body[about.end() :] if about else body)
    marked = "?" in text
    if (lead or about or (marked and LEAD.match(body))) and not _asks(fragment):
        return about_instead(topic.text, fragment) or exchange(fragment, topic, lexicon)
    if about or not any(tokens(body)) or not (marked or _asks(body) or _TELL.match(body)):
        return None
    return _question(body, topic, lexicon, connected=lead is not None)


def _asked(body: str) -> str:
    match = ASKED.search(body)
    return match.group().strip() if match else ""


def _asks(body: str) -> bool:
    """Whether a text has the form of a question, whatever its mark."""
    return bool(_asked(body)) or kind_of(body) is AnswerKind.YES_NO


def _question(body: str, topic: Topic, lexicon: Lexicon, *, connected: bool) -> str | None:
    """A question that leaves something out, with that filled in; None where it leaves nothing out."""
    words = list(tokens(body))
    back = pointers(words)
    own = named(body, lexicon)
    pointed = {one.index for one in back if not one.ending}
    content = [word for index, word in enumerate(words) if index not in pointed and not _is_filler(word)]
    has_names = bool(own) and body != body.lower()
    if has_names:
        others = [word for word in content if not any(one.start <= word.start < one.end for one in own)]
        return None if others else _done_by_another(body, words, back, topic)
    if not content and _TELL.match(body):
        return _pointed(body, words, back, topic) if back else None
    if not content:
        return _bare(body, words, back, topic)
    if back:
        return _pointed(body, words, back, topic) if len(content) <= _MOST_CONTENT else None
    return _short(body, words, content, topic, connected=connected)


def _is_filler(word: Token) -> bool:
    return any(one in STOPWORDS or one in _FILLERS for one in (word.folded, ending(word.folded)) if one)


def _short(
    body: str, words: Sequence[Token], content: Sequence[Token], topic: Topic, *, connected: bool
) -> str | None:
    """ "How many houses?", "and who won?": a question word, one word, and nothing that points back."""
    if len(content) > 1:
        return None
    asked = _asked(body)
    asking_words = {word.folded for word in tokens(asked)} | KIND_WORDS | {content[0].folded}
    if COUNTED.search(asked) and all(word.folded in asking_words for word in words):
        return asking(topic, body, kind_of(body), counted=True)
    if connected and asked and topic.names:
        return f"{body} {_names(topic, Sort.THING)}"
    return None


def _bare(body: str, words: Sequence[Token], back: Sequence[Pointer], topic: Topic) -> str | None:
    """A question word and nothing that it asks about."""
    unbound = {word.folded for index, word in enumerate(words) if all(one.index != index for one in back)}
    if unbound & _UNBOUND or words[-1].folded in ("about", "of", "dengan"):
        return None
    kind, asked = kind_of(body), _asked(body)
    if kind is AnswerKind.DEFINITION:
        return _pointed(body, words, back, topic) if back else None
    nouns = (_NAMING.get(ending(word.folded) or word.folded) for word in words)
    if kind in (AnswerKind.THING, AnswerKind.PERSON) and (who := next(filter(None, nouns), None)):
        return asking(topic, who, AnswerKind.PERSON)
    if kind is AnswerKind.YES_NO:
        return asking(topic, words[0].written, kind) if back or len(words) == 1 else None
    if not asked:
        return None
    asked = "why" if asked.casefold() == "how come" else asked.removesuffix("nya").removesuffix(" banyak")
    kind = kind_of(asked) if asked == "why" else kind
    known = {word.folded for word in tokens(asked)}
    counts = [word.written for word in words if word.folded in KIND_WORDS - known - _DOING]
    if kind is AnswerKind.NUMBER and counts:
        return asking(topic, f"{asked} {counts[0]}", kind, counted=True)
    return asking(topic, asked, kind)


def _done_by_another(body: str, words: Sequence[Token], back: Sequence[Pointer], topic: Topic) -> str | None:
    """ "Did Microsoft do it?": its own name, and what was done from the topic."""
    if not back or back[-1].index != len(words) - 1 or back[-1].ending or words[-2].folded not in _DOING:
        return None
    same = [name for name in topic.names if name.text in body]
    done = without_auxiliary(topic.without(topic.asked, *same))
    return f"{body[: words[-2].start]}{done}" if done else None


def _pointed(body: str, words: Sequence[Token], back: Sequence[Pointer], topic: Topic) -> str:
    """The question with what its first pointing word means in its place."""
    first, word = back[0], words[back[0].index]
    meant = _names(topic, first.sort)
    if not meant or (first.alone and first.sort is Sort.THING and _only_places(topic, body)):
        meant = " ".join(topic.content)
    before, after = body[: word.start], body[word.end :]
    beside = before.split()[-1:]
    if not first.alone and beside and meant.casefold().startswith(f"{beside[0].casefold()} "):
        before = before.rstrip()[: -len(beside[0])]  # "jembatan itu" means "Jembatan Cirandu", said once
    if first.ending:
        meant = f"{word.written[:-3]} {meant}"
    elif first.owner:
        meant = f"{meant}'s"
    elif word.folded == "itu" and before.strip().casefold() in ("apa", "siapa"):
        meant = f"itu {meant}"
    elif first.sort is Sort.PLACE and word.folded == "there":
        meant = f"in {meant}"
    return " ".join(f"{before}{meant}{after}".split())


def _only_places(topic: Topic, body: str) -> bool:
    """Whether "it" means what happened, and not the places where it did, which are all that is named."""
    return all(name.placed for name in topic.names) and kind_of(body) is not AnswerKind.DEFINITION


def _names(topic: Topic, sort: Sort) -> str:
    """The names that a word of `sort` may stand for, in a row; "" without any."""
    if sort is Sort.PERSON and topic.answered:
        return topic.answered
    if sort is Sort.PERSON and ASKS_ROLE.match(topic.text):
        return without_auxiliary(topic.without(topic.asked))
    fitting = [name for name in topic.names if name.placed == (sort is Sort.PLACE)]
    called = dict.fromkeys(topic.called(name) for name in fitting or topic.names)
    return (" dan " if detect(topic.text) == "id" else " and ").join(called)
