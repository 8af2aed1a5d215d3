"""Words: where they begin and end, how they are folded, and the stems they are found by."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.text.stopwords import STOPWORDS
from bot.text.words import MAX_TOKEN, content_stems, content_tokens, fold, stem, tokens
from tests.timing import within


def words(text: str) -> list[str]:
    """The folded tokens of `text`."""
    return [token.folded for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("  \n\t", []),
        ("?!… — “”", []),
        ("The ferry sank.", ["the", "ferry", "sank"]),
        ("rakyat-rakyat", ["rakyat", "rakyat"]),
        ("“Kami lega,” kata Rahma.", ["kami", "lega", "kata", "rahma"]),
        ("snake_case", ["snake", "case"]),
        ("and/or", ["and", "or"]),
        ("a@b.example.org", ["a", "b", "example", "org"]),
        ("#robot", ["robot"]),
        ("5G K-9 R1 3D", ["5g", "k", "9", "r1", "3d"]),
        ("end.Begin", ["end", "begin"]),
        # Apostrophes
        ("OpenSea's boats", ["opensea", "boats"]),
        ("OpenSea’s boats", ["opensea", "boats"]),
        ("the sailors' boats", ["the", "sailors", "boats"]),
        ("Ma'ruf Jum’at Qur'an", ["maruf", "jumat", "quran"]),
        ("'quoted'", ["quoted"]),
        # Acronyms
        ("U.S. troops", ["us", "troops"]),
        ("the U.N. and N.A.T.O.", ["the", "un", "and", "nato"]),
        ("J. K. Rowan", ["j", "k", "rowan"]),
        ("S.H. dan M.Si.", ["sh", "dan", "m", "si"]),
        # Accents and width
        ("Café Señor Škoda", ["cafe", "senor", "skoda"]),
        ("Cafe\u0301", ["cafe"]),
        ("ＡＢＣ １２", ["abc", "12"]),
        ("STRASSE Straße", ["strasse", "strasse"]),
        ("ﬁsh", ["fish"]),
        ("ДОМ дом", ["дом", "дом"]),
        # What decomposes into spaces is no word, or one
        ("\u037a \ufe70", []),
        ("a \ufdfa", ["a", "صلىاللهعليهوسلم"]),
    ],
)
def test_words_are_found_and_folded(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1500", ["1500"]),
        ("1.500", ["1500"]),
        ("1,500", ["1500"]),
        ("Rp 1.500.000,-", ["rp", "1500000"]),
        ("$1,500,000", ["1500000"]),
        ("3,4 juta", ["3.4", "juta"]),
        ("3.4 million", ["3.4", "million"]),
        ("1.234,56", ["1234.56"]),
        ("1,234.56", ["1234.56"]),
        ("0.125 0,125", ["0.125", "0.125"]),
        ("83,5 persen, 12 %", ["83.5", "persen", "12"]),
        ("pukul 02.15", ["pukul", "02.15"]),
        ("30/1/2025", ["30", "1", "2025"]),
        ("2024.", ["2024"]),
        ("10.000 orang", ["10000", "orang"]),
        ("12,3456", ["12.3456"]),
        ("007", ["007"]),
        ("17th ke-17", ["17th", "ke", "17"]),
        ("m²", ["m2"]),
        ("Rp2.500", ["rp2", "500"]),  # a currency glued to its figure is cut at the separator
    ],
)
def test_a_number_is_one_however_it_is_written(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_token_stands_where_it_says() -> None:
    text = "Kapal “Sri Ombak” karam, 1.500 peti hilang."
    for token in tokens(text):
        assert text[token.start : token.end] == token.written


def test_what_is_too_long_is_no_word() -> None:
    assert words("a" * MAX_TOKEN) == ["a" * MAX_TOKEN]
    assert words("a" * (MAX_TOKEN + 1) + " kapal") == ["kapal"]


@settings(max_examples=300)
@given(st.text(max_size=200))
def test_any_text_has_tokens_in_order(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert text[token.start : token.end] == token.written
        assert token.folded
        assert not any(one.isspace() for one in token.folded)
        assert "\0" not in token.folded
        end = token.end


@given(st.from_regex(r"[^\W_]{1,20}", fullmatch=True))
def test_case_says_nothing(word: str) -> None:
    # "ŉ" and its like have no capital of their own; everything else folds to the same word.
    if word.upper().lower() == word.lower():
        assert fold(word.upper()) == fold(word)


@given(st.integers(0, 10**12))
def test_separators_of_thousands_say_nothing(number: int) -> None:
    assert words(f"{number:,}") == words(f"{number:,}".replace(",", ".")) == [str(number)]


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("dituduh", "id", "tuduh"),
        ("tuduhan", "id", "tuduh"),
        # Snowball does not give back the letter that "me-" swallowed, so the lexicon lists such verbs too.
        ("menuduh", "id", "uduh"),
        ("membangun", "id", "bangun"),
        ("accused", "en", "accus"),
        ("accusing", "en", "accus"),
        ("häuser", "de", "haus"),
        ("dituduh", "ms", "tuduh"),  # Malay is stemmed as Indonesian
        ("accused", "und", "accused"),
        ("accused", "xx", "accused"),
        ("2024", "en", "2024"),
        ("17th", "en", "17th"),
        ("", "en", ""),
    ],
)
def test_stems(word: str, language: str, expected: str) -> None:
    assert stem(word, language) == expected


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=30), st.sampled_from(["id", "en", "de", "ru", "ar", "tr", "und"]))
def test_no_stem_is_lost(word: str, language: str) -> None:
    assert bool(stem(word, language)) is bool(word)


def test_threads_do_not_get_in_each_others_way(monkeypatch: pytest.MonkeyPatch) -> None:
    # The stemmers in pure Python, which 32-bit machines have, remember the word they are at.
    from snowballstemmer.english_stemmer import EnglishStemmer

    stemmer = EnglishStemmer()
    monkeypatch.setattr("bot.text.words._stemmer", lambda _: stemmer.stemWord)
    many = [
        f"{root}{ending}" for root in ("nation", "hope", "relat") for ending in ("ational", "ness", "edly")
    ] * 150
    expected = [stem.__wrapped__(word, "en") for word in many]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(4) as pool:
            for found in pool.map(lambda _: [stem.__wrapped__(word, "en") for word in many], range(4)):
                assert found == expected
    finally:
        sys.setswitchinterval(interval)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Who is the captain of the ferry?", ["captain", "ferry"]),
        ("Siapa yang menjadi nakhoda kapal itu?", ["nakhoda", "kapal"]),
        ("The US told the WHO that IT failed.", ["us", "told", "who", "it", "failed"]),
        ("WHO TOLD THE US?", ["told"]),  # where all is in capitals, capitals say nothing
        ("Dia tidak ada di situ", ["situ"]),
        ("I", []),
        ("", []),
    ],
)
def test_function_words_are_not_looked_for(text: str, content: list[str]) -> None:
    assert [token.folded for token in content_tokens(text)] == content


def test_a_sentence_is_indexed_under_its_stems() -> None:
    assert content_stems("The ferries were sinking in 1,500 metres.", "en") == (
        "ferri",
        "sink",
        "1500",
        "metr",
    )
    assert content_stems("Kapal-kapal itu tenggelam.", "id")[:2] == ("kapal", "kapal")


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=120), st.text("THE who it's U.S. 1,5\ufe70\u037a", max_size=60)))
def test_a_sentence_is_indexed_under_the_words_that_are_looked_for(text: str) -> None:
    expected = tuple(stem(token.folded, "en") for token in content_tokens(text))
    assert content_stems(text, "en") == expected


def test_function_words_are_lower_case_words() -> None:
    assert all(word == word.lower().strip() and " " not in word for word in STOPWORDS)
    assert {"the", "who", "yang", "siapa", "di"} <= STOPWORDS


@pytest.mark.parametrize("piece", ["1.", "1", "a.", "a", "'", "a'", "1,1a", " ", "é", "A.b", "1.1.1a "])
def test_no_text_takes_long(piece: str) -> None:
    text = piece * (50_000 // len(piece))
    with within(10):
        for _ in tokens(text):
            pass
