"""What speaks for a sentence of a story, and for each of its words, as numbers.

A story is the accounts that several outlets, or one, gave of the same thing.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.text.names import names
from bot.text.stopwords import STOPWORDS
from bot.text.words import content_stems, stem, tokens

SHORT = 8  # words; fewer seldom say anything by themselves
_QUOTED = re.compile(r"[\"“”«»]|(?<!\w)['‘]")
_OPENERS = " \"“'‘(«"
_LEANING = re.compile(
    r"(?:however|but|and|so|or|yet|still|also|meanwhile|moreover|instead|then|therefore|thus|he|she|it|they"
    r"|his|her|its|their|this|that|these|those|such|namun|tetapi|tapi|dan|atau|dia|ia|beliau|mereka"
    r"|hal (?:itu|ini)|itu|ini|sehingga|bahkan|lalu|kemudian|selanjutnya|menurutnya|katanya|ujarnya|untuk itu"
    r"|oleh karena itu|karena itu|dengan demikian|begitu|demikian|sementara itu|selain itu|adapun|padahal"
    r"|akibatnya)\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:i|we|my|our|me|us|you|your|saya|kami|kita|aku|anda|kamu)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Account:
    """What one article says: its sentences as (position, text), in order; position 0 is the headline."""

    outlet: str
    language: str
    published_at: str
    sentences: tuple[tuple[int, str], ...]


@dataclass(slots=True)
class Reading:
    """A sentence as it is weighed: whose it is (`account`, a place in the story), and what it consists of.

    `keys` are its words, function words marked as such; `features` are the sentence's, `words` each word's.
    """

    account: int
    outlet: str
    position: int
    text: str
    length: int
    keys: list[tuple[str, bool]]
    features: dict[str, float] = field(default_factory=dict)
    words: list[dict[str, float]] = field(default_factory=list)

    @property
    def order(self) -> tuple[int, int]:
        """Where it comes when the story is read: what opens an article first."""
        return self.position, self.account

    @property
    def content(self) -> set[str]:
        """Its words but for function words."""
        return {word for word, function in self.keys if not function}


def leans(text: str) -> bool:
    """Whether a sentence begins with what points to the one before: "However, …", "Hal itu …", "He …"."""
    return _LEANING.match(text.lstrip(_OPENERS)) is not None


@dataclass(slots=True)
class _Story:
    """In what the words of a story differ."""

    often: Counter[str]
    accounts: Mapping[str, set[int]]
    sentences: Counter[str]
    first: Mapping[str, int]
    headlines: set[str]
    last: Mapping[int, int]
    number: int


def read_story(accounts: Sequence[Account]) -> list[Reading]:
    """The sentences of a story with their features, headlines left out."""
    readings = [
        Reading(place, one.outlet, position, text, len(text.split()), _keys(text, one.language))
        for place, one in enumerate(accounts)
        for position, text in one.sentences
        if position
    ]
    story = _story(accounts, readings)
    for one in readings:
        _weigh(one, story)
    return readings


def _keys(text: str, language: str) -> list[tuple[str, bool]]:
    return [(stem(one.folded, language), one.folded in STOPWORDS) for one in tokens(text)]


def _story(accounts: Sequence[Account], readings: Sequence[Reading]) -> _Story:
    often: Counter[str] = Counter()
    sentences: Counter[str] = Counter()
    carried: dict[str, set[int]] = defaultdict(set)
    first: dict[str, int] = {}
    last: dict[int, int] = {}
    for one in readings:
        last[one.account] = max(last.get(one.account, 1), one.position)
        often.update(word for word, _ in one.keys)
        sentences.update({word for word, _ in one.keys})
        for word, _ in one.keys:
            carried[word].add(one.account)
            first[word] = min(first.get(word, one.position), one.position)
    headlines = {
        word
        for one in accounts
        for position, text in one.sentences
        if not position
        for word in content_stems(text, one.language)
    } or {word for one in readings if one.position == 1 for word in one.content}
    return _Story(often, carried, sentences, first, headlines, last, max(1, len(last)))


def _weigh(one: Reading, story: _Story) -> None:
    """Fill in the features of a sentence and its words."""
    content = one.content or {""}
    others = max(1, story.number - 1)
    support = sum(len(story.accounts.get(word, set()) - {one.account}) / others for word in content)
    whole = max(1, len(one.keys))
    plain = {
        "first": float(one.position == 1),
        "later": math.log(one.position),
        "long": math.log(1 + one.length),
        "headline": len(content & story.headlines) / len(content),
        "central": sum(math.log(max(1, story.often[word])) for word in content) / len(content),
    }
    alone = story.number == 1
    one.features = plain | {
        "short": float(one.length < SHORT),
        "support": support / len(content) if not alone else 0.0,
        "quotation": float(_QUOTED.search(one.text) is not None),
        "own words": float(_OWN.search(one.text) is not None),
        "leaning": float(leans(one.text)),
        "asking": float(one.text.rstrip("\"”'’ ").endswith("?")),
        "function words": sum(function for _, function in one.keys) / whole,
    }
    if alone:
        one.features |= {f"alone: {name}": value for name, value in plain.items()}
    named = {word for name in names(one.text) for word in name.words}
    for token, (word, function) in zip(tokens(one.text), one.keys, strict=True):
        one.words.append(_word(word, token.folded, function, token.folded in named, story))


def _word(word: str, folded: str, function: bool, named: bool, story: _Story) -> dict[str, float]:
    marks = {"word: name": float(named), "word: number": float(folded[0].isdigit())}
    often = math.log(max(1, story.often[word]))
    if function:
        return marks | {"word: function": 1.0, "word: function, often": often}
    return marks | {
        "word: often": often,
        "word: accounts": len(story.accounts[word]) / story.number if story.number > 1 else 0.0,
        "word: early": 1 / story.first[word],
        "word: headline": float(word in story.headlines),
        "word: length": len(folded) / 10,
    }
