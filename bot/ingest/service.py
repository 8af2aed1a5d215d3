"""Ingest: from what a person handed over to stored, searchable sentences.

    handed | load or fetch | read | prepare | decide | save

Only `fetch` touches the network and only `save` the database. One bad document never stops the others: its
failure travels as a value.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from bot.domain import Add, Document, Draft, Ingested, Intent, Known, Outcome, Scope, Skip, Update
from bot.errors import DocumentError, WartaError
from bot.ingest.decide import Decider, remembered
from bot.ingest.files import Handed, checked, load
from bot.ingest.prepare import prepare
from bot.ports import ArticleStore, Fetcher, SourceStore

# A batch is one transaction: large enough that the commit's wait for the disk is shared, small enough that
# the writer is not held from others for long.
BATCH = 100
_BATCH_SIZE = 8_000_000  # characters of text, which are held in memory several times over
# Of so many, somebody looks at each: what follows upon an article is done at once. A bulk is left for later.
_FEW = 10
_FIELDS = ("title", "outlet", "author", "published_at", "language", "url")


class Reader(Protocol):
    """Makes a document of bytes; heavy work goes to a process that can be killed."""

    async def read(
        self, data: bytes, *, name: str, content_type: str = "", charset: str = "", url: str = ""
    ) -> Document:
        """The document in `data`. Raises DocumentError."""


Stored = Callable[[Sequence[int]], Awaitable[None]]  # told the ids of articles that were just stored


async def _nothing(_: Sequence[int]) -> None:
    """What follows upon an article where nothing does."""


class IngestStore(ArticleStore, SourceStore, Protocol):
    """What ingest needs of the store."""


class IngestService:
    """Adds what people hand over to a scope's library."""

    def __init__(
        self,
        store: IngestStore,
        reader: Reader,
        fetcher: Fetcher,
        max_bytes: int,
        stored: Stored = _nothing,
    ) -> None:
        self._store = store
        self._reader = reader
        self._fetcher = fetcher
        self._max_bytes = max_bytes
        self._stored = stored

    async def ingest(
        self, scope: Scope, handed: Iterable[Handed], overrides: Mapping[str, str] | None = None
    ) -> AsyncIterator[Ingested]:
        """Store every document in turn, a batch at a time; yields the fate of each, in order.

        `overrides` maps fields of Document to what a person said they are, over what the document says.
        """
        stated = {name: value for name, value in (overrides or {}).items() if name in _FIELDS and value}
        async for origins, documents in self._batches(handed, stated):
            # Not while the batch before is written: both hold the interpreter's lock, and it was no faster.
            drafts = await _prepare_all(documents)
            for ingested in await self._save(scope, origins, drafts, stated):
                yield ingested

    async def _batches(
        self, handed: Iterable[Handed], stated: Mapping[str, str]
    ) -> AsyncIterator[tuple[list[str], list[Document | WartaError]]]:
        """What was handed over, read, with its names: as much at a time as one transaction takes."""
        origins: list[str] = []
        documents: list[Document | WartaError] = []
        size = 0
        for one in handed:
            document = await self._document(one, stated)
            # A plain text is read without a pause, and a hundred of them would be one long step of the loop.
            await asyncio.sleep(0)
            origins.append(one.name)
            documents.append(document)
            size += len(document.text) if isinstance(document, Document) else 0
            # A page took longer to come than a commit takes, and its fate is awaited.
            if len(documents) == BATCH or size >= _BATCH_SIZE or one.url:
                yield origins, documents
                origins, documents, size = [], [], 0
        if documents:
            yield origins, documents

    async def ingest_documents(self, scope: Scope, documents: Sequence[Document]) -> list[Ingested]:
        """Store documents that are read already, in one transaction."""
        drafts = await _prepare_all(documents)
        return await self._save(scope, [document.origin for document in documents], drafts, {})

    async def _document(self, handed: Handed, stated: Mapping[str, str]) -> Document | WartaError:
        try:
            if handed.url:
                page = await self._fetcher.fetch(handed.url, asked=handed.asked)
                document = await self._reader.read(
                    page.body,
                    name=handed.url,
                    content_type=page.content_type,
                    charset=page.charset,
                    url=page.url,
                )
                document = replace(document, url=document.url or page.url)
            else:
                data = await self._bytes(handed)
                document = await self._reader.read(data, name=handed.name)
        except WartaError as error:
            return error
        origin = str(handed.path.resolve()) if handed.path is not None else handed.url
        return replace(document, origin=origin, **stated)

    async def _bytes(self, handed: Handed) -> bytes:
        if handed.path is not None:
            return await asyncio.to_thread(load, handed.path, self._max_bytes)
        if handed.read is not None:
            return checked(
                await handed.read(self._max_bytes), self._max_bytes, f"{handed.name} cannot be read"
            )
        return handed.data

    async def _save(
        self,
        scope: Scope,
        origins: Sequence[str],
        drafts: Sequence[Draft | WartaError],
        stated: Mapping[str, str],
    ) -> list[Ingested]:
        source = await self._store.library(scope)
        fates: dict[int, Ingested] = {
            place: Ingested(origins[place], Outcome.FAILED, error=draft)
            for place, draft in enumerate(drafts)
            if isinstance(draft, WartaError)
        }
        waiting = {place: draft for place, draft in enumerate(drafts) if isinstance(draft, Draft)}
        wording = remembered()
        while waiting:
            # Two of a batch may be the same article: the later one waits until the earlier is stored. Every
            # round decides at least the first, so this ends.
            known = await self._store.known(source, list(waiting.values()))
            # Texts are compared word by word, which is too long for the loop of a bot to stand still.
            decided = await asyncio.to_thread(_decide_all, Decider(known, wording), dict(waiting))
            intents: dict[int, Intent] = {}
            revised: set[int] = set()
            for place, one in decided.items():
                intent = await self._with_stated(scope, one, waiting[place], known, stated)
                if isinstance(intent, Update) and intent.article_id in revised:
                    continue  # corrected by an earlier one of the batch, perhaps to the same
                if isinstance(intent, Update):
                    revised.add(intent.article_id)
                intents[place] = intent
            ids = await self._store.save_intents(source, list(intents.values()))
            for (place, intent), article_id in zip(intents.items(), ids, strict=True):
                article = await self._store.article(scope, article_id)
                fates[place] = Ingested(origins[place], _outcome(intent), article)
                del waiting[place]
        added = [one.article.id for one in fates.values() if one.outcome is Outcome.ADDED and one.article]
        if 0 < len(added) <= _FEW:
            await self._stored(added)
        return [fates[place] for place in range(len(drafts))]

    async def _with_stated(
        self, scope: Scope, intent: Intent, draft: Draft, known: Sequence[Known], stated: Mapping[str, str]
    ) -> Intent:
        """The intent, but an update where the words are stored already and a person corrects what is not."""
        if not isinstance(intent, Skip) or not stated:
            return intent
        article = await self._store.article(scope, intent.article_id)
        if article is None or all(getattr(article, name) == getattr(draft, name) for name in stated):
            return intent
        keys = {one.article_id: one.key for one in known}
        # Its key stays, so that the document is known again when it is handed over without the correction;
        # only an address is a better one, if it is not another article's.
        better = "url" in stated and draft.key not in keys.values()
        kept = {name: getattr(article, name) for name in _FIELDS if name not in stated}
        return Update(
            article.id, replace(draft, key=draft.key if better else keys.get(article.id, draft.key), **kept)
        )


def _decide_all(decider: Decider, drafts: Mapping[int, Draft]) -> dict[int, Intent]:
    """The intents of those drafts that need not wait, by their places."""
    intents = zip(drafts, decider.decide(drafts.values()), strict=True)
    return {place: intent for place, intent in intents if intent is not None}


async def _prepare_all(documents: Sequence[Document | WartaError]) -> list[Draft | WartaError]:
    # One at a time: a thread that prepares a whole batch was seen to keep the loop waiting for 130 ms.
    return [await asyncio.to_thread(_prepare, document) for document in documents]


def _prepare(document: Document | WartaError) -> Draft | WartaError:
    if isinstance(document, WartaError):
        return document
    try:
        return prepare(document)
    except DocumentError as error:
        return error


def _outcome(intent: Intent) -> Outcome:
    match intent:
        case Add():
            return Outcome.ADDED
        case Update():
            return Outcome.UPDATED
        case Skip():
            return Outcome.UNCHANGED
