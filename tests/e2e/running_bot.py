"""The real bot: `warta run` as a process of its own, on the local Discord of the tests."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.e2e.discord_server import DiscordServer

ROOT = Path(__file__).resolve().parents[2]
# discord.py imports it for voice, which nothing here uses; Python 3.13 no longer has it.
WARNINGS = "error,ignore:'audioop':DeprecationWarning"
STOP_SECONDS = 20


class Bot:
    """A running `warta run`."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self.process = process
        self._log = log

    @property
    def log(self) -> str:
        """What it has written on standard error so far."""
        return self._log.read_text(encoding="utf-8")

    async def stop(self) -> int:
        """SIGTERM, and the exit code."""
        if self.process.returncode is None:
            self.process.terminate()
        return await asyncio.wait_for(self.process.wait(), STOP_SECONDS)

    async def ended(self) -> int:
        """The exit code of a bot that ends by itself."""
        return await asyncio.wait_for(self.process.wait(), STOP_SECONDS)


@asynccontextmanager
async def running(
    server: DiscordServer, data: Path, *, ready: bool = True, token: str = "", **environment: str
) -> AsyncIterator[Bot]:
    """The bot on `server` with its data in a directory, stopped when the block ends."""
    log = data.with_suffix(".log")
    with log.open("ab") as out:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            cwd=ROOT,
            stdin=asyncio.subprocess.DEVNULL,
            stderr=out,
            env={
                "PATH": os.environ["PATH"],
                "WARTA_DATA": str(data),
                "WARTA_TOKEN": token or server.token,
                "WARTA_DISCORD_API": server.url,
                "WARTA_LOG": "debug",
                "PYTHONWARNINGS": WARNINGS,
                **environment,
            },
        )
    bot = Bot(process, log)
    try:
        if ready:
            await server.ready()
            await server.synced()
        yield bot
    finally:
        await bot.stop()
