"""A trend as a chart: in letters, or drawn by matplotlib in a process of its own.

matplotlib is an optional part (`pip install warta-bot[charts]`), takes a second to load, and holds the
interpreter while it draws; so it is loaded where nothing waits for it, and killed if it takes too long.
"""

import asyncio
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path

from bot.domain import Trend
from bot.errors import WartaError

_SECONDS = 30.0
_WIDTH = 40  # letters of the longest bar
_MOST_ROWS = 31  # days that are shown in letters, the last ones
_BAR = "█"


def can_draw() -> bool:
    """Whether matplotlib is installed."""
    return find_spec("matplotlib") is not None


def others(language: str) -> str:
    """What all outlets that are not named are called."""
    return "lainnya" if language in ("id", "ms") else "others"


def bars(found: Trend, language: str, width: int = _WIDTH) -> Iterator[str]:
    """A trend in letters: a line a day, then how many each outlet has."""
    totals = found.totals
    most = max(totals, default=0) or 1
    for day, count in list(zip(found.days, totals, strict=True))[-_MOST_ROWS:]:
        bar = _BAR * -(-count * width // most)
        yield f"{day} {bar} {count}" if count else f"{day} ·"
    yield ", ".join(f"{name or others(language)} {sum(counts)}" for name, counts in found.outlets)


def described(found: Trend, language: str) -> str:
    """A trend in a sentence, for who cannot see the chart."""
    totals = found.totals
    peak = max(range(len(totals)), key=totals.__getitem__, default=0)
    outlets = ", ".join(f"{name or others(language)} {sum(counts)}" for name, counts in found.outlets)
    if language in ("id", "ms"):
        return (
            f"{found.total} artikel tentang {found.topic} dari {found.days[0]} sampai {found.days[-1]};"
            f" terbanyak {totals[peak]} pada {found.days[peak]}. {outlets}."
        )
    return (
        f"{found.total} articles about {found.topic} from {found.days[0]} to {found.days[-1]};"
        f" most of them, {totals[peak]}, on {found.days[peak]}. {outlets}."
    )


async def draw(found: Trend, path: str, language: str) -> None:
    """Draw a trend into a PNG file. Raises WartaError."""
    data = await drawn(found, language)
    try:
        await asyncio.to_thread(Path(path).write_bytes, data)
    except OSError as error:
        raise WartaError(f"{path} cannot be written", error.strerror or str(error)) from error


async def drawn(found: Trend, language: str) -> bytes:
    """A trend as a PNG. Raises WartaError where matplotlib is missing, or takes too long."""
    if not can_draw():
        raise WartaError(
            "The chart cannot be drawn", "matplotlib is not installed", "install warta-bot[charts]"
        )
    record = asdict(found) | {"others": others(language), "language": language}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.topics.plot"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(_SECONDS):
            data, _ = await process.communicate(json.dumps(record).encode())
    except TimeoutError as error:
        raise WartaError("The chart cannot be drawn", "it takes too long", "ask for fewer days") from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if not data.startswith(b"\x89PNG"):
        raise WartaError("The chart cannot be drawn", "matplotlib does not work here")
    return data
