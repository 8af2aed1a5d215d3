"""What outlets changed, as far as it matters."""

import pytest

from bot.digest.corrections import corrections
from bot.domain import Revised
from tests.digest.pieces import piece

TEXT = (
    "Bridge at Muara Teduh collapses on Monday",
    "A bridge over the Lembayung river collapsed on Monday, and 14 people were injured.",
    "Mayor Rusdi Pangaribuan said the pillars had been weakened by floods.",
    "The district sent two boats to carry pupils to school on the far bank.",
    "Traders at the fish market hope that a ferry will run before the weekend.",
)


def changed(old: str, new: str, number: int = 1) -> Revised:
    """An article in which a few words became others."""
    assert old in " ".join(TEXT)
    return Revised(piece(number), TEXT, tuple(one.replace(old, new) for one in TEXT if one != new))


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("14 people", "12 people", 1),
        ("Rusdi Pangaribuan", "Rahma Yuni", 2),
        ("had been weakened", "had not been weakened", 2),
        ("hope that a ferry will run", "were told to close until a ferry comes", 4),
    ],
)
def test_a_sentence_that_says_something_else(old: str, new: str, place: int) -> None:
    (found,) = corrections([changed(old, new)])
    assert (found.before, found.after) == (TEXT[place], TEXT[place].replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("14 people", "fourteen people"),
        ("floods.", "floods ."),
        ("weakened", "weakend"),
        ("A bridge", "“A bridge"),
        ("The district", "the district"),
    ],
)
def test_what_says_the_same_is_no_correction(old: str, new: str) -> None:
    assert corrections([changed(old, new)]) == ()


def test_lines_of_the_page_are_none() -> None:
    lines = (
        "Last updated at 10.30 by the news desk.",
        "Baca juga: 5 Jembatan Lain yang Runtuh.",
        "Artikel ini sudah dibaca 310 kali.",
        "14 boats at the pier of Muara Teduh",
    )
    other = (
        "Last updated at 11.45 by the news desk.",
        "Baca juga: 7 Pasar Ikan yang Ramai.",
        "Artikel ini sudah dibaca 977 kali.",
        "15 boats at the pier of Muara Teduh",
    )
    assert corrections([Revised(piece(1), (*TEXT, *lines), (*TEXT, *other))]) == ()
    assert corrections([Revised(piece(1), TEXT, (*TEXT, "A third boat came in the evening."))]) == ()
    assert corrections([Revised(piece(1), (), ())]) == ()


def test_the_headline_is_a_sentence_too() -> None:
    headline = TEXT[0].replace("collapses", "damaged by flood")
    (found,) = corrections([Revised(piece(1), TEXT, (headline, *TEXT[1:]))])
    assert (found.before, found.after) == (TEXT[0], headline)


def test_a_sentence_that_is_gone_matters_if_it_said_something() -> None:
    accused = "Witnesses told Kabar A that Haji Lukman had sold 40 tonnes of the steel."
    (found,) = corrections([Revised(piece(1), (*TEXT, accused), TEXT)])
    assert (found.before, found.after) == (accused, "")
    dull = "It was not known at first what would come of all this later on."
    assert corrections([Revised(piece(1), (*TEXT, dull), TEXT)]) == ()
    moved = "14 people were injured when the bridge over the Lembayung river collapsed on Monday."
    assert corrections([Revised(piece(1), (*TEXT, moved), TEXT)]) == ()


def test_an_article_written_anew_is_told_of_only_where_a_fact_changed() -> None:
    anew = (
        "Ferry to run from Friday",
        "A ferry will cross the Lembayung from Friday morning, six times a day.",
    )
    assert corrections([Revised(piece(1), TEXT, anew)]) == ()
    fact = TEXT[1].replace("14", "16")
    (found,) = corrections([Revised(piece(1), TEXT, (*anew, fact))])
    assert found.after == fact


def test_numbers_come_first_and_what_was_named_a_correction_before_all() -> None:
    words = changed("hope that a ferry will run", "were told to close until a ferry comes", 1)
    name = changed("Rusdi Pangaribuan", "Rahma Yuni", 2)
    number = changed("14 people", "12 people", 3)
    assert [one.article.id for one in corrections([words, name, number])] == [3, 2, 1]
    notice = "Correction: an earlier version named the wrong mayor."
    named = Revised(name.article, name.before, (*name.after, notice))
    assert [one.article.id for one in corrections([words, named, number], 2)] == [2, 3]


def test_one_an_article_and_a_few_in_all() -> None:
    twice = tuple(one.replace("14", "12").replace("two boats", "three boats") for one in TEXT)
    assert len(corrections([Revised(piece(1), TEXT, twice)])) == 1
    assert len(corrections([changed("14", "12", number) for number in range(9)])) == 3
