"""Watches over a real store: who is told of what, and how often."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.app import App, open_app
from bot.config import Settings, Watches
from bot.domain import Document, Post, Scope, Watch
from bot.errors import NotFound, QuestionError, UsageError
from tests.clock import FrozenClock

EVENTS = (
    *("a bakery opened in the old mill", "two goats stopped the tram", "the choir sang in the quarry"),
    *("divers found an anchor", "pupils planted mangroves", "the mint struck a silver coin"),
    *("a comet was photographed", "firemen rescued an owl", "the brass band lost its tuba"),
    *("voters queued until midnight", "a glacier lecture drew hundreds", "the cinema burnt down"),
)
SERVER, OTHER = Scope("discord:1"), Scope("discord:2")
ANI, BUDI = 7, 8
FERRY = (
    "Ferry to Cirandu runs again",
    "The ferry to Cirandu runs again from Friday, harbour master Teguh Santosa said.",
    "It had been laid up since the storm of 2 March.",
)
KAPAL = (
    "Kapal feri ke Cirandu beroperasi lagi",
    "Kapal feri ke Cirandu beroperasi lagi mulai Jumat, kata kepala pelabuhan Teguh Santosa.",
    "Kapal itu berhenti sejak badai 2 Maret.",
)
CHESS = (
    "Girl of nine wins chess title",
    "Nadia Putri, nine, won the chess title of Muara Teduh on Sunday.",
    "She beat the champion of last year in 31 moves.",
)


@pytest.fixture(name="clock")
def fixture_clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture(name="app")
async def fixture_app(tmp_path: Path, clock: FrozenClock) -> AsyncIterator[App]:
    async with open_app(Settings(tmp_path, watches=Watches(per_person=3)), clock=clock) as app:
        await publish(app, ("Old news", "The mayor of Randusegara opened a park on Monday."))
        await app.watches.tick(clock.now())
        yield app


async def publish(
    app: App, text: tuple[str, ...], scope: Scope = SERVER, outlet: str = "Harian Muara", language: str = "en"
) -> None:
    """Add an article."""
    document = Document(
        "\n".join(text[1:]), title=text[0], outlet=outlet, language=language, origin=outlet + text[0]
    )
    await app.ingest.ingest_documents(scope, [document])


async def watch(app: App, text: str, person: int = ANI, **values: Any) -> Watch:
    """Let somebody watch for something."""
    scope = values.pop("scope", SERVER)
    quiet = values.pop("quiet", "")
    wanted = Watch(0, scope, person, text, place=20, language="en")
    return await app.watches.add(replace(wanted, **values), quiet)


async def alerts(app: App, clock: FrozenClock) -> list[Post]:
    """What is to be posted after a look at what is new, whenever it may be."""
    await app.watches.tick(clock.now())
    return await app.store.due_posts("2099", 99)


def quotes(posts: list[Post]) -> list[str]:
    """What the alerts quote."""
    return [json.loads(one.payload)["quote"] for one in posts]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Cirandu", True),
        ("Teguh Santosa", True),
        ("feri Cirandu", True),  # in the other language
        ("Teguh Santoso", True),  # with a slip
        ('"runs again from Friday"', True),
        ('"runs from Friday again"', False),
        ("Cirandu airport", False),
        ("chess", False),
        ("when does the ferry to Cirandu run again?", True),
        ("siapa kepala pelabuhan?", False),
        ("who won the chess title?", False),
    ],
)
async def test_what_is_told(app: App, clock: FrozenClock, text: str, told: bool) -> None:
    await watch(app, text)
    await publish(app, FERRY)
    assert quotes(await alerts(app, clock)) == ([FERRY[1]] if told else [])


async def test_the_words_are_marked_in_whatever_form(app: App, clock: FrozenClock) -> None:
    await watch(app, "ferries")
    await publish(app, FERRY)
    (post,) = await alerts(app, clock)
    start, length = json.loads(post.payload)["span"]
    assert FERRY[1][start : start + length] == "ferry"


async def test_each_story_is_told_once_also_by_another_outlet(app: App, clock: FrozenClock) -> None:
    kept = await watch(app, "ferry Cirandu")
    await publish(app, FERRY)
    (first,) = await alerts(app, clock)
    assert first.key.startswith(f"alert:{kept.id}:")
    assert (first.scope, first.place) == (SERVER, 20)
    await publish(app, FERRY, outlet="Kabar Lain")
    await publish(app, CHESS)
    assert len(await alerts(app, clock)) == 1


async def test_what_was_there_before_is_not_new(app: App, clock: FrozenClock) -> None:
    await publish(app, FERRY)
    await watch(app, "Cirandu")
    assert await alerts(app, clock) == []
    assert quotes_of_recent(await app.watches.recent(Watch(0, SERVER, ANI, "Cirandu"))) == [FERRY[1]]


def quotes_of_recent(found: list[Any]) -> list[str]:
    """What is shown to who begins to watch: a sentence of each article, not only its headline."""
    return [one.text for one in found]


async def test_nobody_is_told_of_what_another_server_has(app: App, clock: FrozenClock) -> None:
    await watch(app, "Cirandu", scope=OTHER)
    await publish(app, FERRY)
    assert await alerts(app, clock) == []
    await publish(app, FERRY, OTHER)
    assert len(await alerts(app, clock)) == 1


async def test_a_paused_watch_is_told_nothing_later_either(app: App, clock: FrozenClock) -> None:
    kept = await watch(app, "Cirandu")
    await app.watches.pause(ANI, kept.id)
    await publish(app, FERRY)
    assert await alerts(app, clock) == []
    await app.watches.pause(ANI, kept.id, paused=False)
    assert await alerts(app, clock) == []
    await publish(app, ("Storm over Cirandu", "A storm uprooted twelve trees in Cirandu on Tuesday."))
    assert len(await alerts(app, clock)) == 1


async def test_alerts_wait_for_the_end_of_quiet_hours(app: App, clock: FrozenClock) -> None:
    kept = await watch(app, "Cirandu", quiet="18-21", zone="Asia/Jakarta")  # it is 19:00 there
    assert (kept.quiet_from, kept.quiet_to) == ("18:00", "21:00")
    await publish(app, FERRY)
    (post,) = await alerts(app, clock)
    assert post.not_before == "2025-03-14T14:00:00+00:00"
    assert await app.store.due_posts("2025-03-14T13:59:59+00:00", 9) == []


async def test_of_more_than_ten_an_hour_the_rest_waits(app: App, clock: FrozenClock) -> None:
    await watch(app, "Muara Teduh")
    for what in EVENTS:
        await publish(app, (what.title(), f"In Muara Teduh {what}."))
    posts = await alerts(app, clock)  # no more of one place at a time
    assert [one.not_before for one in posts] == [""] * 10
    assert (await app.outbox.standing(SERVER)).waiting == 12
    for post in posts:
        await app.store.post_sent(post, 1)
    assert {one.not_before for one in await alerts(app, clock)} == {"2025-03-14T13:00:00+00:00"}


async def test_direct_messages_hold_all_they_need(app: App, clock: FrozenClock) -> None:
    await watch(app, "Cirandu", place=55, direct=True, language="id")
    await publish(app, FERRY)
    (post,) = await alerts(app, clock)
    assert (post.scope, post.place) == (Scope(f"discord:dm:{ANI}"), 55)
    payload = json.loads(post.payload)
    assert (payload["ping"], payload["language"], payload["article"]["title"]) == ("", "id", FERRY[0])


async def test_a_kill_before_the_hits_are_noted_tells_of_them_at_the_next_look(
    app: App, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await watch(app, "Cirandu")
    await publish(app, FERRY)

    async def killed(*_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(type(app.store), "save_hits", killed)
        with pytest.raises(KeyboardInterrupt):
            await app.watches.tick(clock.now())
    assert len(await alerts(app, clock)) == 1
    assert len(await alerts(app, clock)) == 1


async def test_the_first_look_misses_nothing(tmp_path: Path, clock: FrozenClock) -> None:
    async with open_app(Settings(tmp_path / "new"), clock=clock) as app:
        await publish(app, CHESS)
        await watch(app, "Muara Teduh")
        await publish(app, FERRY)
        await watch(app, "chess title")
        assert await alerts(app, clock) == []
    async with open_app(Settings(tmp_path / "newer"), clock=clock) as app:
        assert await alerts(app, clock) == []
        await watch(app, "Cirandu")
        await publish(app, FERRY)
        assert len(await alerts(app, clock)) == 1


async def test_only_whose_it_is_may_change_a_watch(app: App) -> None:
    kept = await watch(app, "Cirandu")
    for change in (app.watches.remove, app.watches.pause, app.watches.one):
        with pytest.raises(NotFound, match=f"There is no watch {kept.id}"):
            await change(BUDI, kept.id)
    assert await app.watches.watches(SERVER, BUDI) == []
    await app.watches.remove(ANI, kept.id)
    assert await app.watches.watches(None) == []


async def test_what_cannot_be_watched_and_how_many(app: App) -> None:
    for text in ("yang dan", "…", "   "):
        with pytest.raises(QuestionError):
            await watch(app, text)
    with pytest.raises(UsageError, match="too long"):
        await watch(app, "kata " * 80)
    with pytest.raises(UsageError, match="is no span of hours"):
        await watch(app, "Cirandu", quiet="night")
    for number in range(3):
        await watch(app, f"Cirandu {number}")
    with pytest.raises(UsageError, match="There are 3 watches already"):
        await watch(app, "Cirandu")
    await watch(app, "Cirandu", BUDI)


async def test_a_removed_watch_takes_along_what_waits(app: App, clock: FrozenClock) -> None:
    kept = await watch(app, "Cirandu")
    await publish(app, FERRY)
    assert len(await alerts(app, clock)) == 1
    await app.watches.remove(ANI, kept.id)
    assert await alerts(app, clock) == []


async def test_what_is_watched_for_at_a_terminal_is_posted_nowhere(app: App, clock: FrozenClock) -> None:
    await watch(app, "Cirandu", 0, place=0)
    await publish(app, FERRY)
    assert await alerts(app, clock) == []


async def test_a_name_nobody_has_published_yet_is_found_when_it_is(app: App, clock: FrozenClock) -> None:
    await watch(app, "Zulkarnain Wiratama")
    await publish(app, CHESS)
    assert await alerts(app, clock) == []
    await publish(app, ("A new harbour master", "Zulkarnain Wiratama leads the harbour office."))
    assert len(await alerts(app, clock)) == 1


async def test_sent_alerts_are_forgotten_with_their_watch(app: App, clock: FrozenClock) -> None:
    kept = await watch(app, "Cirandu")
    await publish(app, FERRY)
    (post,) = await alerts(app, clock)
    await app.store.post_sent(post, 1)
    await app.watches.remove(ANI, kept.id)
    assert await app.store.post(post.key) is None


async def test_where_watching_is_switched_off_it_is_said(tmp_path: Path) -> None:
    async with open_app(Settings(tmp_path, watches=Watches(per_person=0))) as app:
        with pytest.raises(UsageError, match="switched off"):
            await watch(app, "Cirandu")


async def test_forgetting_a_person_or_a_server(app: App, clock: FrozenClock) -> None:
    await watch(app, "Cirandu", direct=True, place=55)
    await watch(app, "Cirandu", BUDI)
    await publish(app, FERRY)
    assert len(await alerts(app, clock)) == 2
    assert len((await app.library.export(SERVER, ANI, whole=False))["watches"]) == 1
    await app.library.forget_person(SERVER, ANI)
    assert [one.person for one in await app.watches.watches(None)] == [BUDI]
    assert len(await alerts(app, clock)) == 1
    await app.library.forget_scope(SERVER)
    assert await app.watches.watches(None) == []
    assert await alerts(app, clock) == []


async def test_the_text_is_kept_as_it_was_meant(app: App) -> None:
    asked = await watch(app, "  Siapa   yang menang pilkada?  ")
    named = await watch(app, "pilkada Randusegara")
    assert (asked.text, asked.question) == ("Siapa yang menang pilkada?", True)
    assert named.question is False
    assert (await app.watches.one(ANI, asked.id)) == asked
    await publish(app, KAPAL, language="id")
