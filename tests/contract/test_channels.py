"""What any back-end of the port ChannelStore keeps to."""

from dataclasses import replace

import pytest

from bot.domain import (
    Asked,
    AskedThere,
    ChannelDay,
    Line,
    LineEdited,
    LinesGone,
    PostState,
    Reacted,
    Recap,
    Scope,
    Spoken,
    Stretch,
    recap_post,
)
from bot.ports import Store
from bot.storage.sqlite.channels import LONGEST, MOST
from tests.clock import FrozenClock
from tests.contract.steps import GUILD

OTHER = Scope("guild:2")
CHANNEL, ANI, BUDI = 20, 5, 6
DAY = ChannelDay(GUILD, CHANNEL, index_links=True, on_by=ANI)
EVER = ("2025-01-01", "2026-01-01")


def line(number: int, person: int = ANI, text: str = "Pasar dibuka.", at: str = "09:00:00") -> Line:
    return Line(number, GUILD, CHANNEL, person, text, f"2025-03-14T{at}+00:00")


@pytest.fixture(name="on")
async def fixture_on(store: Store) -> Store:
    """A store in which one channel's own day is on."""
    await store.save_channel_day(DAY)
    return store


async def kept(store: Store, channel: int = CHANNEL, scope: Scope = GUILD) -> list[Line]:
    return await store.lines(scope, channel, *EVER)


async def numbers(store: Store) -> list[int]:
    return [one.message_id for one in await kept(store)]


async def test_a_channel_is_switched_on_changed_and_switched_off(store: Store, clock: FrozenClock) -> None:
    await store.save_channel_day(DAY)
    on_at = clock.now().isoformat(timespec="seconds")
    assert await store.channel_days(GUILD) == [replace(DAY, on_at=on_at)]
    await store.save_channel_day(replace(DAY, index_links=False, on_by=BUDI))
    await store.save_channel_day(ChannelDay(OTHER, 30, on_at="2025-01-01T00:00:00+00:00"))
    assert [(one.index_links, one.on_by) for one in await store.channel_days(GUILD)] == [(False, BUDI)]
    assert [one.channel for one in await store.channel_days()] == [CHANNEL, 30]
    await store.change_lines([line(1)])
    assert not await store.drop_channel_day(OTHER, CHANNEL)
    assert await store.drop_channel_day(GUILD, CHANNEL)
    assert not await store.drop_channel_day(GUILD, CHANNEL)
    assert await kept(store) == []


async def test_lines_are_kept_edited_and_deleted(on: Store) -> None:
    first = replace(line(1), links=("https://kabar.example/pasar",), text="Pasar 🦀 “dibuka”\nlagi.")
    second = replace(line(2, BUDI, at="09:01:00"), reply_to=1, reactions=2)
    await on.change_lines([second, first])
    assert await kept(on) == [first, second]
    await on.change_lines([LineEdited(CHANNEL, 1, "Pasar ditutup.", ()), replace(second, reactions=5)])
    assert await kept(on) == [replace(first, text="Pasar ditutup.", links=()), replace(second, reactions=5)]
    await on.change_lines([line(3), LinesGone(CHANNEL, (3,)), LinesGone(CHANNEL, (1, 99, 10**30))])
    assert await kept(on) == [replace(second, reactions=5)]
    assert await on.lines(GUILD, CHANNEL, "2025-03-14T09:01:00+00:00", "2025-03-14T09:01:01+00:00")
    assert await on.lines(GUILD, CHANNEL, "2025-03-14T09:00:00+00:00", "2025-03-14T09:01:00+00:00") == []


async def test_changes_are_of_their_channel_and_scope(on: Store) -> None:
    await on.change_lines([line(1), replace(line(2), channel=21), replace(line(3), scope=OTHER)])
    assert await numbers(on) == [1]
    assert await kept(on, scope=OTHER) == []
    await on.change_lines([LineEdited(21, 1, "x"), LinesGone(21, (1,)), Reacted(21, 1, 3)])
    assert await kept(on) == [line(1)]


async def test_reactions_come_and_go(on: Store) -> None:
    await on.change_lines([line(1), Reacted(CHANNEL, 1, 1), Reacted(CHANNEL, 1, 1), Reacted(CHANNEL, 1, -1)])
    assert [one.reactions for one in await kept(on)] == [1]
    await on.change_lines([Reacted(CHANNEL, 1, -1), Reacted(CHANNEL, 1, -1), Reacted(CHANNEL, 7, 1)])
    assert [one.reactions for one in await kept(on)] == [0]
    await on.change_lines([Reacted(CHANNEL, 1, 4), Reacted(CHANNEL, 1, None)])
    assert [one.reactions for one in await kept(on)] == [0]


async def test_of_a_day_the_newest_are_kept_and_long_texts_are_cut(on: Store) -> None:
    at = [f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}" for second in range(MOST + 5)]
    await on.change_lines([line(number + 1, at=one) for number, one in enumerate(at)])
    await on.change_lines([replace(line(9_999), at="2025-03-15T09:00:00+00:00", text="x" * 5_000)])
    found = await kept(on)
    assert [one.message_id for one in found] == [*range(6, MOST + 6), 9_999]
    assert len(found[-1].text) == LONGEST
    assert found[-1].text.endswith("x…")


async def test_who_opts_out_is_not_kept_anywhere(on: Store) -> None:
    await on.save_channel_day(ChannelDay(OTHER, 30))
    elsewhere = replace(line(3), scope=OTHER, channel=30)
    await on.change_lines([line(1), line(2, BUDI), elsewhere])
    assert await on.opt_out(ANI) == 2
    assert await on.opt_out(ANI) == 0
    await on.change_lines([line(4), replace(elsewhere, message_id=5)])
    assert await numbers(on) == [2]
    assert await kept(on, 30, OTHER) == []
    assert list(await on.opted_out()) == [ANI]
    assert await on.opt_in(ANI)
    assert not await on.opt_in(ANI)
    await on.change_lines([line(6)])
    assert await numbers(on) == [2, 6]


async def test_lines_are_forgotten_after_a_while(on: Store) -> None:
    await on.save_channel_day(ChannelDay(GUILD, 21))
    late = replace(line(2, at="10:00:00"), channel=21)
    await on.change_lines([line(1), late, line(3, at="10:00:00")])
    assert await on.forget_lines("2025-03-14T10:00:00+00:00", GUILD, 21) == 0
    assert await on.forget_lines("2025-03-14T10:00:00+00:00", OTHER, CHANNEL) == 0
    assert await on.forget_lines("2025-03-14T10:00:00+00:00", GUILD, CHANNEL) == 1
    assert await on.forget_lines("2025-03-14T10:00:01+00:00") == 2
    assert await kept(on) == []


async def test_a_person_and_a_scope_are_forgotten(on: Store) -> None:
    await on.change_lines([line(1), line(2, BUDI)])
    assert [one.message_id for one in await on.lines_of_person(GUILD, ANI)] == [1]
    assert await on.lines_of_person(OTHER, ANI) == []
    await on.forget_person(GUILD, ANI)
    assert await numbers(on) == [2]
    assert [one.on_by for one in await on.channel_days(GUILD)] == [0]
    await on.forget_scope(OTHER)
    assert await numbers(on) == [2]
    await on.forget_scope(GUILD)
    assert await on.channel_days() == []
    assert await kept(on) == []


async def test_questions_of_a_channel(on: Store, clock: FrozenClock) -> None:
    asked = Asked(11, GUILD, ANI, "siapa?", "id", shown="Ratna.", place=CHANNEL, put_in=1)
    for number, one in enumerate(
        (
            asked,
            replace(asked, question="rahasia?", private=True),
            replace(asked, question="di lain?", place=21),
            replace(asked, question="kapan?", person=BUDI, shown="", put_in=2),
            replace(asked, shown="Budi.", put_in=3),
            replace(asked, question="punya orang lain?", scope=OTHER),
        )
    ):
        clock.move(seconds=1)
        await on.save_asked(replace(one, message_id=11 + number))
    found = await on.asked_there(GUILD, CHANNEL, *EVER)
    assert found == [AskedThere("kapan?", "", 14, 2), AskedThere("siapa?", "Budi.", 15, 3)]
    assert await on.asked_there(GUILD, CHANNEL, "2025-03-15", "2025-03-16") == []
    await on.change_lines([LinesGone(CHANNEL, (3,)), LinesGone(CHANNEL, (11,)), LinesGone(21, (14,))])
    assert [one.question for one in await on.asked_there(GUILD, CHANNEL, *EVER)] == ["kapan?"]
    await on.opt_out(BUDI)
    assert await on.asked_there(GUILD, CHANNEL, *EVER) == []
    assert await on.asked(GUILD, 15) is not None


async def test_what_is_posted_of_people_s_words_is_kept_no_longer(on: Store) -> None:
    def post(key: str, person: int = ANI) -> Recap:
        said = Spoken(70_001 if person == ANI else 70_002, person, key)
        return Recap(GUILD, CHANNEL, "", "", stretches=(Stretch("", "", 2, 2, 0, 0, (said,)),))

    posts = [recap_post(key, post(key, person)) for key, person in (("a", 80_005), ("b", 80_006), ("c", ANI))]
    await on.put_posts(posts)
    await on.change_lines([LinesGone(CHANNEL, (70_001,))])
    left = await on.due_posts("2025-12-31", 9)
    assert [one.key for one in left] == ["a", "b"]
    await on.opt_out(80_005)
    assert [one.key for one in await on.due_posts("2025-12-31", 9)] == ["b"]
    assert (await on.standing(GUILD)).reason == "a message that it quotes is gone"
    await on.post_sent(left[1], 1)
    assert await on.put_posts(posts) == 0
    assert left[1].state is PostState.PENDING
