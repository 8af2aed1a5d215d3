"""An index of a few terms, for what is asked of one before a sentence is looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain import Candidate, Query, Scope
from tests.answer.library import candidate


@dataclass
class Index:
    """An index that knows some terms, and writes down what it is asked."""

    known: Mapping[str, int] = field(default_factory=dict)
    similar: Sequence[str] = ()
    compared: list[str] = field(default_factory=list)
    asked: list[tuple[Query, Scope, int]] = field(default_factory=list)

    async def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        """How often each known term stands."""
        return {term: self.known[term] for term in terms if term in self.known}

    async def similar_terms(self, word: str, limit: int) -> Sequence[str]:
        """The same terms for every word."""
        self.compared.append(word)
        return self.similar[:limit]

    async def search(self, query: Query, scope: Scope, limit: int) -> list[Candidate]:
        """Nothing, but remembers the query."""
        self.asked.append((query, scope, limit))
        return []

    async def candidates_of(self, scope: Scope, article_id: int) -> list[Candidate]:
        """One candidate that names the article."""
        return [candidate("Found", number=article_id)]
