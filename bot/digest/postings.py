"""Terms by number, and the articles each is in, in columns of numbers.

A term and a list of its articles as objects of their own, some 100,000 of them, made every full garbage
collection stop the event loop for a tenth of a second; columns are a handful of objects, whatever they hold.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence

_NONE = -1
_LEAST = 10_000  # entries below which there is nothing to win by tidying up


class Postings:
    """An index from terms to articles: article numbers only ever grow, and leave in the order they came.

    A term has the same number until `tidy` says otherwise.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._texts: list[str] = []
        self._counts = array("l")  # articles that are still there
        self._newest = array("l")  # entry of the newest article
        self._articles = array("l")  # an entry: an article that has a term,
        self._older = array("l")  # … and the entry before it
        self._live = 0

    def number(self, text: str) -> int | None:
        """The number of a term that some article had."""
        return self._numbers.get(text)

    def text(self, term: int) -> str:
        """The term of a number."""
        return self._texts[term]

    def count(self, term: int) -> int:
        """In how many articles a term is."""
        return self._counts[term]

    def add(self, article: int, terms: Iterable[str]) -> list[int]:
        """Note the terms of an article; their numbers."""
        found = []
        for text in terms:
            term = self._numbers.setdefault(text, len(self._texts))
            if term == len(self._texts):
                self._texts.append(text)
                self._counts.append(0)
                self._newest.append(_NONE)
            self._older.append(self._newest[term])
            self._newest[term] = len(self._articles)
            self._articles.append(article)
            self._counts[term] += 1
            found.append(term)
        self._live += len(found)
        return found

    def forget(self, terms: Iterable[int]) -> None:
        """Note that an article with these terms has left."""
        for term in terms:
            self._counts[term] -= 1
            self._live -= 1

    def articles(self, term: int) -> Iterator[int]:
        """The articles with a term that are still there, the newest first."""
        entry = self._newest[term]
        for _ in range(self._counts[term]):
            yield self._articles[entry]
            entry = self._older[entry]

    def tidy(self, articles: Iterable[tuple[int, Sequence[int]]]) -> dict[int, int] | None:
        """Let go of what has left, once that is the greater part; the new numbers of terms by the former.

        `articles` are those that are still there with their terms, in the order they came. None: nothing was
        done.
        """
        if len(self._articles) < max(_LEAST, 2 * self._live):
            return None
        kept = Postings()
        renamed = {
            term: place for place, term in enumerate(t for t, count in enumerate(self._counts) if count)
        }
        kept._texts = [self._texts[term] for term in renamed]
        kept._numbers = {text: term for term, text in enumerate(kept._texts)}
        kept._counts = array("l", [0]) * len(renamed)
        kept._newest = array("l", [_NONE]) * len(renamed)
        for article, terms in articles:
            kept.add(article, (self._texts[term] for term in terms))
        vars(self).update(vars(kept))
        return renamed
