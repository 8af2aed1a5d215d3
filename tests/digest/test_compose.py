"""What is told of a story."""

from bot.digest.compose import heard, tell, told_by
from bot.digest.ranking import Gathered
from bot.domain import Article
from tests.digest.pieces import arrived, piece

ENGLISH = (
    (0, "Bridge at Muara Teduh collapses"),
    (1, "A bridge over the Lembayung river at Muara Teduh collapsed on Monday, and 14 people were injured."),
    (2, "Mayor Rusdi Pangaribuan said the pillars had been weakened by floods."),
)
OTHER = (
    (0, "Fourteen hurt as bridge falls"),
    (1, "Fourteen people were hurt when the old bridge fell into the Lembayung early in the week."),
    (2, "The district has sent two boats to carry pupils to school."),
)
INDONESIAN = (
    (0, "Jembatan Muara Teduh runtuh"),
    (1, "Jembatan di atas sungai Lembayung di Muara Teduh runtuh pada Senin dan 14 orang terluka."),
)
ARABIC = (
    (0, "انهيار جسر في موارا تيدوه"),
    (1, "انهار جسر فوق نهر ليمبايونغ يوم الاثنين وأصيب أربعة عشر شخصا."),
)


def gathered(*articles: Article) -> Gathered:
    """A story of articles that came in one after the other."""
    return Gathered(
        7, tuple(arrived(7, one, f"2025-03-14T06:{place:02}") for place, one in enumerate(articles))
    )


def test_the_newest_of_each_outlet_the_first_to_tell_first() -> None:
    first, other, later = piece(1), piece(2, outlet="Kabar B"), piece(3, outlet="KABAR A")
    assert told_by(gathered(first, other, later), "en") == (later, other)
    here, there = piece(1, language="id"), piece(2, language="en")
    assert told_by(gathered(here, there), "id") == (here,)
    assert told_by(gathered(here, there), "en") == (there,)


def test_a_story_draws_on_two_outlets_word_for_word() -> None:
    articles = piece(1, "Bridge collapses"), piece(2, "Fourteen hurt", outlet="Kabar B")
    story = tell(7, articles, "en", {1: ENGLISH, 2: OTHER})
    assert {quote.article.outlet for quote in story.quotes} == {"Kabar A", "Kabar B"}
    assert 1 <= len(story.quotes) <= 3
    for quote in story.quotes:
        assert (quote.position, quote.text) in {1: ENGLISH, 2: OTHER}[quote.article.id]
        assert quote.position
    assert (story.story_id, story.articles) == (7, articles)


def test_the_headline_and_quotes_are_in_the_language_where_one_is() -> None:
    articles = piece(1, "Bridge collapses"), piece(2, "Jembatan runtuh", "Kabar B", "id")
    openings = {1: ENGLISH, 2: INDONESIAN}
    story = tell(7, articles, "id", openings)
    assert story.headline.title == "Jembatan runtuh"
    assert [quote.article.id for quote in story.quotes] == [2]
    assert tell(7, articles[:1], "id", openings).headline.language == "en"
    assert tell(7, articles[:1], "id", openings).quotes


def test_the_headline_is_what_most_headlines_say_and_can_be_read() -> None:
    titles = (
        "What we know so far",
        "Muara Teduh bridge collapses",
        "Bridge in Muara Teduh collapses on Monday",
    )
    articles = tuple(piece(place, title, f"Kabar {place}") for place, title in enumerate(titles))
    assert tell(7, articles, "en", {}).headline.title in titles[1:]
    long = piece(1, "Muara Teduh bridge collapses " * 200), piece(2, "Bridge collapses", "Kabar B")
    assert tell(7, long, "en", {}).headline.id == 2
    nameless = piece(1).__class__(1, 1, "", "", "", "", "", "und", "", 1, 1)
    assert tell(7, (nameless,), "en", {}).headline == nameless


def test_what_was_quoted_before_and_what_is_no_sentence_is_left_out() -> None:
    list_of_names = (3, "Rusdi, " * 200 + "and others.")
    openings = {1: (*ENGLISH, list_of_names)}
    first = tell(7, (piece(1),), "en", openings)
    told = {quote.text for quote in first.quotes}
    again = tell(8, (piece(1),), "en", openings, told)
    assert told.isdisjoint(quote.text for quote in again.quotes)
    assert list_of_names[1] not in {quote.text for one in (first, again) for quote in one.quotes}
    assert tell(7, (piece(1),), "en", {1: (list_of_names,)}).quotes == ()


def test_writing_from_right_to_left_is_quoted_to_the_letter() -> None:
    story = tell(7, (piece(1, ARABIC[0][1], language="ar"),), "en", {1: ARABIC})
    assert [quote.text for quote in story.quotes] == [ARABIC[1][1]]


def test_three_hundred_outlets_are_not_all_read() -> None:
    articles = tuple(piece(number, "Bridge collapses", f"Kabar {number}") for number in range(300))
    read, sentences = heard(articles, "en")
    assert len(read) * sentences <= 300
    story = tell(7, articles, "en", {one.id: ENGLISH if one.id % 2 else OTHER for one in articles})
    assert len(story.articles) == 300
    assert len({quote.article.outlet for quote in story.quotes}) > 1
