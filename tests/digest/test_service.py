"""The service of stories over a real store, and what ingest does with it."""

from pathlib import Path

import pytest

from bot.app import App, open_app
from bot.config import Settings
from bot.domain import LOCAL, Document, Scope
from tests.digest.test_stories import AGAIN, BRIDGE, CHESS

GUILD = Scope("guild:1")


def document(text: tuple[str, ...], outlet: str) -> Document:
    """An article to hand over."""
    return Document("\n".join(text[1:]), title=text[0], outlet=outlet, language="en", origin=outlet)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A new directory."""
    return Settings(tmp_path)


async def add(app: App, *documents: Document, scope: Scope = LOCAL) -> None:
    """Hand articles over in one go."""
    await app.ingest.ingest_documents(scope, documents)


async def told(app: App, scope: Scope = LOCAL) -> list[list[str]]:
    """Who told each story."""
    return sorted(list(one.outlets) for one in await app.store.stories(scope, "", 50))


async def test_a_story_is_found_as_articles_come_in_and_after_a_restart(settings: Settings) -> None:
    async with open_app(settings) as app:
        await add(app, document(BRIDGE, "Kabar A"), document(CHESS, "Kabar C"))
        assert await told(app) == [["Kabar A"], ["Kabar C"]]
    async with open_app(settings) as app:
        await add(app, document(AGAIN, "Kabar B"))
        assert await told(app) == [["Kabar A", "Kabar B"], ["Kabar C"]]


async def test_another_process_is_taken_into_account(settings: Settings) -> None:
    async with open_app(settings) as app, open_app(settings) as other:
        await add(app, document(CHESS, "Kabar C"))
        await add(other, document(BRIDGE, "Kabar A"))
        await add(app, document(AGAIN, "Kabar B"))
        assert await told(app) == [["Kabar A", "Kabar B"], ["Kabar C"]]


async def test_a_bulk_is_caught_up_on_when_stories_are_asked_for(settings: Settings) -> None:
    async with open_app(settings) as app:
        fillers = [
            document((f"Headline {n}", f"Number {n} of the long list was read out."), "K") for n in range(20)
        ]
        await add(app, *fillers, document(BRIDGE, "Kabar A"), document(AGAIN, "Kabar B"))
        assert await told(app) == []
        found = await app.stories.stories(LOCAL, limit=50)
        assert ("Kabar A", "Kabar B") in [one.outlets for one in found]
        assert sum(len(one.articles) for one in found) == 22
        assert await app.stories.catch_up() == 0


async def test_scopes_do_not_see_each_others_stories(settings: Settings) -> None:
    async with open_app(settings) as app:
        await add(app, document(BRIDGE, "Kabar A"))
        await add(app, document(AGAIN, "Kabar B"), scope=GUILD)
        assert await told(app) == [["Kabar A"]]
        assert await told(app, GUILD) == [["Kabar B"]]
        assert await app.stories.story_of(GUILD, 1) is None
