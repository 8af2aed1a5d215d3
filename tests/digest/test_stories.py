"""Articles that tell of the same event are found, whoever tells it and in whichever language."""

import pytest

from bot.digest import concepts
from bot.digest.clusterer import WINDOW, Clusterer
from bot.digest.profile import Profile, packed, profile, unpacked
from bot.digest.stories import Stories
from bot.domain import Telling, Told
from bot.text.words import content_stems

BRIDGE = (
    "Bridge at Muara Teduh collapses, 14 people injured",
    "A bridge over the Lembayung river at Muara Teduh collapsed on Monday, and 14 people were injured.",
    "Mayor Rusdi Pangaribuan said the pillars had been weakened by floods.",
)
AGAIN = (
    "Fourteen hurt as Muara Teduh bridge falls into river",
    "The bridge over the Lembayung river at Muara Teduh fell on Monday and 14 people were injured.",
    "The pillars were weakened by floods, said Rusdi Pangaribuan, the mayor.",
)
JEMBATAN = (
    "Jembatan Muara Teduh runtuh, 14 orang terluka",
    "Jembatan di atas sungai Lembayung di Muara Teduh runtuh pada Senin dan 14 orang terluka.",
    "Wali Kota Rusdi Pangaribuan mengatakan tiang jembatan lemah akibat banjir.",
)
CHESS = (
    "Teenager wins chess title in Karangsunyi",
    "A pupil of sixteen won the national chess title in Karangsunyi after a final of seven hours.",
    "Dewi Lestarini is the youngest ever to do so.",
)
NOON = "2025-03-14T12:00:00+00:00"


def told_by(
    outlet: str,
    text: tuple[str, ...],
    *,
    number: int = 1,
    language: str = "en",
    at: str = NOON,
    library: int = 0,
    sees: frozenset[int] = frozenset(),
) -> Telling:
    """An article as the store gives it; of a library if that has a number."""
    sentences = tuple((one, content_stems(one, language)) for one in text[1:])
    stems = content_stems(text[0], language)
    source, own = library or 1, library > 0
    return Telling(number, source, own, sees, outlet, language, at, text[0], stems, sentences)


@pytest.fixture
def stories() -> Stories:
    """No article yet."""
    return Stories(concepts.load())


def place(stories: Stories, telling: Telling) -> int:
    """The story of an article."""
    return stories.place(telling, telling.at).story_id


def test_two_outlets_tell_one_story_and_another_is_another(stories: Stories) -> None:
    first = place(stories, told_by("Kabar A", BRIDGE))
    assert place(stories, told_by("Kabar C", CHESS)) != first
    assert place(stories, told_by("Kabar B", AGAIN)) == first


def test_a_story_is_told_in_both_languages(stories: Stories) -> None:
    first = place(stories, told_by("Kabar A", BRIDGE))
    assert place(stories, told_by("Kabar B", JEMBATAN, language="id")) == first


def test_what_was_told_long_ago_is_another_story(stories: Stories) -> None:
    first = place(stories, told_by("Kabar A", BRIDGE, at="2025-03-14"))
    assert place(stories, told_by("Kabar B", AGAIN, at="2025-03-29")) != first


def test_libraries_do_not_know_each_other(stories: Stories) -> None:
    mine = place(stories, told_by("Kabar A", BRIDGE, library=7))
    assert place(stories, told_by("Kabar B", AGAIN, library=8)) != mine
    assert place(stories, told_by("Kabar B", AGAIN)) != mine
    assert place(stories, told_by("Kabar B", AGAIN, library=7)) == mine


def test_a_library_joins_the_stories_of_feeds_that_its_scope_sees(stories: Stories) -> None:
    fed = place(stories, told_by("Kabar A", BRIDGE))
    assert place(stories, told_by("Kabar B", AGAIN, library=7, sees=frozenset({2}))) != fed
    assert place(stories, told_by("Kabar B", AGAIN, library=8, sees=frozenset({1}))) == fed


def test_what_was_kept_is_compared_with_as_before(stories: Stories) -> None:
    kept = stories.place(told_by("Kabar A", BRIDGE), NOON)
    restored = Stories(concepts.load())
    restored.restore(Told(1, 1, False, 5, kept.at, kept.profile, kept.placed_at))
    assert place(restored, told_by("Kabar B", AGAIN)) == 5


def test_a_profile_survives_being_kept() -> None:
    one = profile(told_by("Kabar A", BRIDGE), concepts.load())
    assert unpacked(packed(one)) == one
    assert one.terms


def test_what_arrived_two_weeks_ago_is_let_go() -> None:
    group = Clusterer()
    for day in range(100):
        terms = {f"word{day}": 1.0, "news": 1.0}
        group.add(Profile(day * 24.0, "Kabar", "en", f"word{day}", (f"word{day}",), terms), story=day)
    assert len(group) == WINDOW / 24 + 1


def test_the_same_likeness_is_less_in_a_dense_stream() -> None:
    one = profile(told_by("Kabar A", BRIDGE), concepts.load())
    other = profile(told_by("Kabar B", AGAIN), concepts.load())
    quiet, busy = Clusterer(), Clusterer()
    quiet.add(one, story=1)
    for number in range(60):
        busy.passed(one.at - number / 600)
    busy.add(one, story=1)
    assert quiet.compare(other)[1].pace < busy.compare(other)[1].pace
    calm, hectic = quiet.best(other), busy.best(other)
    assert calm is not None
    assert hectic is None or hectic[0] < calm[0]
