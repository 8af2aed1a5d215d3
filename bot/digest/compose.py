"""What a digest tells of each story: a headline, a few sentences to the letter, and who else tells it."""

from collections.abc import Collection, Mapping, Sequence

from bot.digest.features import Account
from bot.digest.ranking import Gathered
from bot.digest.select import MOST_ACCOUNTS, choose
from bot.domain import Arrival, Article, DigestQuote, DigestStory
from bot.text.words import content_stems

WORDS, QUOTES = 70, 3  # of a story, about and at most
_SENTENCES = 300  # of a story that are weighed
_FEWEST, _MOST = 6, 40  # of an article
_LONGEST = 600  # characters of a sentence; a longer one is a list or a table that was taken for one
_TITLE = 300  # characters of a headline that are looked at
_READABLE = 160  # … and beyond which another one is better

Openings = Mapping[int, Sequence[tuple[int, str]]]


def told_by(gathered: Gathered, language: str) -> tuple[Article, ...]:
    """The newest article of each outlet, in a language where it has one; who told it first comes first."""
    newest: dict[str, Arrival] = {}
    for one in gathered.arrivals:
        outlet = one.article.outlet.casefold()
        former = newest.get(outlet)
        if former is None or one.article.language == language or former.article.language != language:
            newest[outlet] = one  # keeps the place of the first
    return tuple(one.article for one in newest.values())


def heard(articles: Sequence[Article], language: str) -> tuple[list[Article], int]:
    """The articles that are read for sentences to quote, and how many sentences of each."""
    spoken = [one for one in articles if one.language == language] or list(articles)
    spoken = spoken[:MOST_ACCOUNTS]
    return spoken, max(_FEWEST, min(_MOST, _SENTENCES // max(1, len(spoken))))


def tell(
    story_id: int, articles: Sequence[Article], language: str, openings: Openings, told: Collection[str] = ()
) -> DigestStory:
    """One story, of the articles that tell it; no sentence that is among those `told` already.

    Without a sentence that can be quoted it has its headline alone.
    """
    read, _ = heard(articles, language)
    accounts = [_account(one, openings.get(one.id, ()), told) for one in read]
    chosen = choose(accounts, language, words=WORDS, most=QUOTES)
    quotes = tuple(DigestQuote(read[one.account], one.position, one.text) for one in chosen)
    return DigestStory(story_id, _headline(articles, language), quotes, tuple(articles))


def _account(article: Article, sentences: Sequence[tuple[int, str]], told: Collection[str]) -> Account:
    kept = tuple(
        (position, text if position else text[:_TITLE])
        for position, text in sentences
        if not position or (len(text) <= _LONGEST and text not in told)
    )
    return Account(article.outlet.casefold(), article.language, article.published_at, kept)


def _headline(articles: Sequence[Article], language: str) -> Article:
    """The article whose title says most of what the others' titles say, in the digest's language if any."""
    titled = [one for one in articles if one.title.strip()] or list(articles)
    spoken = [one for one in titled if one.language == language] or titled
    spoken = spoken[:MOST_ACCOUNTS]
    stems = [set(content_stems(one.title[:_TITLE], one.language)) for one in spoken]

    def shared(place: int) -> float:
        alike = sum(
            len(stems[place] & other) / max(1, len(stems[place] | other))
            for at, other in enumerate(stems)
            if at != place
        )
        return alike / max(1, len(stems) - 1) - (len(spoken[place].title) > _READABLE)

    return spoken[max(range(len(spoken)), key=lambda place: (round(shared(place), 6), -place))]
