"""Posts for tests of the way to Discord: what is put in the outbox, and what has arrived."""

import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.app import open_app
from bot.config import Settings
from bot.domain import Post, PostKind, Scope
from bot.ingest.files import Handed
from tests.e2e.discord_server import Channel, DiscordServer, Guild, Message, User
from tests.e2e.running_bot import ROOT, WARNINGS
from tests.e2e.warta import PASAR


def scope_of(guild: Guild) -> Scope:
    """The scope of a server."""
    return Scope(f"discord:{guild.id}")


def post(channel: Channel, key: str, kind: PostKind = PostKind.FEED_RECOVERED, **payload: Any) -> Post:
    """A post; without a payload, one whose card names its key."""
    assert channel.guild is not None
    payload = payload or {"feed": f"Kabar {key}."}
    return Post(f"{key}:{channel.id}", kind, scope_of(channel.guild), channel.id, json.dumps(payload))


async def put(data: Path, *posts: Post, article_in: Scope | None = None) -> None:
    """Write posts into the outbox of a bot; `article_in`: and article 1 into the library of a scope."""
    async with open_app(Settings(data)) as app:
        if article_in is not None:
            handed = [Handed("a.txt", data=PASAR.encode())]
            assert [one.error async for one in app.library.add(article_in, handed)] == [None]
        await app.outbox.put(posts)


def ours(server: DiscordServer, channel: Channel) -> list[Message]:
    """What the bot has written in a channel or in the threads of a forum."""
    places = [channel, *server.threads.of(channel)]
    return [one for place in places for one in place.messages.values() if one.author is server.bot]


async def until(true: Callable[[], object], seconds: float = 20.0) -> None:
    """Wait until something holds. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - what is waited for is in other processes
            await asyncio.sleep(0.02)


class Nursery:
    """Starts bots at small cost, which may be killed; whoever starts one has to end it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.posting_child"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={"PATH": os.environ["PATH"], "PYTHONWARNINGS": WARNINGS},
        )

    def start(self, server: DiscordServer, data: Path) -> int:
        """A new bot on `server` over a directory; the number of its process."""
        environment = {
            "WARTA_DATA": str(data),
            "WARTA_TOKEN": server.token,
            "WARTA_DISCORD_API": server.url,
            "WARTA_LOG": "debug",
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([environment, str(log_of(data))]) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    @asynccontextmanager
    async def running(self, server: DiscordServer, data: Path) -> AsyncIterator[None]:
        """A bot that is stopped as one should when the block ends."""
        number = self.start(server, data)
        try:
            yield
        finally:
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGTERM)
            await until(lambda: not alive(number))

    def close(self) -> None:
        """Start no more."""
        self._process.communicate(timeout=10)


def alive(number: int) -> bool:
    """Whether there is a process of that number."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def log_of(data: Path) -> Path:
    """Where the bots over a directory write their log."""
    return data.with_suffix(".log")


class Mortal:
    """A bot that lives again and again, each time until it is killed, and the channel that it posts to.

    With `after`, it is killed when that many messages of this life are there and Discord has not yet said so.
    """

    def __init__(self, home: Nursery, server: DiscordServer, channel: Channel, data: Path) -> None:
        self._home = home
        self._server = server
        self._channel = channel
        self._data = data
        self._number = 0
        self._left = 0
        create = server.posting.create

        def created(author: User, place: Channel, *rest: Any, **more: Any) -> Message:
            message = create(author, place, *rest, **more)
            if channel in (place, place.parent) and self._number and self._left:
                self._left -= 1
                if not self._left:
                    self.kill()
            return message

        server.posting.create = created  # type: ignore[method-assign, assignment]

    async def live(self, *, after: int = 0, seconds: float = 0.0) -> None:
        """Be started, post, and be killed: after so many messages, or so long after the first of them."""
        before = len(ours(self._server, self._channel))
        self._left = after
        self._number = self._home.start(self._server, self._data)
        if after:
            await until(lambda: not self._number)
            return
        await until(lambda: len(ours(self._server, self._channel)) > before)
        await asyncio.sleep(seconds)
        self.kill()

    async def finish(self, count: int, seconds: float = 60.0) -> None:
        """Be started, post what is left until there are so many messages, and stop as one should."""
        self._number = self._home.start(self._server, self._data)
        await until(lambda: len(ours(self._server, self._channel)) >= count, seconds)
        await until(lambda: not waiting(self._data), seconds)
        number = self._number
        self.kill(signal.SIGTERM)
        await until(lambda: not alive(number))

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        """End this life, if it has not ended."""
        if self._number:
            os.kill(self._number, how)
            self._number = 0


def waiting(data: Path) -> int:
    """How many posts wait, as anybody sees who opens the database."""
    with closing(sqlite3.connect(data / "warta.db")) as connection:
        return int(connection.execute("SELECT count(*) FROM outbox WHERE state = 'pending'").fetchone()[0])


def unmark(data: Path, seconds: float) -> None:
    """Let the last post look as if the process had ended so long ago, before it could note what it sent."""
    then = (datetime.now(UTC) - timedelta(seconds=seconds)).isoformat(timespec="seconds")
    with closing(sqlite3.connect(data / "warta.db")) as connection, connection:
        connection.execute(
            "UPDATE outbox SET state = 'pending', message_id = 0, attempts = 1, tried_at = ?"
            " WHERE id = (SELECT max(id) FROM outbox)",
            (then,),
        )
