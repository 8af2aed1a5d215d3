"""Adding and revising articles: the rows of one transaction, gathered and written together."""

from collections import Counter

import aiosqlite

from bot.domain import Add, Draft, DraftSentence, Intent, Skip, Source, Update
from bot.storage.sqlite import rows
from bot.storage.sqlite.vocabulary import count_terms, forget_terms


class Batch:
    """The rows of one transaction, gathered first: a call for each row would cost more than its writing."""

    def __init__(
        self, writer: aiosqlite.Connection, source: Source, now: str, last_article: int, last_sentence: int
    ) -> None:
        self._writer = writer
        self._source = source
        self._now = now
        self._last_article = last_article
        self._last_sentence = last_sentence
        self._articles: list[tuple[object, ...]] = []
        self._revisions: list[tuple[object, ...]] = []
        self._sentences: list[tuple[object, ...]] = []
        self._attributions: list[tuple[object, ...]] = []
        self._terms: Counter[str] = Counter()
        self._keys: set[str] = set()
        self._gathered: set[int | None] = set()
        self.article_ids: list[int] = []

    @classmethod
    async def begin(cls, writer: aiosqlite.Connection, source: Source, now: str) -> "Batch":
        """A batch that numbers from the last ids given; the caller holds the write lock."""
        found = await writer.execute_fetchall("SELECT name, seq FROM sqlite_sequence")
        last = {str(name): int(value) for name, value in found}
        return cls(writer, source, now, last.get("articles", 0), last.get("sentences", 0))

    async def take(self, intent: Intent) -> None:
        """Prepare the rows of one intent."""
        match intent:
            case Skip(article_id=article_id):
                self.article_ids.append(article_id)
            case Update(article_id=article_id, draft=draft):
                await self._place(draft, article_id)
            case Add(draft=draft):
                await self._place(draft, None)

    async def _place(self, draft: Draft, expected: int | None) -> None:
        """Revise the `expected` article with `draft`, or add it.

        What to do was decided outside the transaction: since then another process, or an earlier intent, may
        have stored the same article, or removed the expected one.
        """
        if draft.key in self._keys or expected in self._gathered:
            await self.write()
        stored = await self._writer.execute_fetchall(
            "SELECT id, content_hash FROM articles WHERE source_id = ? AND key = ?",
            (self._source.id, draft.key),
        )
        match [tuple(row) for row in stored]:
            case [(int(article_id), content_hash)] if article_id != expected:
                if content_hash == draft.content_hash:
                    self.article_ids.append(article_id)
                else:
                    await self._revise(article_id, draft)
            case []:
                if expected is not None and await self._is_stored(expected):
                    await self._revise(expected, draft)
                else:
                    self._add(draft)
            case [(int(article_id), _)]:
                await self._revise(article_id, draft)

    async def _is_stored(self, article_id: int) -> bool:
        query = "SELECT 1 FROM articles WHERE id = ? AND source_id = ?"
        return bool(list(await self._writer.execute_fetchall(query, (article_id, self._source.id))))

    def _add(self, draft: Draft) -> None:
        self._last_article += 1
        self._articles.append(
            (
                self._last_article,
                self._source.id,
                *_columns(draft),
                self._now,
                1,
                len(draft.sentences),
            )
        )
        self._gather(self._last_article, 1, draft)

    async def _revise(self, article_id: int, draft: Draft) -> None:
        await forget_terms(self._writer, [article_id])
        await self._writer.execute(
            "UPDATE sentences SET superseded_at = ?, stems = ''"
            " WHERE article_id = ? AND superseded_at IS NULL",
            (self._now, article_id),
        )
        for table in ("attributions", "unattributed"):
            await self._writer.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))
        (row,) = await self._writer.execute_fetchall(
            "UPDATE articles SET (key, content_hash, origin, title, url, outlet, author, published_at,"
            " language) = (?, ?, ?, ?, ?, ?, ?, ?, ?), revision = revision + 1, sentences = ?"
            " WHERE id = ? RETURNING revision",
            (*_columns(draft), len(draft.sentences), article_id),
        )
        self._gather(article_id, int(row[0]), draft)

    def _gather(self, article_id: int, revision: int, draft: Draft) -> None:
        self.article_ids.append(article_id)
        self._gathered.add(article_id)
        self._keys.add(draft.key)
        self._revisions.append((article_id, revision, draft.title, draft.text, draft.content_hash, self._now))
        first = self._last_sentence + 1
        for sentence in draft.sentences:
            self._last_sentence += 1
            self._sentences.append(_sentence_row(self._last_sentence, article_id, revision, sentence))
            self._terms.update(set(sentence.stems))
        places = {sentence.position: first + place for place, sentence in enumerate(draft.sentences)}
        self._attributions += [
            (article_id, places[one.position], one.speaker, one.verb, one.kind.value, one.start, one.length)
            for one in draft.attributions
        ]

    async def write(self) -> None:
        """Write what was gathered, and begin to gather anew."""
        for statement, values in (
            (f"INSERT INTO articles VALUES ({rows.marks(14)})", self._articles),
            (f"INSERT INTO revisions VALUES ({rows.marks(6)})", self._revisions),
            (f"INSERT INTO sentences VALUES ({rows.marks(7)}, NULL)", self._sentences),
            (f"INSERT INTO attributions VALUES (NULL, {rows.marks(7)})", self._attributions),
        ):
            if values:
                await self._writer.executemany(statement, values)
                values.clear()
        await count_terms(self._writer, self._terms.items())
        for gathered in (self._terms, self._keys, self._gathered):
            gathered.clear()
        await self._writer.execute("DELETE FROM terms WHERE sentences <= 0")


def _columns(draft: Draft) -> tuple[str, ...]:
    return (
        draft.key,
        draft.content_hash,
        draft.origin,
        draft.title,
        draft.url,
        draft.outlet,
        draft.author,
        draft.published_at,
        draft.language,
    )


def _sentence_row(
    identity: int, article_id: int, revision: int, sentence: DraftSentence
) -> tuple[object, ...]:
    stems = " ".join(sentence.stems)
    return identity, article_id, revision, sentence.position, sentence.start, sentence.text, stems
