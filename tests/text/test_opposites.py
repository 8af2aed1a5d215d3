"""Words that exclude each other, and those that only seem to."""

import itertools

import pytest

from bot.text.opposites import opposites
from bot.text.words import stem

BOTH = ("en", "id")


def exclude(one: str, other: str) -> bool:
    """Whether a word excludes another, each in whichever language it is."""
    ours, theirs = ({stem(word, language) for language in BOTH} for word in (one, other))
    return any(not opposites(form).isdisjoint(theirs) for form in ours)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("largest", "smallest"),
        ("big", "terkecil"),  # across languages
        ("utara", "selatan"),
        ("north", "west"),  # a scale may have more than two sides
        ("first", "third"),
        ("menerima", "ditolak"),  # other forms of one stem
        ("opened", "closing"),
        ("increases", "fell"),
        ("meningkat", "turun"),
        ("mother", "ayah"),
    ],
)
def test_words_exclude_each_other_both_ways(one: str, other: str) -> None:
    assert exclude(one, other)
    assert exclude(other, one)


# A converse tells the same from the other side: whoever bought is named where somebody sold.
CONVERSE = "buy/sell bought/sold beli/jual teach/learn ajar/belajar brother/sister abang/adik husband/wife "
CONVERSE += "suami/istri give/receive memberi/menerima win/lose menang/kalah employer/employee import/export"
# The same stem, or the same letters, and another meaning.
OTHER = "left/right first/tiga pertama/lima pertama/akhirnya final/first lama/baru old/baru mayor/minor "
OTHER += (
    "diumumkan/swasta diresmikan/ilegal memperbaiki/buruk masuk/luar kedalaman/luar naik/kurang day/malam "
)
OTHER += "banyak/sedikitnya salah/innocent nation/international penyerang/ditahan bangunan/hancur angkat/tiba"
# The same side, or nothing to do with each other.
OTHER += " big/large terbesar/big ferry/harbour largest/oldest"


@pytest.mark.parametrize("pair", (CONVERSE + " " + OTHER).split())
def test_words_that_exclude_nothing(pair: str) -> None:
    one, _, other = pair.partition("/")
    assert not exclude(one, other)
    assert not exclude(other, one)


def test_a_word_without_opposites_has_none() -> None:
    assert opposites("ferri") == opposites("") == frozenset()


def test_no_word_excludes_itself_and_all_do_so_both_ways() -> None:
    seen, ahead = set[str](), {stem("large", "en"), stem("first", "en"), stem("utara", "id")}
    while ahead:
        one = ahead.pop()
        seen.add(one)
        assert one not in opposites(one)
        assert all(one in opposites(other) for other in opposites(one))
        ahead |= opposites(one) - seen
    assert len(seen) > len(list(itertools.chain("large", "first", "utara")))
