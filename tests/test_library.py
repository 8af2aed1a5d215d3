"""A scope's library: pages, export, and forgetting."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import App, open_app
from bot.config import Settings
from bot.domain import (
    Asked,
    ChannelDay,
    Feed,
    Feedback,
    Follow,
    Line,
    Preferences,
    Scope,
    Source,
    SourceKind,
    Verdict,
)
from bot.errors import NotFound
from bot.ingest.files import Handed

ONE, OTHER = Scope("discord:1"), Scope("discord:2")


@pytest.fixture(name="app")
async def fixture_app(tmp_path: Path) -> AsyncIterator[App]:
    async with open_app(Settings(tmp_path)) as app:
        for number in range(5):
            text = f"Berita nomor {number}\nKapal nomor {number} berlayar dari Tambakreja pada Senin pagi."
            handed = [Handed(f"{number}.txt", data=text.encode())]
            assert [fate.error async for fate in app.library.add(ONE, handed)] == [None]
        yield app


async def test_pages_hold_what_there_is(app: App) -> None:
    first = await app.library.page(ONE, 1, 2)
    assert (len(first.articles), first.number, first.pages, first.held.articles) == (2, 1, 3, 5)
    last = await app.library.page(ONE, 99, 2)
    assert (len(last.articles), last.number) == (1, 3)
    assert (await app.library.page(ONE, -4, 2)).number == 1
    empty = await app.library.page(OTHER, 1, 2)
    assert (empty.articles, empty.pages) == ([], 1)


async def test_a_library_is_of_one_scope(app: App) -> None:
    article, sentences = await app.library.article(ONE, 1)
    assert sentences[0].text == article.title
    for attempt in (app.library.article(OTHER, 1), app.library.remove(OTHER, 1)):
        with pytest.raises(NotFound):
            await attempt
    assert (await app.library.remove(ONE, 1)).id == 1
    with pytest.raises(NotFound):
        await app.library.article(ONE, 1)


async def test_an_export_is_of_a_person_or_the_whole_scope(app: App) -> None:
    await app.store.save_asked(Asked(1, ONE, 5, "apa?", "id"))
    await app.store.save_asked(Asked(2, ONE, 6, "siapa?", "id"))
    await app.store.save_feedback(Feedback(2, ONE, 6, "siapa?", "", Verdict.NOT_HELPFUL))
    await app.library.prefer(ONE, Preferences("id", ""))
    own = json.loads(json.dumps(await app.library.export(ONE, 5, whole=False)))
    assert [one["question"] for one in own["questions"]] == ["apa?"]
    assert own["feedback"] == []
    assert "articles" not in own
    whole = json.loads(json.dumps(await app.library.export(ONE, 5, whole=True)))
    assert len(whole["articles"]) == 5
    assert whole["articles"][0]["text"]
    assert whole["preferences"]["language"] == "id"
    assert len(whole["all_feedback"]) == 1


async def test_feeds_are_exported_and_who_added_them_is_forgotten(app: App) -> None:
    for person in (5, 6):
        feed = Feed(Source(0, SourceKind.FEED, f"Kabar {person}"), f"https://kabar{person}.example/rss")
        await app.store.save_follow(Follow(0, ONE, feed, place=9, post=True, added_by=person))
    own = json.loads(json.dumps(await app.library.export(ONE, 5, whole=False)))
    assert [one["feed"]["url"] for one in own["feeds"]] == ["https://kabar5.example/rss"]
    assert len((await app.library.export(ONE, 5, whole=True))["feeds"]) == 2
    assert (await app.library.export(OTHER, 5, whole=True))["feeds"] == []
    await app.library.forget_person(ONE, 5)
    assert [one.added_by for one in await app.store.follows(ONE)] == [0, 6]


async def test_what_is_kept_of_channels_is_exported(app: App) -> None:
    await app.store.save_channel_day(ChannelDay(ONE, 20, on_by=5))
    said = Line(7, ONE, 20, 5, "Kapal datang.", "2025-03-14T09:00:00+00:00")
    await app.store.change_lines([said, replace(said, message_id=8, person=6)])
    own = json.loads(json.dumps(await app.library.export(ONE, 5, whole=False)))
    assert [(one["message_id"], one["text"]) for one in own["lines"]] == [(7, "Kapal datang.")]
    assert "channel_days" not in own
    whole = await app.library.export(ONE, 9, whole=True)
    assert [one["channel"] for one in whole["channel_days"]] == [20]
    assert "lines" not in whole
    await app.store.opt_out(5)
    own = await app.library.export(ONE, 5, whole=False)
    assert own["opted_out_of_recaps"]
    assert "lines" not in own


async def test_what_is_forgotten_is_gone(app: App) -> None:
    await app.store.save_asked(Asked(1, ONE, 5, "apa?", "id"))
    assert await app.library.forget_person(ONE, 5) == 1
    assert await app.library.forget_scope(ONE) == 5
    assert (await app.library.held(ONE)).articles == 0
    assert await app.library.feedback() == []


async def test_preferences_are_remembered_and_forgotten(app: App) -> None:
    assert await app.library.preferences(ONE) == Preferences()
    await app.library.prefer(ONE, Preferences("id", "Asia/Jakarta"))
    assert (
        await app.library.preferences(ONE)
        == await app.store.preferences(ONE)
        == Preferences("id", "Asia/Jakarta")
    )
    await app.library.forget_scope(ONE)
    assert await app.library.preferences(ONE) == Preferences()


async def test_what_is_set_while_it_is_read_counts(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    read = app.store.preferences

    async def slowly(scope: Scope) -> Preferences:
        known = await read(scope)
        await app.library.prefer(scope, Preferences("id"))
        return known

    monkeypatch.setattr(app.store, "preferences", slowly)
    assert await app.library.preferences(ONE) == Preferences("id")
    assert await app.library.preferences(ONE) == Preferences("id")
