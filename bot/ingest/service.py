"""Ingest: from what a person handed over to stored, searchable sentences.

    handed | load or fetch | read | prepare | decide | save

Only `fetch` touches the network and only `save` the database. One bad document never stops the others: its
failure travels as a value.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from bot.domain import Add, Document, Draft, Ingested, Intent, Outcome, Scope, Skip, Update
from bot.errors import DocumentError, WartaError
from bot.ingest.decide import Decider
from bot.ingest.files import Handed, load
from bot.ingest.prepare import prepare
from bot.ports import ArticleStore, Fetcher, SourceStore

# A batch is one transaction: large enough that the commit's wait for the disk is shared, small enough that
# the writer is not held from others for long.
BATCH = 100
_FIELDS = ("title", "outlet", "author", "published_at", "language", "url")


class Reader(Protocol):
    """Makes a document of bytes; heavy work goes to a process that can be killed."""

    async def read(
        self, data: bytes, *, name: str, content_type: str = "", charset: str = "", url: str = ""
    ) -> Document:
        """The document in `data`. Raises DocumentError."""


class IngestStore(ArticleStore, SourceStore, Protocol):
    """What ingest needs of the store."""


class IngestService:
    """Adds what people hand over to a scope's library."""

    def __init__(self, store: IngestStore, reader: Reader, fetcher: Fetcher, max_bytes: int) -> None:
        self._store = store
        self._reader = reader
        self._fetcher = fetcher
        self._max_bytes = max_bytes

    async def ingest(
        self, scope: Scope, handed: Iterable[Handed], overrides: Mapping[str, str] | None = None
    ) -> AsyncIterator[Ingested]:
        """Store every document in turn, a batch at a time; yields the fate of each, in order.

        `overrides` maps fields of Document to what a person said they are, over what the document says.
        """
        batch: list[Handed] = []
        for one in handed:
            batch.append(one)
            if len(batch) == BATCH:
                for ingested in await self._ingest_batch(scope, batch, overrides or {}):
                    yield ingested
                batch = []
        if batch:
            for ingested in await self._ingest_batch(scope, batch, overrides or {}):
                yield ingested

    async def ingest_documents(self, scope: Scope, documents: Sequence[Document]) -> list[Ingested]:
        """Store documents that are read already, in one transaction."""
        drafts = await asyncio.to_thread(_prepare_all, documents)
        return await self._save(scope, [document.origin for document in documents], drafts)

    async def _ingest_batch(
        self, scope: Scope, batch: Sequence[Handed], overrides: Mapping[str, str]
    ) -> list[Ingested]:
        documents = [await self._document(one, overrides) for one in batch]
        drafts = await asyncio.to_thread(_prepare_all, documents)
        return await self._save(scope, [one.name for one in batch], drafts)

    async def _document(self, handed: Handed, overrides: Mapping[str, str]) -> Document | WartaError:
        try:
            if handed.url:
                page = await self._fetcher.fetch(handed.url)
                document = await self._reader.read(
                    page.body,
                    name=handed.url,
                    content_type=page.content_type,
                    charset=page.charset,
                    url=page.url,
                )
                document = replace(document, url=document.url or page.url)
            else:
                data = handed.data
                if handed.path is not None:
                    data = await asyncio.to_thread(load, handed.path, self._max_bytes)
                document = await self._reader.read(data, name=handed.name)
        except WartaError as error:
            return error
        origin = str(handed.path.resolve()) if handed.path is not None else handed.url
        return replace(document, origin=origin, **{k: v for k, v in overrides.items() if k in _FIELDS and v})

    async def _save(
        self, scope: Scope, origins: Sequence[str], drafts: Sequence[Draft | WartaError]
    ) -> list[Ingested]:
        source = await self._store.library(scope)
        fates: dict[int, Ingested] = {
            place: Ingested(origins[place], Outcome.FAILED, error=draft)
            for place, draft in enumerate(drafts)
            if isinstance(draft, WartaError)
        }
        waiting = {place: draft for place, draft in enumerate(drafts) if isinstance(draft, Draft)}
        while waiting:
            # Two of a batch may be the same article: the later one waits until the earlier is stored. Every
            # round decides at least the first, so this ends.
            known = await self._store.known(source, list(waiting.values()))
            decided = dict(zip(waiting, Decider(known).decide(waiting.values()), strict=True))
            intents = {place: intent for place, intent in decided.items() if intent is not None}
            ids = await self._store.save_intents(source, list(intents.values()))
            for (place, intent), article_id in zip(intents.items(), ids, strict=True):
                article = await self._store.article(scope, article_id)
                fates[place] = Ingested(origins[place], _outcome(intent), article)
                del waiting[place]
        return [fates[place] for place in range(len(drafts))]


def _prepare_all(documents: Sequence[Document | WartaError]) -> list[Draft | WartaError]:
    return [_prepare(document) for document in documents]


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
