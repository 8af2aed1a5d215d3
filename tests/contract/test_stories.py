"""The contract of what is kept of stories."""

from bot.domain import LOCAL, Told
from bot.ports import Store
from tests.contract.conftest import Opener
from tests.contract.steps import GUILD, MARKET, add
from tests.drafts import article

AT = "2025-03-14T12:00:00+00:00"
SHIP = article("Kapal karam").saying("Kapal kayu karam di teluk.").by("Suara Uji").on("2025-03-10")


def told(article_id: int, story: int, at: str = AT) -> Told:
    """An article put into a story."""
    return Told(article_id, 1, True, story, at, "{}", AT)


async def test_an_article_waits_until_it_has_a_story(store: Store) -> None:
    first, second = await add(store, MARKET, SHIP)
    waiting = await store.storyless(10)
    assert [one.article_id for one in waiting] == [first, second]
    assert waiting[1].at == "2025-03-10"
    assert waiting[1].title_stems == ("kapal", "karam")
    assert [text for text, _ in waiting[1].sentences] == ["Kapal kayu karam di teluk."]
    assert [one.article_id for one in await store.storyless(1)] == [second]
    assert [one.article_id for one in await store.storyless(10, [first])] == [first]
    await store.save_told([told(first, -1), told(second, -2)])
    assert await store.storyless(10) == []


async def test_a_new_story_gets_a_number_and_an_article_keeps_its_own(store: Store) -> None:
    first, second = await add(store, MARKET, SHIP)
    kept = await store.save_told([told(first, -3), told(second, -3)])
    assert kept[first] == kept[second] > 0
    assert await store.save_told([told(first, -1)]) == {}
    story = await store.story_of(LOCAL, first)
    assert story is not None
    assert story.id == kept[first]
    assert [one.id for one in story.articles] == [first, second]
    assert story.outlets == ("Kabar Uji", "Suara Uji")


async def test_stories_are_of_their_scope_and_time(store: Store) -> None:
    (mine,) = await add(store, MARKET)
    (theirs,) = await add(store, SHIP, scope=GUILD)
    await store.save_told([told(mine, -1, "2025-03-14"), told(theirs, -1, "2025-03-15")])
    (story,) = await store.stories(LOCAL, "", 10)
    assert [one.id for one in story.articles] == [mine]
    assert (story.first_at, story.last_at) == ("2025-03-14", "2025-03-14")
    assert await store.stories(LOCAL, "2025-03-15", 10) == []
    assert await store.story_of(LOCAL, theirs) is None


async def test_a_removed_article_leaves_its_story(store: Store) -> None:
    first, second = await add(store, MARKET, SHIP)
    kept = await store.save_told([told(first, -1), told(second, -2)])
    await store.remove_article(LOCAL, first)
    assert [one.id for one in await store.stories(LOCAL, "", 10)] == [kept[second]]
    (third,) = await add(store, MARKET)
    assert await store.save_told([told(third, kept[first])]) == {third: kept[first]}


async def test_what_was_told_is_read_again_after_opening(open_store: Opener) -> None:
    store = await open_store()
    ids = await add(store, MARKET, SHIP)
    await store.save_told([told(one, -1) for one in ids])
    again = await open_store()
    assert [one.article_id for one in await again.told(0, AT, 0, 10)] == ids
    assert await again.told(0, "2025-03-20", 0, 10) == []
    assert [one.article_id for one in await again.told(0, "2025-03-20", 1, 10)] == [ids[1]]
    await again.forget_profiles("2025-03-20")
    assert [one.profile for one in await again.told(0, AT, 0, 10)] == ["", ""]
