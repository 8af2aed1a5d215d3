"""The command that composes a digest, and how one looks in a terminal."""

import asyncio
from argparse import Namespace
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import UTC
from itertools import groupby

from bot.digest.digests import MOST_STORIES
from bot.digest_phrases import (
    digest_phrases,
    elsewhere,
    facts,
    foreign_language,
    headline,
    period,
    quoted,
    summary,
)
from bot.domain import Article, Digest, DigestQuote, DigestStory
from bot.errors import UsageError
from bot.paths import expanded
from bot.phrases import phrases
from bot.terminal.digest_folder import write_folder
from bot.terminal.digest_records import digest_record
from bot.terminal.schedules import SCHEDULES
from bot.terminal.screen import Screen
from bot.terminal.session import Session
from bot.terminal.since import since

Line = tuple[str, str]  # text and style


async def digest(session: Session, args: Namespace) -> int:
    """Compose a digest up to now; that nothing is new is one too."""
    made = await compose(session, args)
    screen = session.screen
    if args.html is not None:
        kept, files = await asyncio.to_thread(write_folder, expanded(args.html), made)
        if screen.as_json:
            screen.json(digest_record(made) | {"written": [str(one) for one in files]})
        else:
            screen.line(f"{kept.period}: {kept.summary}")
            screen.line(f"wrote {files[0]}, with the index and the feed beside it", "dim")
    elif screen.as_json:
        screen.json(digest_record(made))
    else:
        show(screen, made)
    return 0


async def compose(session: Session, args: Namespace) -> Digest:
    """The digest that the options ask for. Raises UsageError."""
    now = session.app.clock.now()
    start = since(args.since, now)
    until = now.astimezone(UTC).isoformat(timespec="seconds")
    if start >= until:
        raise UsageError(f"--since {args.since!r} is not over yet", todo="name a time that is")
    if args.stories > MOST_STORIES:
        raise UsageError(f"A digest tells at most {MOST_STORIES} stories", todo="ask for fewer")
    language = args.lang.strip().lower().replace("_", "-").partition("-")[0]
    if args.lang and not (len(language) in (2, 3) and language.isascii() and language.isalpha()):
        raise UsageError(f"--lang {args.lang!r} is no language code", todo="write it like id or en")
    return await session.app.digests.make(
        session.scope, since=start, until=until, language=language, stories=args.stories
    )


def show(screen: Screen, made: Digest) -> None:
    """Print a digest: a card a story, then what was corrected and what is answered."""
    says = digest_phrases(made.language)
    screen.line(f"{says.title} · {period(made)}", "bold")
    screen.line(summary(made), "dim" if made.stories else "bold yellow")
    for place, story in enumerate(made.stories):
        _card(screen, list(_story(story, made.language)), "green" if not place else "bright_black")
    if made.corrections:
        _card(screen, list(_corrections(made)), "yellow")
    if made.answered:
        _card(screen, list(_answers(made)), "cyan")


def _card(screen: Screen, lines: list[Line], colour: str) -> None:
    if not screen.cards:
        screen.line("")
    screen.card(lines, colour)


def _story(story: DigestStory, language: str) -> Iterator[Line]:
    words, says = phrases(language), digest_phrases(language)
    foreign = foreign_language(story.headline, language, says)
    yield headline(story.headline) + (f" ({foreign})" if foreign else ""), "bold"
    for _, quotes in groupby(story.quotes, lambda one: one.article.id):
        yield from _quotes(list(quotes), language)
    if not story.quotes:
        yield _source(story.headline, language), "dim"
    shown = {quote.article.id for quote in story.quotes} or {story.headline.id}
    others = [one.outlet or one.title for one in story.articles if one.id not in shown]
    if line := elsewhere(others, words, says):
        yield line, "dim"


def _quotes(quotes: Sequence[DigestQuote], language: str) -> Iterator[Line]:
    """Sentences of one article, and where they stand."""
    for one in quotes:
        yield quoted(one.text), ""
    yield f"  {_source(quotes[0].article, language)}", "dim"


def _source(article: Article, language: str) -> str:
    return " · ".join(filter(None, (facts(article, phrases(language)), article.url)))


def _corrections(made: Digest) -> Iterator[Line]:
    says = digest_phrases(made.language)
    yield says.corrected, "bold"
    for one in made.corrections:
        yield says.was.format(text=quoted(one.before)), ""
        yield says.now.format(text=quoted(one.after)) if one.after else says.gone, ""
        yield f"  {_source(one.article, made.language)}", "dim"


def _answers(made: Digest) -> Iterator[Line]:
    yield digest_phrases(made.language).answered, "bold"
    for one in made.answered:
        yield one.question, "italic"
        yield from _quotes([one.quote], made.language)


ACTIONS: dict[str, Callable[..., Awaitable[int]]] = {"now": digest, **SCHEDULES}
