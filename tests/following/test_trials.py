"""Trying a filter on what a feed has listed."""

from bot.domain import Filter, Where
from tests.following.conftest import SERVER, Desk
from tests.following.site import Item, items


async def test_a_filter_is_tried_on_the_last_entries(desk: Desk) -> None:
    desk.site.publish(items(1, 2, 3))
    follow = await desk.follow()
    asked = len(desk.server.requests)
    trial = await desk.feeds.try_filter(SERVER, follow.id, Filter(any_of=("pos2x", "pos3x")))
    assert [one.id for one in trial.wanted] == ["3", "2"]
    assert [one.id for one in trial.unwanted] == ["1"]
    assert not trial.untold
    assert len(desk.server.requests) == asked
    assert (await desk.feeds.one(SERVER, follow.id)).filter == Filter()


async def test_of_what_was_not_stored_only_its_article_may_tell(desk: Desk) -> None:
    desk.site.publish([Item(1, title="Pasar dibuka"), Item(2, title="Hujan reda")])
    follow = await desk.feeds.follow(SERVER, desk.site.url, filter=Filter(("pasar",), where=Where.TITLE))
    await desk.feeds.tick()
    trial = await desk.feeds.try_filter(SERVER, follow.id, Filter(any_of=("dermaga",)))
    assert [[one.id for one in some] for some in (trial.wanted, trial.unwanted, trial.untold)] == [
        *(["1"], [], ["2"])
    ]
    trial = await desk.feeds.try_filter(SERVER, follow.id, Filter(none_of=("hujan",)))
    assert [[one.id for one in some] for some in (trial.wanted, trial.unwanted, trial.untold)] == [
        *(["1"], ["2"], [])
    ]
