"""How the bot bears what people and Discord do to it: `python -m benchmarks.discord [TABLE …]`.

The real bot is a process of its own, on the local Discord of the tests, which shares the machine with it.
`answers`: 20 people ask at once over a library of invented news. `drops`: the line drops 100 times while
people ask. `flood`: one person asks 1,000 questions in a minute, another one now and then. `rest`: start and
memory on 100 servers of 50 channels each.
"""

import argparse
import asyncio
import logging
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from benchmarks.corpus import SENTENCES_AN_ARTICLE, Corpus
from bot.app import open_app
from bot.config import Settings
from bot.domain import Scope
from tests.e2e.discord_server import Channel, DiscordServer, Interaction, User
from tests.e2e.running_bot import ROOT, WARNINGS

SENTENCES = 100_000
PEOPLE, ROUNDS = 20, 10
DROPS = 100
FLOOD, FLOOD_SECONDS = 1_000, 60
SERVERS, CHANNELS = 100, 50
_BATCH = 100
_PATIENCE = 60.0
_SLOW = 0.05  # seconds that no callback of the event loop may take
_TABLES = ("answers", "drops", "flood", "rest")


async def _library(directory: Path, scope: Scope, sentences: int) -> list[str]:
    """Fill a scope's library with invented news; questions about it."""
    corpus = Corpus()
    async with open_app(Settings(directory)) as app:
        documents = list(corpus.articles(sentences // (SENTENCES_AN_ARTICLE + 1)))
        for start in range(0, len(documents), _BATCH):
            await app.ingest.ingest_documents(scope, documents[start : start + _BATCH])
        questions = []
        for number in range(PEOPLE * ROUNDS):
            articles = await app.store.articles(scope, limit=1, offset=number * len(documents) // 250)
            text = await app.store.sentences(scope, articles[0].id)
            questions.append(corpus.question(text[1 + number % (len(text) - 1)].text).text)
    return questions


@asynccontextmanager
async def _bot(server: DiscordServer, data: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """The bot, with a watch over its event loop; it prints the longest time that stood still at its end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "benchmarks.discord",
        "--watched",
        str(data),
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "WARTA_TOKEN": server.token,
            "WARTA_DISCORD_API": server.url,
            "PYTHONWARNINGS": WARNINGS,
            **{name: os.environ[name] for name in ("PYTHONASYNCIODEBUG",) if name in os.environ},
        },
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        await server.ready()
        await server.synced()
        await asyncio.sleep(2)  # the lexicon is loaded
        yield process
    finally:
        process.terminate()
        out, _ = await process.communicate()
        print("   ", out.decode().strip())


async def _watched(data: Path) -> None:
    """The bot itself, its event loop watched in two ways.

    How late a task that sleeps 5 ms wakes up shows what callbacks, threads and other processes of the machine
    take. With PYTHONASYNCIODEBUG asyncio also says which callbacks took long, and is slower for it.
    """
    from bot.client import run_discord

    late: list[float] = []
    slow = _Slow()
    logging.getLogger("asyncio").addHandler(slow)
    loop = asyncio.get_running_loop()
    loop.slow_callback_duration = _SLOW

    async def watch() -> None:
        await asyncio.sleep(5)  # what is loaded at the start does not count
        slow.count = 0
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.005)
            late.append(time.perf_counter() - before - 0.005)

    settings = Settings(data, token=os.environ["WARTA_TOKEN"], api=os.environ["WARTA_DISCORD_API"])
    async with open_app(settings) as app:
        watching = asyncio.create_task(watch())
        await run_discord(app, settings.token, settings.api)
        watching.cancel()
    late.sort()
    if late:
        if loop.get_debug():
            print(f"{slow.count} callbacks longer than {_SLOW * 1e3:.0f} ms;", end=" ")
        print(f"event loop late by {_ms(late, 0.99)} ms at p99, {late[-1] * 1e3:.0f} ms at most", flush=True)


class _Slow(logging.Handler):
    """Counts what asyncio's debug mode says about callbacks that took long."""

    count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count one."""
        if "took" in (line := record.getMessage()):
            self.count += 1
            print(line[:300], file=sys.stderr)


def _ms(times: Sequence[float], share: float) -> str:
    ordered = sorted(times)
    return f"{ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1e3:.0f}"


async def _asked(
    server: DiscordServer, person: User, channel: Channel, question: str
) -> tuple[Interaction, float, float]:
    asked = await server.slash("ask", {"question": question}, user=person, channel=channel)
    await asked.answered(timeout=_PATIENCE)
    return asked, asked.seconds_to_acknowledge, asked.seconds_to_answer


async def answers(data: Path, sentences: int) -> None:
    """Everybody at once, again and again."""
    async with DiscordServer() as server:
        guild = server.guild("Kabar", channels=["general"])
        people = [server.user(f"person {number}") for number in range(PEOPLE)]
        for person in people:
            server.member(guild, person)
        questions = await _library(data, Scope(f"discord:{guild.id}"), sentences)
        general = guild.channel("general")
        acknowledged, answered = [], []
        async with _bot(server, data):
            await asyncio.sleep(4)
            for number in range(ROUNDS):
                jobs = [
                    _asked(server, person, general, questions[number * PEOPLE + place])
                    for place, person in enumerate(people)
                ]
                for _, first, last in await asyncio.gather(*jobs):
                    acknowledged.append(first)
                    answered.append(last)
                await asyncio.sleep(1)
        print(
            f"{PEOPLE} at once over {sentences:,} sentences, {len(answered)} questions:"
            f" acknowledged p50 {_ms(acknowledged, 0.5)} p99 {_ms(acknowledged, 0.99)} ms,"
            f" answered p50 {_ms(answered, 0.5)} p95 {_ms(answered, 0.95)} ms;"
            f" {len(server.rejected)} bodies rejected"
        )


async def drops(data: Path, count: int) -> None:
    """Questions by message while the line drops; every one is to be answered once."""
    async with DiscordServer() as server:
        guild = server.guild("Kabar", channels=["general"])
        people = [server.user(f"person {number}") for number in range(PEOPLE)]
        for person in people:
            server.member(guild, person)
        general = guild.channel("general")
        server.faults.duplicates_after_resume = 3
        async with _bot(server, data):
            said = []
            for number in range(count):
                for place in range(2):
                    person = people[(2 * number + place) % PEOPLE]
                    said.append(await server.say(general, person, f"{server.bot.mention} who won {number}?"))
                server.drop()
                await server.resumed(server.gateway.resumes + 1, timeout=_PATIENCE)
            for one in said:
                await server.reply(one, timeout=_PATIENCE)
            await asyncio.sleep(2)
        replies = [one for one in general.messages.values() if one.author is server.bot]
        print(
            f"{count} dropped lines, {len(said)} questions: {len(replies)} answers,"
            f" {server.gateway.resumes} resumed, {server.gateway.identifies} sessions begun"
        )


async def flood(data: Path, seconds: float) -> None:
    """One who asks without end, and others who ask now and then."""
    async with DiscordServer() as server:
        guild = server.guild("Kabar", channels=["general"])
        flooder, other = server.user("flooder"), server.user("other")
        for person in (flooder, other):
            server.member(guild, person)
        questions = await _library(data, Scope(f"discord:{guild.id}"), 10_000)
        general = guild.channel("general")
        acknowledged: list[float] = []
        async with _bot(server, data):
            began, asked = time.monotonic(), 0
            while time.monotonic() - began < seconds:
                due = int((time.monotonic() - began) / seconds * FLOOD * seconds / FLOOD_SECONDS) + 1
                for _ in range(due - asked):
                    question = questions[asked % len(questions)]
                    await server.slash("ask", {"question": question}, user=flooder, channel=general)
                    asked += 1
                if asked % 5 == 0:
                    _, first, _ = await _asked(server, other, general, questions[asked % len(questions)])
                    acknowledged.append(first)
                await asyncio.sleep(0.02)
        print(
            f"one person asks {asked:,} questions in {seconds:.0f} s; {len(acknowledged)} of another's:"
            f" acknowledged p50 {_ms(acknowledged, 0.5)} p99 {_ms(acknowledged, 0.99)} ms"
        )


async def rest(data: Path, servers: int) -> None:
    """Start and memory on many servers."""
    async with DiscordServer() as server:
        for number in range(servers):
            server.guild(f"server {number}", channels=[f"channel-{place}" for place in range(CHANNELS)])
        environment = {
            "PATH": os.environ["PATH"],
            "WARTA_DATA": str(data),
            "WARTA_TOKEN": server.token,
            "WARTA_DISCORD_API": server.url,
        }
        began = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", cwd=ROOT, env=environment, stderr=asyncio.subprocess.PIPE
        )
        assert process.stderr is not None
        try:
            while b"connected as" not in await process.stderr.readline():
                pass
            ready = time.perf_counter() - began
            await asyncio.sleep(5)
            status = await asyncio.to_thread(Path(f"/proc/{process.pid}/status").read_text)
            (resident,) = [line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")]
            print(
                f"{servers} servers of {CHANNELS} channels: ready after {ready:.1f} s,"
                f" {int(resident) / 1024:.0f} MB resident"
            )
        finally:
            process.terminate()
            await process.communicate()


async def _measure(tables: Sequence[str], sentences: int, quick: bool) -> None:
    for name in tables:
        print(f"== {name}", flush=True)
        with tempfile.TemporaryDirectory() as directory:
            data = Path(directory)
            if name == "answers":
                await answers(data, sentences)
            elif name == "drops":
                await drops(data, 3 if quick else DROPS)
            elif name == "flood":
                await flood(data, 2 if quick else FLOOD_SECONDS)
            else:
                await rest(data, 3 if quick else SERVERS)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.discord", description=__doc__)
    parser.add_argument("tables", nargs="*", choices=[*_TABLES, []], help="all by default")
    parser.add_argument("--sentences", type=int, default=SENTENCES, help="in the library of `answers`")
    parser.add_argument("--quick", action="store_true", help="a little of each, to see that it works")
    parser.add_argument("--watched", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args(arguments)
    if args.watched:
        asyncio.run(_watched(args.watched))
    else:
        asyncio.run(_measure(args.tables or _TABLES, args.sentences, args.quick))


if __name__ == "__main__":
    main()
