"""Which articles tell of the same event."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence

import aiosqlite

from bot.domain import Article, Scope, SourceKind, Story, Telling, Told
from bot.storage.sqlite import rows
from bot.storage.sqlite.connection import Database

_SENTENCES = 16  # of an article; what comes later seldom tells of its event

# A library's articles with the feeds and sites that its scope sees.
_STORYLESS = """
    SELECT a.id, a.source_id, o.kind, a.outlet, a.language, a.published_at, a.added_at, a.title,
        (SELECT json_group_array(DISTINCT other.source_id) FROM scope_sources mine
            JOIN scope_sources other ON other.scope = mine.scope
            JOIN sources p ON p.id = other.source_id AND p.kind <> 'library'
            WHERE mine.source_id = a.source_id AND o.kind = 'library')
    FROM (SELECT article_id FROM storyless WHERE {chosen} ORDER BY article_id DESC LIMIT ?) w
    CROSS JOIN articles a ON a.id = w.article_id
    JOIN sources o ON o.id = a.source_id
    ORDER BY a.id
"""
_FIRST_SENTENCES = """
    SELECT s.article_id, s.position, s.text, s.stems FROM json_each(?) w
    CROSS JOIN sentences s ON s.article_id = w.value
    WHERE s.superseded_at IS NULL AND s.position <= ?
    ORDER BY s.article_id, s.position
"""
_TOLD = """
    SELECT t.article_id, a.source_id, o.kind, t.story_id, t.at, t.profile, t.placed_at, t.number
    FROM story_articles t
    JOIN articles a ON a.id = t.article_id
    JOIN sources o ON o.id = a.source_id
    WHERE t.number > ? AND (
        t.placed_at >= ? OR t.number IN (SELECT number FROM story_articles ORDER BY number DESC LIMIT ?)
    )
    ORDER BY t.number LIMIT ?
"""
_STORIES = f"""
    SELECT t.story_id, t.at, {rows.ARTICLE} FROM json_each(?) w
    CROSS JOIN story_articles t ON t.story_id = w.value
    CROSS JOIN articles a ON a.id = t.article_id
    WHERE {rows.IN_SCOPE} ORDER BY w.key, t.at, a.id
"""


class StoryTables:
    """The port's StoryStore over SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def storyless(self, limit: int, articles: Sequence[int] | None = None) -> list[Telling]:
        """The newest articles that have no story yet, of `articles` where given; the oldest of them first."""
        chosen = "TRUE"
        values: list[object] = [rows.bounded(limit)]
        if articles is not None:
            chosen, values = "article_id IN (SELECT value FROM json_each(?))", [json.dumps(articles), *values]
        async with self._database.reader() as reader:
            found = list(await reader.execute_fetchall(_STORYLESS.format(chosen=chosen), values))
            if not found:
                return []
            wanted = json.dumps([row[0] for row in found])
            sentences: dict[int, dict[int, tuple[str, tuple[str, ...]]]] = defaultdict(dict)
            for article_id, position, text, stems in await reader.execute_fetchall(
                _FIRST_SENTENCES, (wanted, _SENTENCES)
            ):
                sentences[article_id][position] = str(text), tuple(stems.split())
        return [_telling(row, sentences[row[0]]) for row in found]

    async def told(self, after: int, since: str, least: int, limit: int) -> list[Told]:
        """Articles that were put into stories later than number `after`: since an instant, or the last."""
        values = (after, since, rows.bounded(least), rows.bounded(limit))
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(_TOLD, values)
        return [
            Told(article_id, source_id, kind == SourceKind.LIBRARY, *rest)
            for article_id, source_id, kind, *rest in found
        ]

    async def save_told(self, told: Sequence[Told]) -> Mapping[int, int]:
        """Keep the stories of articles that have none; the story of each by its article."""
        kept: dict[int, int] = {}
        given: dict[int, int] = {}
        async with self._database.transaction() as writer:
            waiting = await writer.execute_fetchall(
                "DELETE FROM storyless WHERE article_id IN (SELECT value FROM json_each(?))"
                " RETURNING article_id",
                (json.dumps([one.article_id for one in told]),),
            )
            still = {int(article_id) for (article_id,) in waiting}
            for one in told:
                if one.article_id not in still:
                    continue
                story = given.get(one.story_id, one.story_id)
                if story < 0:
                    story = given[one.story_id] = await _new_story(writer)
                else:  # its last article may have been removed since
                    await writer.execute("INSERT INTO stories VALUES (?) ON CONFLICT DO NOTHING", (story,))
                await writer.execute(
                    "INSERT INTO story_articles VALUES (NULL, ?, ?, ?, ?, ?)",
                    (one.article_id, story, one.at, one.placed_at, one.profile),
                )
                kept[one.article_id] = story
        return kept

    async def forget_profiles(self, before: str) -> None:
        """Forget the profiles of articles that were put into stories before an instant."""
        async with self._database.transaction() as writer:
            await writer.execute(
                "UPDATE story_articles SET profile = '' WHERE profile <> '' AND placed_at < ?", (before,)
            )

    async def story_of(self, scope: Scope, article_id: int) -> Story | None:
        """The story of an article that `scope` may see, with those of its articles that it may see too."""
        query = f"""
            SELECT t.story_id FROM story_articles t JOIN articles a ON a.id = t.article_id
            WHERE t.article_id = ? AND {rows.IN_SCOPE}
        """
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(query, (rows.bounded(article_id), scope.name))
            return next(iter(await _read(reader, scope, [int(row[0]) for row in found])), None)

    async def stories(self, scope: Scope, since: str, limit: int) -> list[Story]:
        """The stories with an article of `scope` since an instant or day, those told last first."""
        query = f"""
            SELECT t.story_id FROM story_articles t JOIN articles a ON a.id = t.article_id
            WHERE t.at >= ? AND {rows.IN_SCOPE}
            GROUP BY t.story_id ORDER BY max(t.at) DESC, t.story_id DESC LIMIT ?
        """
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(query, (since, scope.name, rows.bounded(limit)))
            return await _read(reader, scope, [int(row[0]) for row in found])


async def _new_story(writer: aiosqlite.Connection) -> int:
    ((number,),) = await writer.execute_fetchall("INSERT INTO stories VALUES (NULL) RETURNING id")
    return int(number)


async def _read(reader: aiosqlite.Connection, scope: Scope, stories: Sequence[int]) -> list[Story]:
    articles: dict[int, list[tuple[str, Article]]] = {}
    for row in await reader.execute_fetchall(_STORIES, (json.dumps(stories), scope.name)):
        articles.setdefault(int(row[0]), []).append((str(row[1]), rows.article(row[2:])))
    return [
        Story(
            story,
            tuple(article for _, article in told),
            tuple(dict.fromkeys(article.outlet for _, article in told if article.outlet)),
            told[0][0],
            told[-1][0],
        )
        for story, told in articles.items()
    ]


def _telling(row: rows.Row, sentences: Mapping[int, tuple[str, tuple[str, ...]]]) -> Telling:
    article_id, source_id, kind, outlet, language, published_at, added_at, title, sees = row
    # A date in the future is a mistake of whoever wrote it.
    at = published_at if "" < published_at <= added_at else added_at
    _, title_stems = sentences.get(0, ("", ()))
    return Telling(
        article_id,
        source_id,
        kind == SourceKind.LIBRARY,
        frozenset(json.loads(sees)),
        outlet,
        language,
        at,
        title,
        title_stems,
        tuple(one for position, one in sentences.items() if position),
    )
