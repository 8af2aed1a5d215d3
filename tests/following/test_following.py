"""Following: what is taken in, once, and what is posted of it, once."""

import json
from dataclasses import replace

import pytest

from bot.domain import Asked, Fate, GateName, PostKind, Scope
from bot.errors import NotAFeed
from tests.following.conftest import SERVER, Desk
from tests.following.site import FEED, TYPE, Site, items
from tests.ingest.servers import reply

OTHER = Scope("discord:2")


async def test_a_page_is_enough_to_find_its_feed(desk: Desk) -> None:
    desk.site.publish(items(1, 2))
    desk.server.routes["/"] = reply(
        f'<html><head><link rel="alternate" type="{TYPE}" href="{FEED}"></head><body><p>Halo</p></body>'
    )
    preview = await desk.feeds.preview(desk.server.url("/"))
    assert (preview.url, preview.title, preview.total) == (desk.site.url, "Kabar Teduh", 2)
    assert [one.title for one in preview.entries] == [one.headline for one in desk.site.items]
    follow = await desk.feeds.follow(SERVER, desk.server.url("/"), place=5)
    assert follow.feed.url == desk.site.url
    assert (await desk.feeds.follow(SERVER, desk.site.url, place=5)).id == follow.id
    assert len(await desk.feeds.follows(SERVER)) == 1
    desk.server.routes["/"] = reply("<html><body><p>Tidak ada umpan di sini.</p></body></html>")
    with pytest.raises(NotAFeed):
        await desk.feeds.preview(desk.server.url("/"))


async def test_what_was_there_is_indexed_and_what_comes_is_posted(desk: Desk) -> None:
    desk.site.publish(items(1, 2, 3))
    follow = await desk.follow()
    assert len(await desk.titles()) == 3
    assert await desk.posts() == []
    desk.site.publish(items(2, 3, 4, 5))
    await desk.later(seconds=3600)
    posts = await desk.posts()
    articles = {one.id: one for one in await desk.store.articles(SERVER, limit=10)}
    assert [articles[json.loads(one.payload)["article_id"]].url for one in posts] == [
        f"{desk.site.base}/kabar/4",
        f"{desk.site.base}/kabar/5",
    ]
    assert {(one.kind, one.place, one.scope) for one in posts} == {(PostKind.ARTICLE, 5, SERVER)}
    number = json.loads(posts[0].payload)["article_id"]
    assert posts[0].key == f"article:{follow.id}:{number}"
    assert json.loads(posts[0].payload)["feed"] == "Kabar Teduh"
    assert (await desk.store.articles(SERVER, limit=1))[0].outlet == "Kabar Teduh"


async def test_of_a_new_feed_only_the_newest_are_taken(desk: Desk) -> None:
    desk.site.publish(items(*range(1, 31)))
    await desk.follow()
    assert len(await desk.titles()) == 20
    (judged,) = await desk.feeds.why(SERVER, f"{desk.site.base}/kabar/1")
    assert judged.fate is Fate.OLD
    assert any(gate.name == GateName.NEW and not gate.passed for gate in judged.gates)
    await desk.later(days=1)
    assert len(await desk.titles()) == 20


async def test_order_length_dates_and_guids_make_no_news(desk: Desk) -> None:
    desk.site.publish(items(*range(1, 11)))
    await desk.follow()
    before = await desk.titles()
    all_of_them = list(desk.site.items)
    for listed in (
        all_of_them[::-1],
        all_of_them[:3],
        [replace(one, hours=one.hours / 2) for one in all_of_them],
        [replace(one, guid=f"lain-{one.number}") for one in all_of_them],
        [replace(one, path=f"{one.address}?utm_source=rss") for one in all_of_them],
        all_of_them,
    ):
        desk.site.publish(listed)
        await desk.later(days=1)
        assert await desk.titles() == before
    assert await desk.posts() == []
    assert all(one.revision == 1 for one in await desk.store.articles(SERVER, limit=100))


async def test_a_feed_that_changes_every_entry_at_every_visit_has_few_pages_fetched_again(desk: Desk) -> None:
    desk.site.publish(items(*range(1, 21)))
    await desk.follow()
    for visit in range(3):
        listed = [replace(one, more=f"Dibaca {visit} kali.") for one in desk.site.items]
        desk.site.publish(listed, pages=False)
        await desk.feeds.poll(SERVER)
    fetched = sum(desk.site.asked_for(f"/kabar/{number}") for number in range(1, 21)) - 20
    assert fetched == 30  # ten a visit, though each changes all twenty
    await desk.later(seconds=700)
    assert sum(desk.site.asked_for(f"/kabar/{number}") for number in range(1, 21)) - 20 <= 40
    assert all(one.revision == 1 for one in await desk.store.articles(SERVER, limit=100))


async def test_a_change_is_a_revision_and_those_who_were_shown_the_old_words_are_told_once(
    desk: Desk,
) -> None:
    desk.site.publish(items(1, 2))
    await desk.follow()
    (article,) = [one for one in await desk.store.articles(SERVER, limit=9) if one.url.endswith("/2")]
    sentences = await desk.store.sentences(SERVER, article.id)
    quoted = tuple((article.id, one.text) for one in sentences[1:3])
    await desk.store.save_asked(Asked(77, SERVER, 3, "berapa?", "id", place=8, quoted=quoted))
    await desk.store.save_asked(Asked(78, SERVER, 3, "berapa?", "id", private=True, place=8, quoted=quoted))
    page = desk.site.items[0].html().replace("25 penumpang", "31 penumpang")
    desk.site.publish(replace(one, more="Ralat.") if one.number == 2 else one for one in desk.site.items)
    desk.server.routes["/kabar/2"] = reply(page)
    await desk.later(days=1)
    first, second = await desk.feeds.revisions(SERVER, article.id)
    assert ("25 penumpang" in first.text, "31 penumpang" in second.text) == (True, True)
    (post,) = await desk.posts()
    assert (post.kind, post.place, post.key) == (PostKind.CORRECTION, 8, f"correction:77:{article.id}")
    told = json.loads(post.payload)
    assert (told["was"], told["message_id"]) == (sentences[1].text, 77)
    assert "31 penumpang" in told["now"]
    desk.server.routes["/kabar/2"] = reply(page.replace("31 penumpang", "32 penumpang"))
    desk.site.publish(replace(one, more="Ralat lagi.") if one.number == 2 else one for one in desk.site.items)
    await desk.later(days=1)
    assert len(await desk.feeds.revisions(SERVER, article.id)) == 3
    assert len(await desk.posts()) == 1


async def test_an_article_of_two_feeds_is_stored_once_and_seen_by_both(desk: Desk) -> None:
    second = Site(desk.server, "/lain.xml", "Kabar Lain")
    desk.site.publish(items(1, 2))
    second.publish(items(1))
    await desk.follow(place=5)
    await desk.follow(place=6, scope=OTHER, site=second)
    await desk.follow(place=5, site=second)
    assert await desk.titles(OTHER) == [items(1)[0].headline]
    assert (await desk.store.counts(OTHER)).articles == 1
    assert (await desk.store.counts(SERVER)).articles == 2
    assert [one.title for one in await desk.store.articles(OTHER, limit=5)] == await desk.titles(OTHER)
    desk.site.publish(items(1, 2, 3))
    second.publish(items(1, 3))
    await desk.later(days=1)
    assert len(await desk.titles(SERVER)) == 3
    assert await desk.titles(OTHER) == sorted(one.headline for one in items(1, 3))
    (shared,) = [one for one in await desk.store.articles(SERVER, limit=9) if one.url.endswith("/3")]
    # Once in each place, though place 5 follows both feeds that carry it.
    assert sorted(one.place for one in await desk.posts()) == [5, 6]
    assert len(await desk.store.also_in(SERVER, shared.id)) == 1
    # Who follows one feed no more still sees what the other carries.
    for follow in await desk.feeds.follows(SERVER):
        if follow.feed.url == desk.site.url:
            await desk.feeds.unfollow(SERVER, follow.id)
    assert await desk.titles(SERVER) == await desk.titles(OTHER)
    # And what a feed carries outlives the feed it was stored of.
    await desk.later(days=31)
    assert await desk.store.feed_at(desk.site.url) is None
    assert await desk.titles(OTHER) == sorted(one.headline for one in items(1, 3))
    assert (await desk.store.counts(OTHER)).articles == 2
    assert [one.detail for one in await desk.store.check() if not one.ok] == []
