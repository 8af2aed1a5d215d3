"""The picture of the archive of digests: `python -m benchmarks.pages`, with chromium at hand.

Digests of the sample newsroom are written as `warta digest --html` writes them; chromium shows one on a phone
by day, and beside it the index on a desk by night.
"""

import argparse
import asyncio
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.app import open_app
from bot.config import Settings
from bot.terminal.commands import load_sample
from bot.terminal.digest_folder import write_folder
from bot.terminal.session import SAMPLE

TARGET = Path(__file__).parents[1] / "docs" / "images" / "archive.png"
_NOW = datetime(2025, 10, 8, 7, tzinfo=UTC)
# Language and beginning of each digest; the last is the page that is shown.
_DIGESTS = (("id", "2025-10-08T05:00:00"), ("id", "2025-01-01T00:00:00"), ("en", "2025-01-01T00:00:00"))
_PHONE, _DESK, _HEIGHT, _GAP = 390, 760, 844, 24
_FRAMES = """<!doctype html><meta charset="utf-8">
<style>body {{ margin: 0; padding: {gap}px; background: #8a94a0; display: flex; gap: {gap}px; }}
iframe {{ border: 0; border-radius: 18px; height: {height}px; background: #fff; }}</style>
<iframe style="width: {phone}px; color-scheme: light" src="{page}"></iframe>
<iframe style="width: {desk}px; color-scheme: dark" src="index.html"></iframe>
"""


class _Clock:
    def now(self) -> datetime:
        """A morning of the sample newsroom."""
        return _NOW


async def archive(data: Path, folder: Path) -> str:
    """Write the digests; the name of the last one's page."""
    page = ""
    async with open_app(Settings(data), clock=_Clock()) as app:
        await load_sample(app)
        for language, since in _DIGESTS:
            digest = await app.digests.make(
                SAMPLE, since=f"{since}+00:00", until=_NOW.isoformat(), language=language, stories=4
            )
            kept, _ = await asyncio.to_thread(write_folder, folder, digest)
            page = kept.page
    return page


def draw(folder: Path, page: str, target: Path) -> None:
    """Show a page of the folder and its index side by side."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("chromium is not there; on Debian: apt-get install chromium")
    frames = folder / "frames.html"
    sizes = {"phone": _PHONE, "desk": _DESK, "height": _HEIGHT, "gap": _GAP}
    frames.write_text(_FRAMES.format(page=page, **sizes), encoding="utf-8")
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    command += [f"--user-data-dir={folder}/profile", f"--screenshot={target}"]
    command += [f"--window-size={_PHONE + _DESK + 3 * _GAP},{_HEIGHT + 2 * _GAP}", frames.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw the picture."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("target", nargs="?", type=Path, default=TARGET, help="the file to draw")
    target: Path = parser.parse_args(arguments).target
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory, "archive")
        draw(folder, asyncio.run(archive(Path(directory, "data"), folder)), target.resolve())
    print(target)


if __name__ == "__main__":
    main()
