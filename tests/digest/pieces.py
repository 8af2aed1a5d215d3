"""Articles and arrivals for the tests of digests."""

from bot.domain import Arrival, Article

SINCE, UNTIL = "2025-03-13T12:00:00+00:00", "2025-03-14T12:00:00+00:00"
MORNING = "2025-03-14T06:00:00+00:00"


def piece(
    number: int, title: str = "", outlet: str = "Kabar A", language: str = "en", url: str = ""
) -> Article:
    """A stored article."""
    title = title or f"Headline {number}"
    return Article(number, 1, title, url, outlet, "", MORNING, language, MORNING, 1, 3)


def arrived(story: int, article: Article, at: str = MORNING) -> Arrival:
    """It, come in as part of a story."""
    return Arrival(story, at, article)
