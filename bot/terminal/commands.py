"""What the terminal can do, once from the shell or within a conversation: one function a command."""

import asyncio
from argparse import Namespace
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from importlib import resources

from bot.answer.conversation import turn_of
from bot.answer.followup import Followup, resolve
from bot.app import App
from bot.domain import LOCAL, Article, Ingested, Outcome
from bot.errors import NotFound, UsageError, WartaError
from bot.ingest.address import canonical
from bot.ingest.files import Handed, from_argument
from bot.terminal import digests, feeds, watches
from bot.terminal.check import check
from bot.terminal.discord import export_feedback
from bot.terminal.explain import explanation, explanation_record
from bot.terminal.quotes import quotes
from bot.terminal.records import answer_record, ingested_record, listed_record, shown_record
from bot.terminal.session import SAMPLE, Session, held
from bot.terminal.stdin import Stdin
from bot.terminal.stories import stories
from bot.terminal.topics import timeline, trend
from bot.terminal.upkeep import backup
from bot.text import lexicon
from bot.text.dates import parse_date

STDIN = "standard input"

Handler = Callable[..., Awaitable[int]]


def handler(args: Namespace) -> Handler:
    """The function that carries out a parsed command over an open app."""
    alone: dict[str, Handler] = {
        "ask": ask,
        "quotes": quotes,
        "stories": stories,
        "timeline": timeline,
        "trend": trend,
        "check": check,
        "ingest": ingest,
        "backup": backup,
        "feedback": export_feedback,
        "why": feeds.why,
    }
    if args.command in alone:
        return alone[args.command]
    of_library: dict[str, Handler] = {"list": list_articles, "show": show_article, "remove": remove_article}
    actions = {
        "articles": of_library,
        "feed": feeds.ACTIONS,
        "article": feeds.OF_ARTICLES,
        "digest": digests.ACTIONS,
        "watch": watches.ACTIONS,
    }
    return actions[args.command][args.action]


async def ask(session: Session, args: Namespace) -> int:
    """Answer one question, within a conversation also one that leans on those before it.

    An abstention is an answer too, and what it was about is talked about still.
    """
    text = " ".join(args.question)
    limit = args.limit or session.app.settings.answers.limit
    explains, threshold = getattr(args, "explain", False), session.app.settings.answers.threshold
    meant = await _meant(session, text)
    answer, considered = await session.app.answers.explain(
        meant.text, session.scope, limit=limit, article_id=args.article
    )
    if session.conversing:
        session.conversation.add(turn_of(answer, session.app.clock.now()))
    if session.screen.as_json:
        record = answer_record(answer, typed=text if meant.carried else None)
        if explains:
            record["explanation"] = explanation_record(considered, threshold)
        session.screen.json(record)
        return 0
    if meant.carried:
        session.screen.understood(answer.question)
    session.screen.answer(answer)
    if explains:
        for line, style in explanation(considered, answer, threshold):
            session.screen.line(line, style)
    return 0


async def _meant(session: Session, text: str) -> Followup:
    """The question as it stands by itself."""
    previous = session.conversation.previous(session.app.clock.now())
    if not previous:  # most questions: the lexicon need not be at hand for them
        return Followup(text, carried=False)
    return await asyncio.to_thread(lambda: resolve(text, previous, lexicon.load()))


async def ingest(session: Session, args: Namespace) -> int:
    """Add files, pages or standard input to the library."""
    handed = _handed(session, args.what)
    overrides = _overrides(args)
    fates: Counter[Outcome] = Counter()
    with session.screen.progress(len(handed)) as advance:
        async for fate in session.app.ingest.ingest(LOCAL, handed, overrides):
            fates[fate.outcome] += 1
            _report(session, fate)
            advance()
    if len(handed) > 1 and not session.screen.as_json:
        counted = [f"{fates[outcome]:,} {outcome.value}" for outcome in Outcome if fates[outcome]]
        session.screen.line(", ".join(counted), "dim")
    return 1 if fates[Outcome.FAILED] else 0


def _report(session: Session, fate: Ingested) -> None:
    if session.screen.as_json:
        session.screen.json(ingested_record(fate))
    elif fate.error is not None:
        session.complain(fate.error)
    else:
        session.screen.ingested(fate)


def _overrides(args: Namespace) -> dict[str, str]:
    published_at = language = ""
    if args.date is not None and not (published_at := parse_date(args.date)):
        raise UsageError(f"--date {args.date!r} is not a date", todo='write it like "2025-01-30"')
    if args.language is not None:
        language = args.language.strip().lower().replace("_", "-").partition("-")[0]
        if not (len(language) in (2, 3) and language.isascii() and language.isalpha()):
            raise UsageError(
                f"--language {args.language!r} is no language code", todo="write it like id or en"
            )
    if args.url is not None and not canonical(args.url):
        raise UsageError(f"--url {args.url!r} is not an address", todo="write it like https://…")
    if len(args.what) > 1:
        for name in ("title", "url"):
            if getattr(args, name) is not None:
                raise UsageError(
                    f"--{name} is given for {len(args.what)} documents",
                    "only one can have it",
                    "add that one by itself",
                )
    return {
        "title": args.title or "",
        "outlet": args.source or "",
        "author": args.author or "",
        "language": language,
        "url": args.url or "",
        "published_at": published_at,
    }


def _handed(session: Session, arguments: Sequence[str]) -> list[Handed]:
    if "-" in arguments and session.conversing:
        raise UsageError("- is the conversation itself", todo="name a file or an address")
    if arguments.count("-") > 1:
        raise UsageError("- is named more than once", "there is one standard input", "name it once")
    return [
        Handed(STDIN, read=Stdin().read) if argument == "-" else from_argument(argument)
        for argument in arguments
    ]


async def list_articles(session: Session, args: Namespace) -> int:
    """List the library, newest first."""
    counts = await session.app.store.counts(session.scope)
    offset = (args.page - 1) * args.limit
    articles = await session.app.store.articles(session.scope, limit=args.limit, offset=offset)
    if session.screen.as_json:
        listed = [listed_record(one) for one in articles]
        session.screen.json({"articles": listed, "page": args.page, "total": counts.articles})
        return 0
    if articles:
        session.screen.articles(articles)
    if not articles and counts.articles:
        pages = -(-counts.articles // args.limit)
        raise NotFound(f"There is no page {args.page}", todo=f"the last one is {pages}")
    shown = f"{offset + 1:,} to {offset + len(articles):,} of " if len(articles) < counts.articles else ""
    session.screen.line(f"{shown}{held(counts)}", "dim")
    return 0


async def show_article(session: Session, args: Namespace) -> int:
    """Show one article with its sentences."""
    article = await _article(session, args.id)
    sentences = await session.app.store.sentences(session.scope, article.id)
    if session.screen.as_json:
        session.screen.json(shown_record(article, sentences))
    else:
        session.screen.article(article, sentences)
    return 0


async def remove_article(session: Session, args: Namespace) -> int:
    """Forget one article."""
    article = await _article(session, args.id)
    removed = await session.app.store.remove_article(session.scope, article.id)
    if session.screen.as_json:
        session.screen.json({"removed": removed, "article": listed_record(article)})
    elif removed:
        session.screen.line(f"removed {article.id}  {article.title}")
    if not removed:
        raise WartaError(f"Article {article.id} stays", "it belongs to a feed", "remove the feed instead")
    return 0


async def _article(session: Session, article_id: int) -> Article:
    article = await session.app.store.article(session.scope, article_id)
    if article is None:
        raise NotFound(f"There is no article {article_id}", todo="`articles list` shows the numbers")
    return article


async def load_sample(app: App) -> None:
    """Store the sample newsroom that comes with Warta, unless it is there."""
    files = sorted(
        (one for one in resources.files("bot").joinpath("sample").iterdir() if one.is_file()),
        key=lambda one: one.name,
    )
    if (await app.store.counts(SAMPLE)).articles == len(files):
        return
    handed = [Handed(one.name, data=one.read_bytes()) for one in files]
    async for fate in app.ingest.ingest(SAMPLE, handed):
        if fate.error is not None:
            raise fate.error
