"""What any back-end of the port SearchStore keeps to: clauses, neighbours and the vocabulary."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain import LOCAL, Add, Candidate, Query, Scope, Update
from bot.ports import Store
from tests.contract.steps import add
from tests.drafts import Piece, all_of, any_of, article, ferry, stems

FLOOD = article("Banjir surut di lembah").saying(
    "Warga kembali ke rumah.", "Jembatan kayu hanyut semalam.", "Bantuan beras tiba dengan perahu kecil."
)
CHESS = article("Turnamen catur selesai").saying(
    "Juara baru berusia sembilan tahun.", "Ia mengalahkan juara lama dalam dua jam."
)
HOSTILE = [
    "",
    " ",
    '"',
    '""',
    "'",
    "a' OR '1'='1",
    "'; DROP TABLE articles; --",
    "warga AND",
    "AND",
    "OR NOT NEAR",
    "NEAR(warga rumah)",
    "stems:warga",
    "warga*",
    "^warga",
    "-warga",
    "+",
    "(",
    ")))",
    "{stems}: x",
    "\x00",
    "war\x00ga",
    "\x01\x02\x1b[31m",
    "🦀",
    "👩‍👩‍👧",
    "\u202egnab",
    "\ud800",
    "%s%n{0}",
    "\\",
    "\n\r\t",
    "ز" * 50,
    "x" * 20_000,
]


async def texts(store: Store, query: Query, limit: int = 50) -> set[str]:
    """The sentences a query gives."""
    return {one.sentence.text for one in await store.search(query, LOCAL, limit)}


# -- clauses -------------------------------------------------------------------------------------------


async def test_terms_of_a_group_are_interchangeable(store: Store) -> None:
    await add(store, FLOOD, CHESS)
    expected = {"Jembatan kayu hanyut semalam.", "Juara baru berusia sembilan tahun."}
    assert await texts(store, any_of("kayu", "sembilan", "takada")) == expected


async def test_every_group_of_a_clause_must_be_there(store: Store) -> None:
    await add(store, FLOOD, CHESS)
    assert await texts(store, all_of("juara", "baru")) == {"Juara baru berusia sembilan tahun."}
    assert await texts(store, all_of("juara", "kayu")) == set()
    either = Query(((("juara",), ("baru", "lama")),))
    assert await texts(store, either) == set(CHESS.body)


async def test_one_clause_that_holds_is_enough(store: Store) -> None:
    await add(store, FLOOD, CHESS)
    query = Query(((("juara",), ("kayu",)), (("beras",), ("tiba",)), (("dua",),)))
    assert await texts(store, query) == {FLOOD.body[2], CHESS.body[1]}


async def test_words_of_a_phrase_stand_side_by_side(store: Store) -> None:
    await add(store, FLOOD, CHESS)
    assert await texts(store, any_of("juara lama")) == {CHESS.body[1]}
    assert await texts(store, any_of("lama juara")) == set()
    assert await texts(store, any_of("juara dalam")) == set()


async def test_a_term_is_the_whole_word_as_it_is_written(store: Store) -> None:
    await add(store, FLOOD, CHESS)
    assert await texts(store, any_of("jua")) == set()
    await add(store, article("Angka").saying("Tinggi air naik."))
    plain = article("Desimal").saying("Naik lagi.").draft()
    draft = replace(plain, sentences=(replace(plain.sentences[1], stems=("naik", "2.5", "café")),))
    await store.save_intents(await store.library(LOCAL), [Add(draft)])
    assert await texts(store, any_of("2.5")) == {"Naik lagi."}
    assert await texts(store, any_of("2")) == set()
    assert await texts(store, any_of("cafe")) == set()
    assert await texts(store, any_of("café")) == {"Naik lagi."}


async def test_asking_for_nothing_finds_nothing(store: Store) -> None:
    await add(store, FLOOD)
    for clauses in ((), ((),), (((),),), (((), ("warga",)),)):
        assert await store.search(Query(clauses), LOCAL, 10) == []


@pytest.mark.parametrize("term", HOSTILE)
async def test_no_term_is_syntax(store: Store, term: str) -> None:
    await add(store, FLOOD)
    before = await store.counts(LOCAL)
    assert FLOOD.body[1] in await texts(store, any_of(term, "kayu"))
    assert FLOOD.body[1] not in await texts(store, any_of(term))
    assert await texts(store, all_of(term, "kayu")) == set()
    assert await store.frequencies([term]) == {}
    assert "jembatan" not in await store.similar_terms(term, 5)
    assert await store.counts(LOCAL) == before


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(terms=st.lists(st.text(st.characters(), max_size=30), max_size=5))
async def test_no_text_at_all_is_syntax(store: Store, terms: list[str]) -> None:
    if not (await store.counts(LOCAL)).articles:
        await add(store, article("Zxq").saying("Qzx zqx."))
    assert await texts(store, any_of(*terms, "zqx")) == {"Qzx zqx."}
    await store.search(all_of(*terms), LOCAL, 5)
    await store.frequencies(terms)
    for term in terms:
        await store.similar_terms(term, 5)


async def test_thousands_of_terms_are_no_syntax_error(store: Store) -> None:
    await add(store, FLOOD)
    many = tuple(f"kata{number}" for number in range(3_000))
    assert await texts(store, any_of(*many, "kayu")) == {FLOOD.body[1]}
    assert await texts(store, Query(tuple(((term,),) for term in (*many, "kayu")))) == {FLOOD.body[1]}


async def test_the_limit_keeps_the_best(store: Store) -> None:
    await add(store, *(ferry(number) for number in range(20)))
    assert len(await store.search(any_of("kapal"), LOCAL, 7)) == 7
    assert await store.search(any_of("kapal"), LOCAL, 0) == []
    short, long = "Kerbau putih.", "Seekor kerbau lewat di antara banyak sekali kendaraan yang berhenti lama."
    await add(store, article("Di jalan").saying(long, short))
    (best,) = await store.search(any_of("kerbau"), LOCAL, 1)
    assert best.sentence.text == short


async def test_what_is_worth_most_together_comes_first(store: Store) -> None:
    await add(
        store, article("Di pasar").saying("Kerbau.", "Sapi dan kuda.", "Kerbau dan sapi di sana.", "Kuda.")
    )
    clauses = (
        (("kerbau",),),
        (("sapi",),),
        (("kerbau", "kambing"), ("sapi",)),
        (("kuda",),),
        (("domba",), ()),
    )
    found = await store.search(Query(clauses, (3.0, 2.0, 4.0, 2.5, 9.0)), LOCAL, 10)
    assert [one.sentence.text for one in found] == [
        "Kerbau dan sapi di sana.",
        "Sapi dan kuda.",
        "Kerbau.",
        "Kuda.",
    ]
    (best,) = await store.search(Query(clauses, (3.0, 2.0, 4.0, 2.5, 9.0)), LOCAL, 1)
    assert best.sentence.text == "Kerbau dan sapi di sana."


async def test_the_best_of_a_small_scope_are_found_among_many_better(store: Store) -> None:
    guild = Scope("guild:7")
    await add(store, *(article(f"Kuda {number} lari").saying("Kuda putih!") for number in range(40)))
    await add(
        store,
        article("Padang").saying("Orang melihat kuda.", "Kuda itu, kata orang, sudah tua."),
        scope=guild,
    )
    query = Query(((("kuda",),), (("putih",),)), (1.0, 2.0))
    found = await store.search(query, guild, 2)
    assert [one.sentence.text for one in found] == ["Orang melihat kuda.", "Kuda itu, kata orang, sudah tua."]


async def test_the_newest_are_asked_for_without_comparing(store: Store) -> None:
    await add(store, *(ferry(number) for number in range(5)))
    query = replace(any_of("kapal"), newest=True)
    found = [candidate.sentence.id for candidate in await store.search(query, LOCAL, 3)]
    every = [candidate.sentence.id for candidate in await store.search(any_of("kapal"), LOCAL, 100)]
    assert found == sorted(every, reverse=True)[:3]


async def test_the_limit_counts_only_what_the_scope_sees(store: Store) -> None:
    guild = Scope("guild:7")
    await add(store, *(article(f"Kuda {number}").saying("Kuda!") for number in range(10)))
    await add(
        store, article("Tentang kuda di padang yang jauh").saying("Banyak orang melihat kuda."), scope=guild
    )
    assert len(await store.search(any_of("kuda"), guild, 2)) == 2


# -- neighbours ------------------------------------------------------------------------------------------


def around(candidate: Candidate) -> tuple[str, str, str]:
    """What stands above, before and after a candidate, as text."""
    return " ".join(candidate.headline), " ".join(candidate.before), " ".join(candidate.after)


def words(text: str) -> str:
    """The stems of `text` as text."""
    return " ".join(stems(text))


async def test_candidates_know_what_stands_around_them(store: Store) -> None:
    numbers = await add(store, CHESS, FLOOD, ferry(1))
    title, first, second, third = (words(text) for text in (FLOOD.title, *FLOOD.body))
    expected = [("", "", ""), (title, "", second), (title, first, third), (title, second, "")]
    candidates = await store.candidates_of(LOCAL, numbers[1])
    assert [around(one) for one in candidates] == expected
    assert [one.sentence.text for one in candidates] == [FLOOD.title, *FLOOD.body]
    for text, context in zip((FLOOD.title, *FLOOD.body), expected, strict=True):
        hits = await store.search(all_of(*stems(text)), LOCAL, 5)
        assert [around(hit) for hit in hits] == [context]
        assert hits[0].article == await store.article(LOCAL, numbers[1])


async def test_neighbours_are_of_the_same_revision(store: Store) -> None:
    (number,) = await add(store, FLOOD)
    source = await store.library(LOCAL)
    shorter = FLOOD.titled("Banjir surut, sawah kering").saying("Sawah mulai kering.")
    await store.save_intents(source, [Update(number, shorter.draft()), Add(CHESS.draft())])
    assert [around(one) for one in await store.candidates_of(LOCAL, number)] == [
        ("", "", ""),
        ("banjir surut sawah kering", "", ""),
    ]


async def test_an_article_without_headline_borrows_none(store: Store) -> None:
    numbers = await add(store, CHESS, Piece("", key="tanpa judul").saying("Satu saja.", "Dua saja."), FLOOD)
    candidates = await store.candidates_of(LOCAL, numbers[1])
    assert [around(one) for one in candidates] == [("", "", "dua saja"), ("", "satu saja", "")]


# -- vocabulary -------------------------------------------------------------------------------------------


async def test_frequencies_follow_every_change(store: Store) -> None:
    terms = ["juara", "catur", "baru", "gajah", "takada"]
    source = await store.library(LOCAL)
    assert await store.frequencies(terms) == {}
    (number,) = await add(store, CHESS)
    assert await store.frequencies(terms) == {"juara": 2, "catur": 1, "baru": 1}
    (other,) = await add(
        store, article("Catur lagi").saying("Catur, catur dan catur."), scope=Scope("guild:1")
    )
    assert await store.frequencies(terms) == {"juara": 2, "catur": 3, "baru": 1}
    await store.save_intents(source, [Update(number, CHESS.saying("Gajah baru, juara baru.").draft())])
    assert await store.frequencies(terms) == {"juara": 1, "catur": 3, "baru": 1, "gajah": 1}
    await store.remove_article(LOCAL, number)
    assert await store.frequencies(terms) == {"catur": 2}
    await store.remove_article(Scope("guild:1"), other)
    assert await store.frequencies(terms) == {}
    assert await store.frequencies([]) == {}


async def test_similar_terms_share_letters(store: Store) -> None:
    await add(store, article("Menteri").saying("Kementerian menyediakan bantuan.", "Kemeterian salah eja."))
    assert (await store.similar_terms("kementrian", 1)) == ["kementerian"]
    near = list(await store.similar_terms("kementrian", 10))
    assert near[0] == "kementerian"
    assert "kemeterian" in near
    assert "bantuan" not in near
    assert list(await store.similar_terms("ke", 10)) == []
    assert list(await store.similar_terms("", 10)) == []
    assert list(await store.similar_terms("kementrian", 0)) == []


async def test_a_word_that_left_the_vocabulary_resembles_nothing(store: Store) -> None:
    (number,) = await add(store, FLOOD)
    assert "jembatan" in await store.similar_terms("jembaten", 5)
    await store.remove_article(LOCAL, number)
    assert list(await store.similar_terms("jembaten", 5)) == []
