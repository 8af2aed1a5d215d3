"""What a question must not have to wait for, in interpreters of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"discord", "trafilatura", "aiohttp", "prompt_toolkit", "lxml", "dateparser", "numpy", "markdown_it"}
SHOW = "import sys; print(*sorted({name.partition('.')[0] for name in sys.modules}))"


def loaded(code: str) -> set[str]:
    """The top-level modules that are loaded after `code`, whose output goes nowhere."""
    silent = f"import io, sys; out, sys.stdout = sys.stdout, io.StringIO()\n{code}\nsys.stdout = out\n{SHOW}"
    done = subprocess.run(
        [sys.executable, "-c", silent], capture_output=True, text=True, timeout=60, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["bot.app", "bot.cli", "bot.chat", "bot.terminal.commands"])
def test_importing_loads_nothing_heavy(module: str) -> None:
    modules = loaded(f"import {module}")
    assert "bot" in modules
    assert not modules & HEAVY


def test_a_question_loads_nothing_heavy(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(
        "Pasar Muara Teduh Dibuka\nPasar ikan Muara Teduh dibuka oleh Rahma Yuni.", encoding="utf-8"
    )
    data = ["--data", str(tmp_path / "data")]
    code = "from bot.cli import run_command\nassert run_command({!r}, {{}}) == 0"
    loaded(code.format(["ingest", str(article), *data]))
    modules = loaded(code.format(["ask", "who opened the market in Muara Teduh?", *data]))
    assert {"bot", "aiosqlite"} <= modules
    assert not modules & HEAVY


def test_help_does_not_open_anything() -> None:
    modules = loaded(
        "from bot.cli import run_command\ntry: run_command(['--help'], {})\nexcept SystemExit: pass"
    )
    assert "aiosqlite" not in modules
    assert not modules & HEAVY
