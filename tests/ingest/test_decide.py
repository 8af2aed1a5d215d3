"""New, changed, or stored already."""

from dataclasses import replace

import pytest

from bot.domain import Add, Document, Draft, Known, Skip, Update
from bot.ingest.decide import ALIKE, COMPARED, Decider, Wording, likeness, remembered
from bot.ingest.prepare import prepare

MONDAY = """Berita Hari Ini
Pasar ikan Muara Teduh dibuka kembali setelah ditutup tiga bulan karena perbaikan atap.
Sebanyak 40 pedagang sudah berjualan sejak subuh, kata kepala pasar Rahma Yuni."""
TUESDAY = """Berita Hari Ini
Dua kapal penyeberangan ke Cirandu berhenti beroperasi akibat gelombang setinggi empat meter.
Penumpang yang sudah membeli karcis boleh menukarnya dengan jadwal pekan depan."""
EDITED = MONDAY.replace("40 pedagang", "45 pedagang") + "\nAtap yang baru terbuat dari baja ringan."


def draft(text: str, **fields: str) -> Draft:
    return prepare(Document(text, **fields))


def distinct(number: int) -> str:
    """A text that shares no word with that of another number."""
    return " ".join(f"kata{number}x{place}" for place in range(20)) + "."


def stored(number: int, one: Draft) -> Known:
    return Known(number, one.key, one.content_hash, one.origin, one.title, one.text)


def decided(one: Draft, *known: Known) -> Add | Update | Skip | None:
    (intent,) = Decider(known).decide([one])
    return intent


def test_what_nobody_knows_is_added() -> None:
    one = draft(MONDAY)
    assert decided(one) == Add(one)


def test_the_same_words_are_skipped() -> None:
    assert decided(draft(MONDAY), stored(7, draft(MONDAY))) == Skip(7, "stored already")


def test_an_edited_text_under_the_same_headline_is_an_update() -> None:
    one = draft(EDITED)
    assert decided(one, stored(7, draft(MONDAY))) == Update(7, one)


def test_another_text_under_the_same_headline_is_another_article() -> None:
    first, second = draft(MONDAY), draft(TUESDAY)
    assert first.key == second.key
    intent = decided(second, stored(7, first))
    assert isinstance(intent, Add)
    assert intent.draft.key.startswith(f"{first.key} #")
    assert replace(intent.draft, key=first.key) == second


def test_the_second_article_of_a_headline_is_recognised_when_it_changes() -> None:
    first, second = draft(MONDAY), draft(TUESDAY)
    added = decided(second, stored(7, first))
    assert isinstance(added, Add)
    edited = draft(TUESDAY.replace("empat meter", "lima meter"))
    intent = decided(edited, stored(7, first), stored(8, added.draft))
    assert isinstance(intent, Update)
    assert (intent.article_id, intent.draft.key) == (8, added.draft.key)


def test_two_outlets_with_the_same_headline_are_two_articles() -> None:
    mine, theirs = draft(MONDAY, outlet="Kabar Pesisir"), draft(EDITED, outlet="Harbour Wire")
    assert decided(theirs, stored(7, mine)) == Add(theirs)


def test_an_address_is_an_identity_whatever_it_says() -> None:
    url = "https://pesisir.example/langsung"
    one = draft(TUESDAY, url=url)
    assert decided(one, stored(7, draft(MONDAY, url=url))) == Update(7, one)


def test_the_same_words_at_two_hosts_are_two_articles() -> None:
    here, there = (draft(MONDAY, url=f"https://{host}/a") for host in ("pesisir.example", "harbour.example"))
    assert decided(there, stored(7, here)) == Add(there)
    again = draft(MONDAY, url="https://www.pesisir.example/b")
    assert decided(again, stored(7, here)) == Skip(7, "stored already")


@pytest.mark.parametrize("origin", ["/berita/pasar.txt", ""])
def test_a_file_that_was_edited_headline_and_all_is_an_update(origin: str) -> None:
    one = draft(EDITED.replace("Berita Hari Ini", "Pasar Ikan Dibuka"), origin=origin)
    intent = decided(one, stored(7, draft(MONDAY, origin=origin)))
    assert intent == (Update(7, one) if origin else Add(one))


def test_a_file_name_that_is_used_again_is_another_article() -> None:
    one = draft(TUESDAY.replace("Berita Hari Ini", "Kapal Berhenti"), origin="/berita/hari-ini.txt")
    assert decided(one, stored(7, draft(MONDAY, origin="/berita/hari-ini.txt"))) == Add(one)


def test_a_batch_waits_for_itself() -> None:
    first, edited, other = draft(MONDAY), draft(EDITED), draft(TUESDAY.replace("Hari", "Malam"))
    assert Decider([]).decide([first, edited, other, first]) == [Add(first), None, Add(other), None]


def test_different_texts_of_one_headline_in_a_batch_do_not_wait() -> None:
    first, second = draft(MONDAY), draft(TUESDAY)
    intents = Decider([]).decide([first, second])
    assert [type(intent) for intent in intents] == [Add, Add]
    keys = [intent.draft.key for intent in intents if isinstance(intent, Add)]
    assert keys == [first.key, f"{first.key} #{second.content_hash[:16]}"]


def test_texts_that_are_stored_do_not_wait_for_each_other() -> None:
    one = draft(MONDAY)
    assert Decider([stored(7, one)]).decide([one] * 3) == [Skip(7, "stored already")] * 3


def test_what_follows_one_that_waits_under_its_headline_waits_too() -> None:
    first, edited, other = draft(MONDAY), draft(EDITED), draft(TUESDAY)
    assert Decider([]).decide([first, edited, other]) == [Add(first), None, None]


def test_only_the_newest_of_a_headline_are_compared() -> None:
    one = draft(EDITED)
    others = [
        stored(100 + number, draft(f"Berita Hari Ini\n{distinct(number)}")) for number in range(COMPARED)
    ]
    recent, old = stored(110, draft(MONDAY)), stored(7, draft(MONDAY))
    assert isinstance(decided(one, *others[:-1], recent), Update)
    assert isinstance(decided(one, *others[:-1], old), Update)
    assert isinstance(decided(one, *others, old), Add)


def test_a_text_is_taken_apart_once() -> None:
    read: list[str] = []
    ask = remembered()

    def counting(text: str) -> Wording:
        read.append(text)
        return ask(text)

    known = [stored(number, draft(f"Berita Hari Ini\n{distinct(number)}")) for number in range(5)]
    Decider(known, counting).decide(
        [draft(f"Berita Hari Ini\n{distinct(number)}") for number in range(5, 10)]
    )
    assert len(read) > 2 * len(set(read))
    assert ask.cache_info().misses == len(set(read)) == 10  # type: ignore[attr-defined]


def test_an_article_is_revised_once_in_a_batch() -> None:
    by_name = draft(EDITED)
    by_file = draft(EDITED.replace("Berita Hari Ini", "Pasar Ikan Dibuka"), origin="/a")
    known = stored(7, draft(MONDAY, origin="/a"))
    assert Decider([known]).decide([by_name, by_file]) == [Update(7, by_name), None]


def test_likeness() -> None:
    assert likeness(MONDAY, MONDAY) == 1.0
    assert likeness(MONDAY, EDITED) > 0.7
    assert likeness(MONDAY, TUESDAY) < ALIKE / 2
    assert likeness("Judul\nHarga ikan naik tujuh persen.", "Judul\nHarga ikan naik lima persen.") > ALIKE
    assert likeness("", "") == 0.0
