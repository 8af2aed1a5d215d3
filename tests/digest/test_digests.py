"""Digests over a real store."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import App, open_app
from bot.config import Settings
from bot.domain import LOCAL, Asked, Digest, Document, Preferences, Scope
from tests.clock import FrozenClock
from tests.digest.test_stories import AGAIN, BRIDGE, CHESS, JEMBATAN

SINCE = "2025-03-13T12:00:00+00:00"
FERRY = (
    "Ferry to Cirandu runs again",
    "The ferry to Cirandu runs again from Friday, harbour master Teguh Santosa said.",
    "It had been laid up since the storm of 2 March.",
)


@pytest.fixture(name="clock")
def fixture_clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture(name="app")
async def fixture_app(tmp_path: Path, clock: FrozenClock) -> AsyncIterator[App]:
    async with open_app(Settings(tmp_path), clock=clock) as app:
        yield app


def document(text: tuple[str, ...], outlet: str, language: str = "en", **values: str) -> Document:
    """An article to hand over."""
    return Document(
        "\n".join(text[1:]),
        title=text[0],
        outlet=outlet,
        language=language,
        origin=outlet + text[0],
        **values,
    )


async def add(app: App, *documents: Document, scope: Scope = LOCAL) -> None:
    """Hand articles over."""
    await app.ingest.ingest_documents(scope, documents)


async def make(
    app: App, *, scope: Scope = LOCAL, since: str = SINCE, language: str = "", stories: int = 5
) -> Digest:
    """The digest up to now."""
    until = app.clock.now().isoformat(timespec="seconds")
    return await app.digests.make(scope, since=since, until=until, language=language, stories=stories)


def titles(digest: Digest) -> list[str]:
    """Its headlines."""
    return [one.headline.title for one in digest.stories]


async def test_stories_of_a_day_in_two_languages(app: App) -> None:
    await add(app, document(CHESS, "Kabar C"), document(BRIDGE, "Kabar A"), document(AGAIN, "Kabar B"))
    await add(app, document(JEMBATAN, "Kabar D", "id"))
    digest = await make(app)
    assert digest.language == "en"
    assert (digest.articles, digest.further) == (4, 0)
    bridge, chess = digest.stories
    assert [one.outlet for one in bridge.articles] == ["Kabar A", "Kabar B", "Kabar D"]
    assert len({quote.article.outlet for quote in bridge.quotes}) == 2
    assert all(quote.text in {*BRIDGE, *AGAIN} for quote in bridge.quotes)
    assert chess.headline.title == CHESS[0]
    indonesian = await make(app, language="id")
    assert titles(indonesian) == [JEMBATAN[0], CHESS[0]]
    assert [quote.text in JEMBATAN for quote in indonesian.stories[0].quotes].count(False) == 0
    assert titles(await make(app, stories=1)) == titles(digest)[:1]
    assert (await make(app, stories=1)).further == 1
    assert (await make(app, stories=-3)).stories == ()


async def test_the_language_is_the_one_that_was_set(app: App) -> None:
    await add(app, document(BRIDGE, "Kabar A"), document(CHESS, "Kabar C"))
    await app.store.save_preferences(LOCAL, Preferences("id"))
    assert (await make(app)).language == "id"
    assert titles(await make(app))  # in another language than asked for, but told


async def test_a_quiet_day(app: App, clock: FrozenClock) -> None:
    empty = await make(app)
    assert (empty.stories, empty.corrections, empty.answered, empty.articles) == ((), (), (), 0)
    assert empty.language == "en"
    await add(app, document(JEMBATAN, "Kabar D", "id"))
    since = clock.now().isoformat(timespec="seconds")
    clock.move(days=1)
    quiet = await make(app, since=since)
    assert (quiet.stories, quiet.language, quiet.articles) == ((), "id", 0)


async def test_the_next_digest_begins_where_the_last_ended(app: App, clock: FrozenClock) -> None:
    await add(app, document(BRIDGE, "Kabar A"))
    first = await make(app)
    clock.move(seconds=60)
    await add(app, document(CHESS, "Kabar C"))
    second = await make(app, since=first.until)
    assert (titles(first), titles(second)) == ([BRIDGE[0]], [CHESS[0]])


async def test_a_scope_gets_nothing_of_anothers(app: App) -> None:
    await add(app, document(BRIDGE, "Kabar A"))
    await add(app, document(AGAIN, "Kabar B"), document(CHESS, "Kabar C"), scope=Scope("guild:1"))
    digest = await make(app)
    assert titles(digest) == [BRIDGE[0]]
    assert [one.outlet for one in digest.stories[0].articles] == ["Kabar A"]


async def test_what_a_scope_asked_about_is_told_first(app: App) -> None:
    await add(app, document(CHESS, "Kabar C"), document(FERRY, "Kabar B"), document(BRIDGE, "Kabar A"))
    assert titles(await make(app))[0] != CHESS[0]
    asked = Asked(1, LOCAL, 5, "siapa juara catur di Karangsunyi?", "id", ("Karangsunyi",), shown=CHESS[1])
    await app.store.save_asked(replace(asked, scope=Scope("guild:1")))
    await app.store.save_asked(replace(asked, message_id=2, private=True))
    assert titles(await make(app))[0] != CHESS[0]
    await app.store.save_asked(replace(asked, message_id=3))
    assert titles(await make(app))[0] == CHESS[0]
    until = app.clock.now().isoformat(timespec="seconds")
    watched = await app.digests.make(LOCAL, since=SINCE, until=until, words=["Cirandu", "Teguh Santosa"])
    assert titles(watched)[0] == FERRY[0]


async def test_corrections_of_the_period(app: App, clock: FrozenClock) -> None:
    kept = document(BRIDGE, "Kabar A", url="https://a.example/bridge")
    await add(app, kept, document(CHESS, "Kabar C"))
    clock.move(days=1)
    await add(app, replace(kept, text=kept.text.replace("14 people", "12 people")))
    digest = await make(app, since="2025-03-14T18:00:00+00:00")
    assert digest.stories == ()
    (found,) = digest.corrections
    assert (found.before, found.after) == (BRIDGE[1], BRIDGE[1].replace("14 people", "12 people"))
    assert found.article.outlet == "Kabar A"


async def test_questions_that_have_an_answer_now(app: App, clock: FrozenClock) -> None:
    at = clock.now().isoformat(timespec="seconds")
    open_one = Asked(1, LOCAL, 5, "who said the ferry to Cirandu runs again?", "en", asked_at=at)
    await app.store.save_asked(open_one)
    await app.store.save_asked(replace(open_one, message_id=2, question="who painted the lighthouse?"))
    await app.store.save_asked(replace(open_one, message_id=3, question="?!"))
    await add(app, document(BRIDGE, "Kabar A"), document(CHESS, "Kabar C"))
    assert (await make(app)).answered == ()
    clock.move(seconds=3_600)
    await add(app, document(FERRY, "Kabar B"))
    (found,) = (await make(app)).answered
    assert (found.question, found.quote.text) == (open_one.question, FERRY[1])
    assert found.quote.article.outlet == "Kabar B"
    since = clock.now().isoformat(timespec="seconds")
    clock.move(seconds=3_600)
    await add(app, document(AGAIN, "Kabar D"))
    assert (await make(app, since=since)).answered == ()  # told in the digest before


async def test_a_story_of_many_outlets_and_endless_titles(app: App) -> None:
    await add(
        app, *(document((*BRIDGE, f"Kabar {number} was there."), f"Kabar {number}") for number in range(60))
    )
    long = ("Jembatan " * 600, *CHESS[1:])
    await add(app, document(long, "Kabar Panjang"))
    digest = await make(app)
    assert len(digest.stories[0].articles) == 60
    for quote in digest.stories[0].quotes:
        assert quote.text in (*BRIDGE, f"{quote.article.outlet} was there.")
    assert digest.articles == 61
