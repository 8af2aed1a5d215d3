"""What is kept: articles, the index over them, who said what, questions, settings."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from bot.domain import (
    Article,
    Asked,
    Attribution,
    Candidate,
    Counts,
    Draft,
    Feedback,
    Finding,
    Intent,
    Known,
    Period,
    Preferences,
    Query,
    Quote,
    Scope,
    Sentence,
    Source,
)
from bot.ports.channels import ChannelStore
from bot.ports.digests import DigestStore
from bot.ports.feeds import FeedStore
from bot.ports.posts import PostStore
from bot.ports.schedules import ScheduleStore
from bot.ports.stories import StoryStore
from bot.ports.watches import WatchStore


class ArticleStore(Protocol):
    """Articles and their sentences."""

    async def known(self, source: Source, drafts: Sequence[Draft]) -> list[Known]:
        """The stored articles of `source` that share a key, a content hash or an origin with any draft."""

    async def save_intents(self, source: Source, intents: Sequence[Intent]) -> list[int]:
        """Carry out all intents in one transaction, or none; the article ids, one an intent, in order."""

    async def article(self, scope: Scope, article_id: int) -> Article | None:
        """One article, if `scope` may see it."""

    async def articles(
        self, scope: Scope, *, limit: int, offset: int = 0, period: Period | None = None, outlet: str = ""
    ) -> list[Article]:
        """The newest articles of `scope`, by when they were published, then by when they were added.

        With a `period`, of those published in it; an article without a date is of the day it was added.
        With an `outlet`, in whatever case, of those it published.
        """

    async def sentences(self, scope: Scope, article_id: int) -> list[Sentence]:
        """The current sentences of an article that `scope` may see, in order."""

    async def remove_article(self, scope: Scope, article_id: int) -> bool:
        """Forget an article in all its revisions; False if `scope` does not own such an article."""

    async def counts(self, scope: Scope, period: Period | None = None, outlet: str = "") -> Counts:
        """How many articles and current sentences `scope` may see, of `period` and `outlet` where given."""


class SearchStore(Protocol):
    """The index."""

    async def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        """In how many current sentences, of any scope, each index term stands; absent terms are left out."""

    async def similar_terms(self, word: str, limit: int) -> Sequence[str]:
        """Index terms that share the most letter trigrams with `word`, best first."""

    async def search(self, query: Query, scope: Scope, limit: int) -> list[Candidate]:
        """The sentences of `scope` that the query names, best first, with their neighbours.

        At most 500 clauses of a query may have a worth.
        """

    async def candidates_of(self, scope: Scope, article_id: int) -> list[Candidate]:
        """Every current sentence of one article as a candidate, in order."""


class AttributionStore(Protocol):
    """Who said what."""

    async def speakers(self, scope: Scope) -> Sequence[str]:
        """Everybody of whom an article of `scope` says that they said something, each once."""

    async def quotes_by(self, scope: Scope, speakers: Sequence[str], limit: int) -> list[Quote]:
        """What any of `speakers`, as written, said in articles of `scope`; the newest article first."""

    async def said_in(self, scope: Scope, article_ids: Sequence[int], limit: int) -> list[Candidate]:
        """The sentences of these articles that are somebody's words, with who said them; the newest first."""

    async def unattributed(self, limit: int) -> Mapping[int, Sequence[tuple[int, str]]]:
        """At most `limit` articles that were stored without attributions: (position, text) by article id."""

    async def save_attributions(self, found: Mapping[int, Sequence[Attribution]]) -> None:
        """Keep what was found in articles that were `unattributed`."""


class SourceStore(Protocol):
    """Sources and who may see them."""

    async def library(self, scope: Scope) -> Source:
        """The scope's own library, made on first use."""

    async def outlets(self, scope: Scope, limit: int) -> Sequence[str]:
        """The outlets whose articles `scope` may see, those with the most articles first."""


class AskedStore(Protocol):
    """Questions that were answered where many people ask, and what was thought of the answers."""

    async def save_asked(self, asked: Asked) -> None:
        """Keep a question by its message, of which there is one: the last one counts."""

    async def asked(self, scope: Scope, message_id: int) -> Asked | None:
        """The question that a message of `scope` answers."""

    async def recent_questions(self, scope: Scope, limit: int) -> Sequence[str]:
        """What was last asked in `scope` and not in private, each question once, the newest first."""

    async def forget_asked(self, before: str) -> int:
        """Forget the questions of all scopes asked before an instant; how many those were."""

    async def save_feedback(self, feedback: Feedback) -> bool:
        """Keep what a person thought of an answer; False where that person has said so before."""

    async def feedback(self, scope: Scope | None, limit: int) -> list[Feedback]:
        """What was thought of answers in `scope` (None: in all), the newest first."""


class ScopeStore(Protocol):
    """What a scope has set, and what is kept of it and of a person in it."""

    async def preferences(self, scope: Scope) -> Preferences:
        """What `scope` has set."""

    async def save_preferences(self, scope: Scope, preferences: Preferences) -> None:
        """Set it."""

    async def of_person(self, scope: Scope, person: int) -> tuple[list[Asked], list[Feedback]]:
        """What is kept of what a person asked and thought in `scope`, the oldest first."""

    async def forget_person(self, scope: Scope, person: int) -> int:
        """Forget that, and the person's lines; how many questions and opinions it was."""

    async def forget_scope(self, scope: Scope) -> int:
        """Forget everything that is the scope's own; how many articles it was."""

    async def note(self, name: str) -> str:
        """What was noted under a name; "" where nothing was."""

    async def save_note(self, name: str, value: str) -> None:
        """Note it, in the place of what was noted before."""


class MaintenanceStore(Protocol):
    """Keeping what is stored well."""

    async def check(self) -> list[Finding]:
        """Look at integrity, index and contents; one finding each."""

    async def backup(self, target: Path) -> None:
        """Write a complete copy to `target`, which must not exist."""


class Store(
    ArticleStore,
    SearchStore,
    AttributionStore,
    SourceStore,
    AskedStore,
    ScopeStore,
    PostStore,
    FeedStore,
    StoryStore,
    DigestStore,
    ScheduleStore,
    ChannelStore,
    WatchStore,
    MaintenanceStore,
    Protocol,
):
    """Everything Warta keeps."""

    async def close(self) -> None:
        """Finish what is under way and let go of the database."""
