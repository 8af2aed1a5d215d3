"""The command that tells who said what."""

from argparse import Namespace

from bot.domain import Candidate, Evidence, Quote
from bot.phrases import ENGLISH
from bot.terminal.records import quotes_record
from bot.terminal.session import Session


async def quotes(session: Session, args: Namespace) -> int:
    """What somebody is published to have said; that nobody quotes them is an answer too."""
    found = await session.app.quotes.by(" ".join(args.speaker), session.scope, limit=args.limit)
    screen = session.screen
    if screen.as_json:
        screen.json(quotes_record(found))
        return 0
    for one in found.found:
        said = one.attribution
        screen.quote(_evidence(one), [f"{said.speaker} ({said.verb})", said.kind.value])
    if not found.found:
        screen.line(f"No sentence in your sources quotes {found.speaker}.", "bold yellow")
        if found.suggestions:
            screen.line(ENGLISH.did_you_mean.format(names=", ".join(found.suggestions)))
    return 0


def _evidence(one: Quote) -> Evidence:
    return Evidence(Candidate(one.sentence, one.article), 1.0, one.said)
