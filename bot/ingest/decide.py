"""Is it new, changed, or stored already? Decides, and writes nothing.

A URL is an article's identity. Without one, headline and outlet or the same file only suggest that two texts
are the same article: "Berita hari ini" appears every day. Then the texts decide, and a second article under
a key that is taken gets a key of its own, the first one's with " #" and part of its content hash behind it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from bot.domain import Add, Draft, Intent, Known, Skip, Update
from bot.text.words import tokens

# Two texts are one article, edited, when the shorter one shares this much of its runs of three words with
# the other. Measured: of 4,000 pairs of different articles none shared more than 0.06; with every fifth word
# of an article replaced, 99 of 100 still shared 0.2.
ALIKE = 0.15
_RUN = 3  # words
_READ = 20_000  # characters of a text that are compared
_NUMBER_SIGN = " #"


@dataclass
class Decider:
    """Decides over the drafts of one batch; `known` is what the store holds of them."""

    known: Sequence[Known]
    _claimed: set[str | int] = field(default_factory=set)

    def decide(self, drafts: Iterable[Draft]) -> list[Intent | None]:
        """An intent a draft; None for one that must wait for an earlier draft of the batch to be stored."""
        return [self._decide(draft) for draft in drafts]

    def _decide(self, draft: Draft) -> Intent | None:
        marks = {draft.key, draft.content_hash}
        waits = bool(marks & self._claimed)
        self._claimed |= marks
        if waits:
            return None
        intent = self._intent(draft)
        if isinstance(intent, Update):
            # A second revision of one article in a batch would be compared with the text before the first.
            if intent.article_id in self._claimed:
                return None
            self._claimed.add(intent.article_id)
        return intent

    def _intent(self, draft: Draft) -> Intent:
        for known in self.known:
            if known.content_hash == draft.content_hash and not _published_elsewhere(known, draft):
                return Skip(known.article_id, "stored already")
        holders = [known for known in self.known if known.key.partition(_NUMBER_SIGN)[0] == draft.key]
        if draft.url and holders:
            return Update(holders[0].article_id, draft)
        files = [known for known in self.known if draft.origin and known.origin == draft.origin]
        for known in (*holders, *files):
            if likeness(known.text, draft.text) >= ALIKE:
                key = known.key if known in holders else self._free_key(draft)
                return Update(known.article_id, replace(draft, key=key))
        return Add(replace(draft, key=self._free_key(draft)))

    def _free_key(self, draft: Draft) -> str:
        if any(known.key == draft.key for known in self.known):
            return f"{draft.key}{_NUMBER_SIGN}{draft.content_hash[:16]}"
        return draft.key


def likeness(one: str, other: str) -> float:
    """How much of the shorter text's wording stands in the longer one, from 0 to 1.

    The containment of sets of word runs (Broder, "On the resemblance and containment of documents", 1997);
    of single words where a text has too few runs to tell.
    """
    left, right = (_first_words(text) for text in (one, other))
    if min(len(left), len(right)) < 2 * _RUN:
        return _containment({(word,) for word in left}, {(word,) for word in right})
    return _containment(_runs(left), _runs(right))


def _first_words(text: str) -> list[str]:
    """The words of a text below its first line, which is a headline that both may share."""
    headline, _, body = text[:_READ].partition("\n")
    return [token.folded for token in tokens(body if body.strip() else headline)]


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return set(zip(words, words[1:], words[2:], strict=False))


def _containment(left: set[tuple[str, ...]], right: set[tuple[str, ...]]) -> float:
    return len(left & right) / (min(len(left), len(right)) or 1)


def _published_elsewhere(known: Known, draft: Draft) -> bool:
    """Whether the same words stand at addresses of two hosts: an agency's story in two outlets."""
    hosts = [urlsplit(address).netloc.removeprefix("www.") for address in (known.key, draft.url)]
    return all(hosts) and hosts[0] != hosts[1]
