"""What is negated, and what only looks like it."""

import pytest

from bot.text.negation import find_negations, negating
from tests.timing import within


def negated(text: str, word: str) -> str | None:
    """The words that negate `word` in `text`."""
    found = negating(find_negations(text), text.index(word))
    return found.text if found else None


@pytest.mark.parametrize(
    ("text", "word", "cue"),
    [
        ("The firm has not replied", "replied", "has not"),
        ("The shop isn’t open", "open", "isn’t"),
        ("She never resigned", "resigned", "never"),
        ("The ferry no longer sails", "sails", "no longer"),
        ("He denied that he had taken money", "taken", "denied"),
        ("The accusation was denied", "accusation", "denied"),
        ("Nobody was hurt", "hurt", "Nobody"),
        ("It neither rose nor fell", "rose", "neither"),
        ("It neither rose nor fell", "fell", "nor"),
        ("They left without paying", "paying", "without"),
        ("Police refused to comment", "comment", "refused to"),
        ("Tidak ada korban jiwa", "korban", "Tidak ada"),
        ("Itu bukan kecelakaan", "kecelakaan", "bukan"),
        ("Cicilan belum lunas", "lunas", "belum"),
        ("Warga tak panik", "panik", "tak"),
        ("Masuk tanpa bayar", "bayar", "Tanpa".lower()),
        ("Jangan panik", "panik", "Jangan"),
        ("Perusahaan membantah tuduhan", "tuduhan", "membantah"),
        ("Tuduhan itu dibantah", "Tuduhan", "dibantah"),
        ("Truk dilarang melintas", "melintas", "dilarang"),
    ],
)
def test_a_negation_reaches_its_clause(text: str, word: str, cue: str) -> None:
    assert negated(text, word) == cue


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The firm did not deny the report", "report"),
        ("Itu bukan tidak mungkin", "mungkin"),
        ("Perusahaan tidak membantah tuduhan", "tuduhan"),
        ("It is not only long but also wide", "long"),
        ("It is not only long but also wide", "wide"),
        ("No fewer than 12 houses burned", "burned"),
        ("There is no doubt that it sank", "sank"),
        ("No. 5 burned down", "burned"),
        ("The tunnel did open, not until June", "June"),
        ("Jembatan tidak hanya panjang tetapi juga lebar", "panjang"),
        ("Jembatan tidak hanya panjang tetapi juga lebar", "lebar"),
        ("Tidak kurang dari 12 rumah terbakar", "terbakar"),
        ("Tak lama kemudian api padam", "padam"),
        ("Belum lama ini pasar dibuka", "dibuka"),
        ("Itu bukan ayam melainkan bebek", "bebek"),
        ("The firm, which did not reply, moved", "moved"),
        ("There were no deaths, but two were hurt", "hurt"),
        ("Tidak ada korban jiwa, tetapi dua dirawat", "dirawat"),
        ("Perusahaan belum menjawab karena kantor tutup", "tutup"),
        ("A note on knots", "knots"),
        ("The firm has not replied", "firm"),
    ],
)
def test_what_is_not_negated(text: str, word: str) -> None:
    assert negated(text, word) is None


@pytest.mark.parametrize(
    "unit", ["not ", "not, ", "tidak hanya ", "did not ", "no ", "a ", ", ", "who ", "deny ", "- "]
)
def test_a_long_text_takes_no_time(unit: str) -> None:
    with within(10):
        find_negations(unit * (50_000 // len(unit)))
