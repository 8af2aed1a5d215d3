"""The commands about what is watched for. Alerts go to Discord; here they are looked for when asked."""

from argparse import Namespace
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from bot.domain import Candidate, Evidence, Hit, Sentence, Watch
from bot.terminal.records import listed_record
from bot.terminal.session import Session
from bot.terminal.since import since

_MOST = 20
_OURS = 0  # the person at this terminal


async def add(session: Session, args: Namespace) -> int:
    """Watch for something."""
    kept = await session.app.watches.add(Watch(0, session.scope, _OURS, " ".join(args.text)))
    if session.screen.as_json:
        session.screen.json(_record(kept))
    else:
        what = "an answer to" if kept.question else "new sentences about"
        session.screen.line(f"Watching for {what} {kept.text} as {kept.id}; `watch check` shows them.")
    return 0


async def list_watches(session: Session, _: Namespace) -> int:
    """List what is watched for here."""
    found = await session.app.watches.watches(session.scope, _OURS)
    for one in found:
        if session.screen.as_json:
            session.screen.json(_record(one))
        else:
            session.screen.line(f"{one.id:>4}  {one.text}")
    if not found and not session.screen.as_json:
        session.screen.line("You watch for nothing. `watch add` begins.")
    return 0


async def remove(session: Session, args: Namespace) -> int:
    """Watch for something no more."""
    gone = await session.app.watches.remove(_OURS, args.id)
    if session.screen.as_json:
        session.screen.json(_record(gone))
    else:
        session.screen.line(f"Removed {gone.id}: {gone.text}")
    return 0


async def check(session: Session, args: Namespace) -> int:
    """Show what is watched for, or would be, among what was published or added since a time."""
    start = since(args.since, session.app.clock.now() + timedelta(seconds=1))
    text = " ".join(args.text)
    watches = (
        [Watch(0, session.scope, _OURS, text)]
        if text
        else await session.app.watches.watches(session.scope, _OURS)
    )
    screen, count = session.screen, 0
    for one in watches:
        for hit in await session.app.watches.recent(one, start, _MOST):
            count += 1
            if screen.as_json:
                screen.json(_hit_record(hit))
            else:
                screen.quote(_evidence(hit), [f"watched for: {one.text}"])
    if not count and not screen.as_json:
        nothing = "Nothing of it was published" if watches else "You watch for nothing"
        screen.line(f"{nothing} since {args.since}." if watches else f"{nothing}. `watch add` begins.")
    return 0


def _evidence(hit: Hit) -> Evidence:
    sentence = Sentence(0, hit.article.id, hit.position, hit.text)
    return Evidence(Candidate(sentence, hit.article), hit.confidence, hit.span)


def _record(one: Watch) -> dict[str, Any]:
    return {"id": one.id, "text": one.text, "question": one.question, "added_at": one.added_at}


def _hit_record(hit: Hit) -> dict[str, Any]:
    return {
        "watch": hit.watch.id,
        "text": hit.watch.text,
        "quote": hit.text,
        "confidence": round(hit.confidence, 4),
        "article": listed_record(hit.article),
    }


ACTIONS: dict[str, Callable[..., Awaitable[int]]] = {
    "add": add,
    "list": list_watches,
    "remove": remove,
    "check": check,
}
