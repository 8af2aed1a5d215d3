"""From a document to an article: what is kept, where it stands, and how long that takes."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import Document, Draft
from bot.errors import DocumentError
from bot.ingest.prepare import prepare
from tests.timing import within

SEED = Path(__file__).parents[2].parent / "shared/seed/article-deepseek-id.txt"
BODY = "Pasar ikan Muara Teduh dibuka kembali pada Senin (3/3/2025). Sebanyak 40 pedagang sudah berjualan."


def drafted(text: str, **fields: str) -> Draft:
    return prepare(Document(text, **fields))


def said(draft: Draft) -> list[str]:
    return [one.text for one in draft.sentences if one.position]


def test_a_pasted_article_is_freed_of_what_surrounds_it() -> None:
    draft = drafted(
        "Pasar Muara Teduh Dibuka Lagi Foto: Kabar Pesisir\n"
        "Kamis, 6 Maret 2025 08:00 WIB\n"
        "Oleh Wulan Astari\n"
        f"Muara Teduh – {BODY}\n"
        "Baca juga: Harga Ikan Naik\n"
        "“Kami lega,” kata Rahma. (wul/yun)\n"
        "\n"
        "Sumber Kabar Pesisir"
    )
    assert draft.title == "Pasar Muara Teduh Dibuka Lagi"
    assert (draft.outlet, draft.author, draft.language) == ("Kabar Pesisir", "Wulan Astari", "id")
    assert draft.published_at == "2025-03-06T01:00:00+00:00"
    assert said(draft) == [
        "Pasar ikan Muara Teduh dibuka kembali pada Senin (3/3/2025).",
        "Sebanyak 40 pedagang sudah berjualan.",
        "“Kami lega,” kata Rahma.",
    ]
    assert draft.sentences[0].start == 0


@pytest.mark.skipif(not SEED.exists(), reason="the seed article is not here")
def test_the_seed_article() -> None:
    text = SEED.read_text(encoding="utf-8")
    draft = drafted(text)
    assert "Foto" not in draft.title
    assert (draft.outlet, draft.published_at, draft.language) == ("Detiksport", "2025-01-30", "id")
    assert not any("Detiksport" in sentence for sentence in said(draft))
    assert said(draft)[0].startswith("Setelah ")
    assert len(said(draft)) == 11
    assert "Jakarta – " in draft.text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Pasar Dibuka Lagi\n{BODY}", "Pasar Dibuka Lagi"),
        (f"\n\n  Pasar Dibuka Lagi  \n\n{BODY}", "Pasar Dibuka Lagi"),
        (f"Kamis, 30 Januari 2025\nPasar Dibuka Lagi\n{BODY}", "Pasar Dibuka Lagi"),
        (f"Pasar Dibuka Lagi?\n{BODY}", "Pasar Dibuka Lagi?"),
        (f"Ternyata Begini...\n{BODY}", "Ternyata Begini..."),
    ],
)
def test_the_first_line_is_the_headline(text: str, title: str) -> None:
    draft = drafted(text)
    assert draft.title == draft.sentences[0].text == title
    assert draft.sentences[0].start == text.index(title)
    assert title not in said(draft)


@pytest.mark.parametrize("text", [BODY, f"{BODY}\n{BODY}", f"“Kami lega.”\n{BODY}"])
def test_a_text_without_a_headline_is_named_by_its_first_sentence(text: str) -> None:
    draft = drafted(text)
    assert draft.sentences[0].position == 1
    assert draft.title == draft.sentences[0].text


def test_a_long_first_sentence_is_cut_at_a_word_for_the_headline() -> None:
    draft = drafted("Pasar ikan " + "yang ramai " * 30 + "dibuka kembali.")
    assert draft.title.endswith("yang …")
    assert len(draft.title) <= 122


def test_a_headline_alone_is_an_article_of_one_sentence() -> None:
    draft = drafted("Pasar Ikan Muara Teduh Dibuka Lagi Besok")
    assert said(draft) == [draft.title]


def test_a_headline_that_the_document_names_is_found_in_its_text_and_not_said_twice() -> None:
    draft = drafted(
        f"Pasar Dibuka Lagi Foto: Wulan\n{BODY}\nPasar  Dibuka Lagi\n", title="Pasar Dibuka  Lagi"
    )
    assert (draft.title, draft.sentences[0].start) == ("Pasar Dibuka Lagi", 0)
    assert len(said(draft)) == 2


def test_a_headline_from_elsewhere_has_no_place_in_the_text() -> None:
    draft = drafted(BODY, title="Pasar Dibuka Lagi")
    assert draft.sentences[0].start == -1
    assert drafted(BODY, title="  ").title != ""


def test_what_the_document_says_of_itself_comes_first() -> None:
    draft = drafted(
        f"Pasar Dibuka Lagi\nJakarta (Antara) – {BODY}\nSumber Kabar Pesisir",
        outlet="Harbour Wire",
        author="Callum",
        published_at="2025-02-01",
        language="en",
    )
    assert (draft.outlet, draft.author, draft.published_at, draft.language) == (
        "Harbour Wire",
        "Callum",
        "2025-02-01",
        "en",
    )


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Pasar dibuka kembali, Kamis (30/1/2025).", "2025-01-30"),
        ("Hal itu dikutip dari Harbour Wire, Kamis, 30 Januari 2025.", "2025-01-30"),
        ("The market reopened on Thursday, January 30, 2025.", "2025-01-30"),
        ("Pasar itu berdiri sejak 30 Januari 1975 di tepi muara.", ""),
        ("Pasar dibuka kembali, Kamis (30/1).", ""),
    ],
)
def test_a_date_beside_its_weekday_is_the_articles(sentence: str, day: str) -> None:
    assert drafted(f"Pasar Ikan Dibuka\n{sentence}").published_at == day


def test_a_date_that_is_none_is_not_kept() -> None:
    assert drafted(BODY, published_at="kemarin").published_at == "2025-03-03"


@pytest.mark.parametrize("text", ["", " \n\t\n", "…", "- - -", "Pasar\nikan", "Baca juga: Harga Ikan Naik"])
def test_what_holds_no_sentences_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(DocumentError) as caught:
        drafted(text, origin="kosong.txt")
    assert str(caught.value).startswith("kosong.txt was not added: it holds no sentences. ")


def test_the_key_tells_outlets_apart_and_not_letter_case() -> None:
    one = drafted(f"Pasar Dibuka Lagi\n{BODY}", outlet="Kabar Pesisir")
    same = drafted(f"PASAR DIBUKA LAGI!\n{BODY}", outlet="kabar pesisir")
    other = drafted(f"Pasar Dibuka Lagi\n{BODY}", outlet="Harbour Wire")
    assert one.key == same.key != other.key
    assert drafted(BODY, url="https://Pesisir.example/pasar/?utm_source=x#y").key == (
        "https://pesisir.example/pasar"
    )


WORDS = st.sampled_from(
    ["Pasar", "ikan", "Jakarta –", "Sumber", "Foto:", "(30/1/2025)", "Kamis", "Rp 1.500,-", "No. 5", "“Ya.”"]
)
TEXTS = st.lists(
    st.one_of(
        st.text(max_size=40), st.lists(WORDS, max_size=12).map(" ".join), st.just("Pasar ikan dibuka.")
    ),
    max_size=8,
).map("\n".join)


@given(TEXTS, st.text(max_size=30), st.text(max_size=20))
@settings(max_examples=300, deadline=None)
def test_every_sentence_is_the_text_to_the_letter(text: str, title: str, other: str) -> None:
    try:
        draft = prepare(Document(text, title, other, other, other, other, "", other))
    except DocumentError:
        return
    assert draft.text == text.replace("\0", "\ufffd")
    first = draft.sentences[0].position
    assert first in (0, 1)
    assert [one.position for one in draft.sentences] == list(range(first, first + len(draft.sentences)))
    for one in draft.sentences:
        if one.start == -1:
            assert (one.position, one.text) == (0, draft.title)
        else:
            assert draft.text[one.start : one.start + len(one.text)] == one.text
    draft.content_hash.encode()


def test_what_utf_8_cannot_hold_is_replaced() -> None:
    draft = drafted(f"Pasar \ud800 Dibuka\n{BODY}", author="\udfff", origin="\udc80.txt")
    assert (draft.title, draft.author, draft.origin) == ("Pasar \ufffd Dibuka", "\ufffd", "\ufffd.txt")


@pytest.mark.parametrize(
    "piece",
    [
        "a\n",
        "Pasar ikan dibuka. ",
        "Jakarta – ",
        "30 Januari 2025 ",
        "(",
        "Foto: ",
        " ",
        "Baca juga: x\n",
        "1.",
        "“",
    ],
)
def test_a_long_text_takes_linear_time(piece: str) -> None:
    text = f"Pasar Ikan Dibuka\n{BODY}\n" + piece * (100_000 // len(piece))
    with within(10):
        drafted(text)


UNITS = [" ", "\t", "\u00a0", "Foto: ", "2025 ", "- ", "“", ". ", "Jakarta – ", "a, ", "(", "Sumber ", "By "]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("shape", ["first line", "line", "lines", "title", "byline"])
def test_no_repetition_takes_long(unit: str, shape: str) -> None:
    long = unit * (200_000 // len(unit))
    short = f"{unit * 8}x\n" * (200_000 // (8 * len(unit)))
    text = {
        "first line": f"Judul{long}tenggelam\n{BODY}",
        "line": f"Pasar Dibuka\n{BODY}\n{long}x\n{BODY}",
        "lines": f"Pasar Dibuka\n{BODY}\n{short}",
        "title": BODY,
        "byline": f"By{long}:\nPasar Dibuka\n{BODY}",
    }[shape]
    with within(10):
        drafted(text, title=f"Judul{long}tenggelam" if shape == "title" else "")


def test_a_date_far_down_or_far_along_is_no_hint() -> None:
    day = "Pasar dibuka kembali, Kamis (30/1/2025)."
    assert drafted("Pasar Ikan Dibuka\n" + "Harga ikan naik.\n" * 40 + day).published_at == "2025-01-30"
    assert drafted("Pasar Ikan Dibuka\n" + "Harga ikan naik.\n" * 60 + day).published_at == ""
    assert drafted("Pasar Ikan Dibuka\n" + "Harga ikan naik. " * 100 + day).published_at == "2025-01-30"
    assert drafted("Pasar Ikan Dibuka\n" + "Harga ikan naik. " * 150 + day).published_at == ""
