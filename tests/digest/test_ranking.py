"""Which stories come first, and in which language a digest is."""

from bot.digest import concepts
from bot.digest.concepts import Concepts
from bot.digest.ranking import language_of, rank
from bot.domain import Arrival, Interest
from tests.digest.pieces import SINCE, UNTIL, arrived, piece

NOTHING = Interest()


def unasked() -> Concepts:
    """Nobody may ask for the lexicon."""
    raise AssertionError


def order(
    *arrivals: Arrival, interest: Interest = NOTHING, language: str = "en", since: str = SINCE
) -> list[int]:
    """The stories in the order in which they are told."""
    load = concepts.load if interest.questions or interest.words else unasked
    return [one.story_id for one in rank(arrivals, language, interest, load, since=since, until=UNTIL)]


def test_what_more_outlets_carry_comes_first() -> None:
    many = [arrived(1, piece(number, outlet=f"Kabar {number}")) for number in range(3)]
    again = [arrived(2, piece(number, outlet="Kabar X")) for number in range(10, 15)]
    assert order(*again, *many, arrived(3, piece(20))) == [1, 3, 2]


def test_of_the_others_the_latest() -> None:
    early, late = "2025-03-13T13:00:00+00:00", "2025-03-14T11:00:00+00:00"
    stories = [arrived(1, piece(1), early), arrived(2, piece(2), late), arrived(3, piece(3), "2025-03-14")]
    assert order(*stories) == [2, 3, 1]
    assert order(*stories, since="") == [2, 3, 1]
    assert order() == []


def test_the_language_of_the_digest_comes_before_all_others() -> None:
    foreign = [arrived(1, piece(number, outlet=f"Kabar {number}")) for number in range(9)]
    assert order(*foreign, arrived(2, piece(20, language="id")), language="id") == [2, 1]


def test_what_was_asked_about_comes_first_in_either_language() -> None:
    flood = arrived(1, piece(1, "Flood closes the road to Muara Teduh"))
    quake = arrived(2, piece(2, "Earthquake felt in Karangsunyi"))
    other = [arrived(number, piece(number, f"Notes of the day number {number}")) for number in range(3, 9)]
    asked = Interest((("kapan jalan ke Muara Teduh dibuka?", "id", ("Muara Teduh",)),))
    assert order(flood, quake, *other, interest=asked)[0] == 1
    assert order(flood, quake, *other, interest=Interest(words=("gempa",)))[0] == 2


def test_what_answered_questions_comes_first() -> None:
    stories = [arrived(number, piece(number)) for number in range(1, 6)]
    assert order(*stories, interest=Interest(shown={3: 2}))[0] == 3


def test_an_interest_in_what_every_story_has_decides_nothing() -> None:
    everywhere = [arrived(number, piece(number, "Muara Teduh today")) for number in range(1, 5)]
    several = arrived(4, piece(9, "Muara Teduh today", outlet="Kabar B"))
    asked = Interest((("what is new in Muara Teduh?", "en", ("Muara Teduh",)),))
    assert order(*everywhere, several, interest=asked)[0] == 4


def test_titles_of_any_length() -> None:
    long = arrived(1, piece(1, "banjir " * 1_000))
    assert order(long, arrived(2, piece(2)), interest=Interest(words=("banjir",))) == [1, 2]


def test_the_language_of_most_articles() -> None:
    spoken = [piece(1, language="und"), piece(2, language="und"), piece(3, language="id")]
    assert language_of(spoken) == "id"
    assert language_of([*spoken, piece(4, language="en")]) == "en"
    assert language_of([piece(1, language="und")]) == language_of([]) == "en"
