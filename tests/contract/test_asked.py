"""What any back-end of the ports AskedStore and ScopeStore keeps to."""

from dataclasses import replace

from bot.domain import LOCAL, Asked, Counts, Feedback, Preferences, Scope, Verdict
from bot.ports import Store
from tests.clock import FrozenClock
from tests.contract.steps import GUILD, MARKET, add, found
from tests.drafts import any_of, ferry

OTHER = Scope("guild:2")
FIRST = Asked(
    11,
    GUILD,
    5,
    "who opened the market?",
    "en",
    ("Pasar “Apung”", "Ratna"),
    "Ratna",
    "Pasar 🦀.",
    outlet="Kabar “Uji”",
    since="2025-01-01",
)
OPINION = Feedback(11, GUILD, 5, FIRST.question, FIRST.shown, Verdict.NOT_HELPFUL)


async def test_a_question_is_known_by_its_message(store: Store, clock: FrozenClock) -> None:
    await store.save_asked(FIRST)
    now = clock.now().isoformat(timespec="seconds")
    assert await store.asked(GUILD, 11) == replace(FIRST, asked_at=now)
    assert await store.asked(GUILD, 12) is None
    await store.save_asked(replace(FIRST, question="and when?"))
    kept = await store.asked(GUILD, 11)
    assert kept is not None
    assert kept.question == "and when?"


async def test_a_question_is_of_one_scope(store: Store) -> None:
    await store.save_asked(FIRST)
    await store.save_feedback(OPINION)
    assert await store.asked(OTHER, 11) is None
    assert await store.recent_questions(OTHER, 9) == []
    assert await store.feedback(OTHER, 9) == []
    assert await store.of_person(OTHER, 5) == ([], [])
    assert await store.forget_person(OTHER, 5) == 0
    assert await store.asked(GUILD, 11) is not None


async def test_any_number_may_be_asked_for(store: Store) -> None:
    assert await store.asked(GUILD, 10**40) is None
    assert await store.asked(GUILD, -1) is None


async def test_recent_questions_are_named_once_and_not_those_asked_in_private(
    store: Store, clock: FrozenClock
) -> None:
    for number, (question, private) in enumerate(
        [("a?", False), ("b?", False), ("secret?", True), ("a?", False), ("c?", False)]
    ):
        clock.move(seconds=1)
        await store.save_asked(replace(FIRST, message_id=number, question=question, private=private))
    assert list(await store.recent_questions(GUILD, 9)) == ["c?", "a?", "b?"]
    assert list(await store.recent_questions(GUILD, 1)) == ["c?"]


async def test_old_questions_are_forgotten(store: Store, clock: FrozenClock) -> None:
    await store.save_asked(FIRST)
    clock.move(days=10)
    await store.save_asked(replace(FIRST, message_id=12))
    assert await store.forget_asked(clock.now().isoformat(timespec="seconds")) == 1
    assert await store.asked(GUILD, 11) is None
    assert await store.asked(GUILD, 12) is not None


async def test_a_person_has_one_opinion_of_an_answer(store: Store, clock: FrozenClock) -> None:
    assert await store.save_feedback(OPINION)
    assert not await store.save_feedback(OPINION)
    clock.move(seconds=1)
    assert await store.save_feedback(replace(OPINION, person=6))
    now = clock.now().isoformat(timespec="seconds")
    newest, _ = await store.feedback(GUILD, 9)
    assert newest == replace(OPINION, person=6, given_at=now)
    await store.save_feedback(replace(OPINION, message_id=20, scope=OTHER))
    assert len(await store.feedback(None, 9)) == 3
    assert len(await store.feedback(None, 2)) == 2


async def test_what_is_kept_of_a_person_is_shown_and_forgotten(store: Store) -> None:
    await store.save_asked(FIRST)
    await store.save_asked(replace(FIRST, message_id=12, person=6))
    await store.save_feedback(OPINION)
    asked, thought = await store.of_person(GUILD, 5)
    assert [one.message_id for one in asked] == [11]
    assert [one.verdict for one in thought] == [Verdict.NOT_HELPFUL]
    assert await store.forget_person(GUILD, 5) == 2
    assert await store.of_person(GUILD, 5) == ([], [])
    assert await store.asked(GUILD, 12) is not None


async def test_a_scope_sets_what_it_likes(store: Store) -> None:
    assert await store.preferences(GUILD) == Preferences()
    await store.save_preferences(GUILD, Preferences("id", "Asia/Makassar"))
    await store.save_preferences(GUILD, Preferences("", "Asia/Jakarta"))
    assert await store.preferences(GUILD) == Preferences("", "Asia/Jakarta")
    assert await store.preferences(OTHER) == Preferences()


async def test_a_scope_is_forgotten_and_no_other(store: Store) -> None:
    await add(store, MARKET, *(ferry(number) for number in range(3)), scope=GUILD)
    await add(store, MARKET, scope=OTHER)
    await store.save_asked(FIRST)
    await store.save_feedback(OPINION)
    await store.save_preferences(GUILD, Preferences("id", "Asia/Jakarta"))
    assert await store.forget_scope(GUILD) == 4
    assert await store.counts(GUILD) == Counts(0, 0)
    assert await store.of_person(GUILD, 5) == ([], [])
    assert await store.preferences(GUILD) == Preferences()
    assert await found(store, "ikan", scope=OTHER) == ["Harga ikan turun."]
    assert await found(store, "ikan", scope=GUILD) == []
    assert (await store.frequencies(["ikan"])) == {"ikan": 1}
    assert all(one.ok for one in await store.check())
    assert await store.forget_scope(GUILD) == 0
    await add(store, MARKET, scope=GUILD)
    assert (await store.counts(GUILD)).articles == 1


async def test_a_note_is_kept_until_the_next(store: Store) -> None:
    assert await store.note("commands") == ""
    await store.save_note("commands", "abc")
    await store.save_note("commands", "def")
    assert await store.note("commands") == "def"


async def test_outlets_are_those_the_scope_may_see(store: Store) -> None:
    await add(store, MARKET, ferry(1), ferry(2).by("Harian Muara"), scope=GUILD)
    await add(store, MARKET.by("Elsewhere"))
    assert list(await store.outlets(GUILD, 9)) == ["Kabar Uji", "Harian Muara"]
    assert list(await store.outlets(GUILD, 1)) == ["Kabar Uji"]
    assert list(await store.outlets(LOCAL, 9)) == ["Elsewhere"]


async def test_a_search_may_be_of_one_outlet(store: Store) -> None:
    await add(store, ferry(1), ferry(2).by("Harian Muara"))
    query = replace(any_of("kapal"), outlet="harian muara")
    for one in (query, replace(query, newest=True)):
        hits = await store.search(one, LOCAL, 9)
        assert {hit.article.outlet for hit in hits} == {"Harian Muara"}
    assert (await store.counts(LOCAL, None, "HARIAN MUARA")).articles == 1
    assert [one.outlet for one in await store.articles(LOCAL, limit=9, outlet="Harian muara")] == [
        "Harian Muara"
    ]
    assert await store.search(replace(query, outlet="nobody"), LOCAL, 9) == []
