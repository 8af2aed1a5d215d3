"""Every file of the project: how long it is, and what it must not name."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MOST_LINES = 300  # of a Python file; past that it has two jobs

# Directories of one machine, and hosts that serve packages or fonts; written so that no line matches itself.
MACHINE_PATH = re.compile(r"(?<![\w.:/~-])/(?:home|root|work|Users|workspace)[/]\w")
HOSTS = re.compile(
    r"pypi[.]org|pythonhosted[.]org|(?<!emit-)index[-]url[ =]|find[-]links[ =]|trusted[-]host[ =]"
    r"|cdnjs[.]|jsdelivr[.]|unpkg[.]|googleapis[.]|gstatic[.]|registry[.]npmjs|ghcr[.]io|docker[.]io",
    re.IGNORECASE,
)
BINARY = {".db", ".gz", ".ico", ".jpg", ".pdf", ".png", ".pyc"}


def project_files() -> list[Path]:
    """The text files of the project: what git tracks or would, else whatever lies in its directories."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split("\0")
        found = [ROOT / name for name in listed if name]
    except (OSError, subprocess.CalledProcessError):
        places = [ROOT / name for name in ("bot", "cogs", "tests", "benchmarks", "docs")]
        found = [file for place in places for file in place.rglob("*")]
        found += list(ROOT.iterdir())
    return [one for one in found if one.is_file() and one.suffix not in BINARY]


@pytest.mark.parametrize("pattern", [MACHINE_PATH, HOSTS], ids=["paths of a machine", "hosts"])
def test_no_file_names_a_machine_or_where_packages_come_from(pattern: re.Pattern[str]) -> None:
    files = project_files()
    assert len(files) > 50
    named = []
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if match := pattern.search(line):
                named.append(f"{file.relative_to(ROOT)}:{number} {match.group()}")
    assert named == []


def test_the_patterns_see_what_they_are_for_and_nothing_else() -> None:
    for left, right in (
        ("see /", "home/ani"),
        ('"/', 'work/data"'),
        ("//cdnjs", ".example"),
        ("index-", "url x"),
    ):
        assert MACHINE_PATH.search(left + right) or HOSTS.search(left + right)
    for line in ("https://example.org/home/data", "~/home/x", "--no-emit-index-url x", "a/home/b"):
        assert not MACHINE_PATH.search(line)
        assert not HOSTS.search(line)


def test_no_python_file_is_too_long() -> None:
    code = [one for one in project_files() if one.suffix == ".py"]
    assert len(code) > 50
    lines = {one.relative_to(ROOT): len(one.read_text(encoding="utf-8").splitlines()) for one in code}
    assert {str(name): count for name, count in lines.items() if count > MOST_LINES} == {}
