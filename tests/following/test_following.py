"""Following: what is taken in, once, and what is posted of it, once."""

import json
from dataclasses import replace

import pytest

from bot.domain import Asked, Fate, FeedState, Filter, GateName, PostKind, Scope, Where
from bot.errors import NotAFeed, NotFound, UsageError
from tests.following.conftest import SERVER, Desk
from tests.following.site import FEED, TYPE, Site, items
from tests.ingest.servers import redirect, reply

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


async def test_a_page_that_nobody_may_have_leaves_what_the_feed_says(desk: Desk) -> None:
    desk.site.publish(items(1))
    await desk.follow()
    desk.site.publish(items(1, 2), pages=False)
    desk.server.routes["/kabar/2"] = reply("no", status="403 Forbidden")
    await desk.later(days=1)
    assert len(await desk.titles()) == 2
    (judged,) = await desk.feeds.why(SERVER, f"{desk.site.base}/kabar/2")
    gates = {gate.name: gate for gate in judged.gates}
    assert judged.fate is Fate.ADDED
    assert not gates["page fetched"].passed
    assert "403" in gates["page fetched"].reason
    assert gates["article read"].reason == "what the feed itself carries"


async def test_robots_keep_out_of_pages_that_no_person_asked_for(desk: Desk) -> None:
    desk.site.publish(items(1))
    desk.server.routes["/robots.txt"] = reply("User-agent: *\nDisallow: /kabar/", kind="text/plain")
    await desk.follow()
    assert desk.site.asked_for("/kabar/1") == 0
    (judged,) = await desk.feeds.why(SERVER, "")
    assert any(gate.name == GateName.PAGE and "robots" in gate.reason for gate in judged.gates)
    assert len(await desk.titles()) == 1


async def test_a_page_that_is_out_of_reach_is_tried_again_and_then_done_without(desk: Desk) -> None:
    desk.site.publish(items(1), pages=False)
    desk.server.routes["/kabar/1"] = reply("", status="503 Service Unavailable")
    await desk.follow()
    assert await desk.titles() == []
    (judged,) = await desk.feeds.why(SERVER, f"{desk.site.base}/kabar/1")
    assert judged.fate is Fate.FAILED
    for _ in range(8):
        await desk.later(days=1)
    assert desk.site.asked_for("/kabar/1") == 5
    assert len(await desk.titles()) == 1


async def test_a_page_that_comes_at_last_is_taken(desk: Desk) -> None:
    desk.site.publish(items(1), pages=False)
    desk.server.routes["/kabar/1"] = reply("", status="503 Service Unavailable")
    await desk.follow()
    desk.site.publish([])  # and the feed lists it no more
    desk.server.routes["/kabar/1"] = reply(items(1)[0].html())
    await desk.later(days=1)
    (article,) = await desk.store.articles(SERVER, limit=5)
    assert article.sentences == 4


async def test_a_failing_feed_is_told_once_and_its_recovery_too(desk: Desk) -> None:
    desk.site.publish(items(1))
    await desk.follow(place=5)
    await desk.feeds.follow(OTHER, desk.site.url, place=9)
    await desk.feeds.follow(OTHER, desk.site.url, place=0)
    desk.site.fails()
    for _ in range(2):
        await desk.later(days=1)
    assert await desk.posts() == []
    for _ in range(4):
        await desk.later(days=1.3)
    failing = await desk.posts()
    assert [(one.kind, one.place) for one in failing] == [(PostKind.FEED_FAILING, place) for place in (5, 9)]
    payload = json.loads(failing[0].payload)
    assert (payload["url"], payload["failures"]) == (desk.site.url, 3)
    (feed,) = await desk.feeds.health(SERVER)
    assert (feed.failures, feed.told, feed.state) == (6, True, FeedState.ACTIVE)
    assert "500" in feed.error
    desk.site.publish(items(1, 2))
    report = await desk.feeds.retry(SERVER, payload["source_id"])
    assert report.fates == ((Fate.ADDED, 1),)
    kinds = [one.kind for one in await desk.posts()]
    assert kinds.count(PostKind.FEED_RECOVERED) == 2
    assert kinds.count(PostKind.FEED_FAILING) == 2
    with pytest.raises(NotFound):
        await desk.feeds.retry(Scope("discord:99"), payload["source_id"])


async def test_failures_are_asked_again_ever_more_rarely(desk: Desk) -> None:
    desk.site.publish(items(1))
    await desk.follow()
    desk.site.fails()
    waits = []
    for _ in range(12):
        await desk.feeds.poll(SERVER)
        (feed,) = await desk.store.feeds(SERVER)
        waits.append(_until(feed.next_check_at, desk))
    assert 200 <= waits[0] <= 400
    assert waits[3] > 4 * waits[0]
    assert max(waits) <= 86_400
    assert min(waits[10:]) >= 60_000
    desk.server.routes[FEED] = reply("", status="503 Service Unavailable", Retry_After="90000")
    await desk.feeds.poll(SERVER)
    (feed,) = await desk.store.feeds(SERVER)
    assert _until(feed.next_check_at, desk) >= 90_000


def _until(instant: str, desk: Desk) -> float:
    from datetime import datetime

    return (datetime.fromisoformat(instant) - desk.clock.now()).total_seconds()


async def test_what_is_gone_is_told_once_and_asked_no_more(desk: Desk) -> None:
    desk.site.publish(items(1))
    await desk.follow()
    desk.site.fails("410 Gone")
    await desk.later(days=1)
    asked = desk.site.asked_for(FEED)
    await desk.later(days=20)
    assert desk.site.asked_for(FEED) == asked
    (feed,) = await desk.feeds.health(SERVER)
    assert feed.state is FeedState.GONE
    assert [one.kind for one in await desk.posts()] == [PostKind.FEED_FAILING]
    desk.site.publish(items(1, 2))
    await desk.feeds.retry(SERVER, feed.source.id)
    assert len(await desk.titles()) == 2


async def test_a_feed_that_moved_is_asked_there_and_one_that_is_known_there_is_one(desk: Desk) -> None:
    desk.site.publish(items(1, 2))
    await desk.follow(place=5)
    moved = Site(desk.server, "/baru.xml")
    moved.publish(items(1, 2, 3))
    desk.server.routes[FEED] = redirect("/baru.xml", "301 Moved Permanently")
    await desk.later(days=1)
    assert [one.feed.url for one in await desk.feeds.follows(SERVER)] == [moved.url]
    assert len(await desk.titles()) == 3
    third = Site(desk.server, "/ketiga.xml")
    third.publish(items(2, 3, 4))
    await desk.follow(place=6, scope=OTHER, site=third)
    desk.server.routes["/baru.xml"] = redirect("/ketiga.xml", "308 Permanent Redirect")
    await desk.later(days=1)
    assert {one.feed.url for one in await desk.store.follows(None)} == {third.url}
    assert len(await desk.store.feeds(None)) == 1
    assert len(await desk.titles(SERVER)) == len(await desk.titles(OTHER)) == 4
    assert [one.detail for one in await desk.store.check() if not one.ok] == []
    before = await desk.titles(SERVER)
    await desk.later(days=2)
    assert await desk.titles(SERVER) == before


async def test_words_decide_what_is_fetched_and_what_is_posted(desk: Desk) -> None:
    desk.site.publish(items(1))
    follow = await desk.follow(place=5)
    await desk.feeds.set_filter(SERVER, follow.id, Filter(any_of=("nomor 3", "pos4x")))
    desk.site.publish(items(1, 2, 3, 4, 5))
    await desk.later(days=1)
    assert len(await desk.titles()) == 3
    assert len(await desk.posts()) == 2
    (judged,) = await desk.feeds.why(SERVER, f"{desk.site.base}/kabar/2")
    assert (judged.fate, judged.gates[3].passed) == (Fate.FILTERED, False)
    await desk.feeds.set_filter(SERVER, follow.id, Filter(any_of=("nomor 7",), where=Where.TITLE))
    desk.site.publish(items(5, 6, 7))
    await desk.later(days=1)
    assert (desk.site.asked_for("/kabar/6"), desk.site.asked_for("/kabar/7")) == (0, 1)
    with pytest.raises(UsageError):
        await desk.feeds.set_filter(SERVER, follow.id, Filter(any_of=("kapal",), none_of=("Kapal",)))


async def test_a_look_keeps_nothing(desk: Desk) -> None:
    desk.site.publish(items(1))
    follow = await desk.follow()
    desk.site.publish(items(1, 2))
    newest, known = await desk.feeds.test(SERVER, follow.id)
    assert (newest.fate, known.fate) == (Fate.ADDED, Fate.UNCHANGED)
    assert newest.gates[-1].name == GateName.POSTED
    assert newest.gates[-1].passed
    assert any(gate.name == GateName.NEW and not gate.passed for gate in known.gates)
    assert len(await desk.titles()) == 1
    assert await desk.posts() == []


async def test_what_others_decide_about_an_entry_is_not_shown(desk: Desk) -> None:
    desk.site.publish(items(1))
    await desk.follow(place=5)
    theirs = await desk.feeds.follow(OTHER, desk.site.url, filter=Filter(none_of=("kapal",)))
    desk.site.publish(items(1, 2))
    await desk.later(days=1)
    (judged,) = await desk.feeds.why(SERVER, f"{desk.site.base}/kabar/2")
    assert theirs.id not in {gate.follow for gate in judged.gates}
    (judged,) = await desk.feeds.why(OTHER, f"{desk.site.base}/kabar/2")
    assert theirs.id in {gate.follow for gate in judged.gates if not gate.passed}
    assert await desk.feeds.why(Scope("discord:99"), f"{desk.site.base}/kabar/2") == []


async def test_paused_feeds_are_left_alone(desk: Desk) -> None:
    desk.site.publish(items(1))
    follow = await desk.follow()
    await desk.feeds.pause(SERVER, follow.id)
    asked = desk.site.asked_for(FEED)
    await desk.later(days=3)
    assert desk.site.asked_for(FEED) == asked
    assert len(await desk.titles()) == 1
    desk.site.publish(items(1, 2))
    await desk.feeds.resume(SERVER, follow.id)
    await desk.feeds.tick()
    assert len(await desk.titles()) == 2


async def test_what_nobody_follows_is_forgotten_after_a_month(desk: Desk) -> None:
    desk.site.publish(items(1))
    follow = await desk.follow()
    await desk.feeds.unfollow(SERVER, follow.id)
    assert await desk.titles() == []
    await desk.later(days=29)
    await desk.feeds.follow(SERVER, desk.site.url)
    assert len(await desk.titles()) == 1
    await desk.store.forget_scope(SERVER)
    await desk.later(days=29)
    assert await desk.store.feed_at(desk.site.url) is not None
    await desk.later(days=2)
    assert await desk.store.feed_at(desk.site.url) is None
    async with desk.store._database.reader() as reader:
        for table in ("articles", "entries", "prints", "sources", "follows"):
            assert list(await reader.execute_fetchall(f"SELECT * FROM {table}")) == []


async def test_lists_of_feeds_come_and_go(desk: Desk) -> None:
    desk.site.publish(items(1))
    await desk.follow(place=0)
    exported = await desk.feeds.export_opml(SERVER)
    follows = await desk.feeds.import_opml(OTHER, exported)
    assert [one.feed.url for one in follows] == [desk.site.url]
    assert len(await desk.feeds.import_opml(OTHER, exported)) == 1
    assert len(await desk.feeds.follows(OTHER)) == 1
