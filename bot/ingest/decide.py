"""Is it new, changed, or stored already? Decides, and writes nothing.

A URL is an article's identity. Without one, headline and outlet or the same file only suggest that two texts
are the same article: "Berita hari ini" appears every day. Then the texts decide, and a second article under
a key that is taken gets a key of its own, the first one's with " #" and part of its content hash behind it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from urllib.parse import urlsplit

from bot.domain import Add, Draft, Intent, Known, Skip, Update
from bot.text.words import tokens

# Two texts are one article, edited, when the shorter one shares this much of its runs of three words with
# the other. Measured: of 4,000 pairs of different articles none shared more than 0.06; with every fifth word
# of an article replaced, 99 of 100 still shared 0.2.
ALIKE = 0.15
# Texts of one headline, or one file, that a draft is compared with, the newest first. An edit follows soon;
# a column of the same name every day would take longer to add to with every day.
COMPARED = 20
_RUN = 3  # words
_READ = 20_000  # characters of a text that are compared
_REMEMBERED = 64  # wordings; up to 0.3 MB each
_NUMBER_SIGN = " #"


@dataclass(frozen=True, slots=True)
class Wording:
    """What two texts are compared by: hashes of the single words and of the runs of three of them."""

    length: int
    words: frozenset[int]
    runs: frozenset[int]


def remembered() -> Callable[[str], Wording]:
    """The wording of a text, taken from memory where it was asked for not long ago."""
    return lru_cache(maxsize=_REMEMBERED)(_wording)


@dataclass
class Decider:
    """Decides over the drafts of one batch; `known` is what the store holds of them."""

    known: Sequence[Known]
    wording: Callable[[str], Wording] = field(default_factory=remembered)
    _claimed: set[str | int] = field(default_factory=set)
    _blocked: set[str] = field(default_factory=set)  # keys of which a draft waits
    _earlier: dict[str, list[Draft]] = field(default_factory=dict)  # of the batch, by key, the newest first
    _by_key: dict[str, list[Known]] = field(default_factory=dict)
    _by_hash: dict[str, list[Known]] = field(default_factory=dict)
    _by_origin: dict[str, list[Known]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for known in sorted(self.known, key=lambda one: one.article_id, reverse=True):
            self._by_key.setdefault(known.key.partition(_NUMBER_SIGN)[0], []).append(known)
            self._by_hash.setdefault(known.content_hash, []).append(known)
            self._by_origin.setdefault(known.origin, []).append(known)
        self._keys = {known.key for known in self.known}

    def decide(self, drafts: Iterable[Draft]) -> list[Intent | None]:
        """An intent a draft; None for one that must wait for an earlier draft of the batch to be stored."""
        return [self._decide(draft) for draft in drafts]

    def _decide(self, draft: Draft) -> Intent | None:
        if draft.key in self._blocked or draft.content_hash in self._claimed:
            return None
        intent = None if self._waits(draft) else self._intent(draft)
        # A second revision of one article in a batch would be compared with the text before the first.
        if isinstance(intent, Skip | Update) and intent.article_id in self._claimed:
            intent = None
        if intent is None:
            # Texts of one key are stored in their order: the newest are what the next is compared with.
            self._blocked.add(draft.key)
        elif not isinstance(intent, Skip):
            self._claimed.add(draft.content_hash)
            self._earlier.setdefault(draft.key, []).insert(0, draft)
            self._keys.add(intent.draft.key)
            if isinstance(intent, Update):
                self._claimed.add(intent.article_id)
        return intent

    def _waits(self, draft: Draft) -> bool:
        """Whether it is the article of an earlier draft of the batch, whose number is not known yet."""
        earlier = self._earlier.get(draft.key, ())
        if draft.url:
            return bool(earlier)
        return any(self._alike(one.text, draft.text) for one in islice(earlier, COMPARED))

    def _intent(self, draft: Draft) -> Intent:
        for known in self._by_hash.get(draft.content_hash, ()):
            if not _published_elsewhere(known, draft):
                return Skip(known.article_id, "stored already")
        holders = self._by_key.get(draft.key, [])
        if draft.url and holders:
            return Update(holders[-1].article_id, draft)
        earlier = len(self._earlier.get(draft.key, ()))  # newer than any that is stored, and compared before
        for known in holders[: max(0, COMPARED - earlier)]:
            if self._alike(known.text, draft.text):
                return Update(known.article_id, replace(draft, key=known.key))
        files = self._by_origin.get(draft.origin, []) if draft.origin else []
        for known in files[:COMPARED]:
            if self._alike(known.text, draft.text):
                return Update(known.article_id, replace(draft, key=self._free_key(draft)))
        return Add(replace(draft, key=self._free_key(draft)))

    def _alike(self, one: str, other: str) -> bool:
        return _containment(self.wording(one[:_READ]), self.wording(other[:_READ])) >= ALIKE

    def _free_key(self, draft: Draft) -> str:
        if draft.key in self._keys:
            return f"{draft.key}{_NUMBER_SIGN}{draft.content_hash[:16]}"
        return draft.key


def likeness(one: str, other: str) -> float:
    """How much of the shorter text's wording stands in the longer one, from 0 to 1.

    The containment of sets of word runs (Broder, "On the resemblance and containment of documents", 1997);
    of single words where a text has too few runs to tell.
    """
    return _containment(_wording(one[:_READ]), _wording(other[:_READ]))


def _wording(text: str) -> Wording:
    """The wording of a text below its first line, which is a headline that both may share."""
    headline, _, body = text.partition("\n")
    words = [hash(token.folded) for token in tokens(body if body.strip() else headline)]
    runs = zip(words, words[1:], words[2:], strict=False)
    return Wording(len(words), frozenset(words), frozenset(map(hash, runs)))


def _containment(one: Wording, other: Wording) -> float:
    if min(one.length, other.length) < 2 * _RUN:
        left, right = one.words, other.words
    else:
        left, right = one.runs, other.runs
    return len(left & right) / (min(len(left), len(right)) or 1)


def _published_elsewhere(known: Known, draft: Draft) -> bool:
    """Whether the same words stand at addresses of two hosts: an agency's story in two outlets."""
    hosts = [urlsplit(address).netloc.removeprefix("www.") for address in (known.key, draft.url)]
    return all(hosts) and hosts[0] != hosts[1]
