"""The documentation agrees with the code: nothing that exists is left out, and no link leads nowhere."""

import argparse
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import get_type_hints

import pytest

from benchmarks.picture import QUESTIONS, draw
from bot.answer.quotes import Quotes
from bot.answer.rank import HAND
from bot.answer.weights import CONFIDENCE, WEIGHTS
from bot.chat import COMMANDS, ELSEWHERE, HELP, LEAVE
from bot.config import (
    API_VARIABLE,
    CONFIG_VARIABLE,
    DATA_VARIABLE,
    LOG_VARIABLE,
    TOKEN_VARIABLE,
    Settings,
)
from bot.domain import (
    Answer,
    AnswerKind,
    Article,
    Attribution,
    Candidate,
    Check,
    Counts,
    Difference,
    DifferenceKind,
    Digest,
    DigestAnswer,
    DigestCorrection,
    DigestQuote,
    DigestStory,
    Evidence,
    Finding,
    Ingested,
    Nearest,
    Outcome,
    Question,
    Quote,
    Said,
    Scope,
    Sentence,
    Story,
)
from bot.terminal.arguments import build_parser
from bot.terminal.digest_records import digest_record
from bot.terminal.records import (
    answer_record,
    check_record,
    finding_record,
    ingested_record,
    quotes_record,
    shown_record,
    story_record,
)

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.glob("*.md"))]

LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([\w-]+))?\)")
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def page(name: str) -> str:
    """The text of a page of docs/."""
    return (DOCS / name).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """What stands under `heading` (a whole line) up to the next of the same level; "" without it."""
    level = heading.split(" ", 1)[0]
    _, found, rest = text.partition(f"\n{heading}\n")
    return re.split(rf"^{level} ", rest, maxsplit=1, flags=re.MULTILINE)[0] if found else ""


def commands(parser: argparse.ArgumentParser, words: str = "warta") -> Iterator[tuple[str, set[str]]]:
    """Every command with its long options, those that every command has left out."""
    nested = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
    for one in nested:
        for name, child in one.choices.items():
            yield from commands(child, f"{words} {name}")
    if not nested:
        flags = {flag for action in parser._actions for flag in action.option_strings}
        yield words, {flag for flag in flags if flag.startswith("--")} - COMMON


COMMON = {"--config", "--data", "--json", "--help", "--version"}
COMMANDS_AND_OPTIONS = list(commands(build_parser()))


# -- commands ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("command", "options"), COMMANDS_AND_OPTIONS)
def test_every_command_and_option_is_documented(command: str, options: set[str]) -> None:
    text = section(page("commands.md"), f"## `{command}`")
    assert text, f"docs/commands.md has no section ## `{command}`"
    assert {flag for flag in options if not re.search(rf"`{flag}\b", text)} == set()


def test_no_command_or_option_is_documented_that_does_not_exist() -> None:
    text = page("commands.md")
    known = dict(COMMANDS_AND_OPTIONS)
    assert set(re.findall(r"^## `(warta [^`]+)`$", text, re.MULTILINE)) == set(known)
    for command, options in known.items():
        documented = re.findall(r"^\| `(--[a-z]+)", section(text, f"## `{command}`"), re.MULTILINE)
        assert set(documented) == options, command


def test_common_options_are_documented() -> None:
    text = section(page("commands.md"), "## Options of every command")
    assert {flag for flag in COMMON if f"`{flag}" not in text} == set()


def test_every_command_of_the_conversation_is_documented() -> None:
    text = section(page("commands.md"), "## The conversation")
    named = {f"/{name}" for name in (*COMMANDS, *ELSEWHERE)} | set(LEAVE) | set(re.findall(r"/[a-z]+", HELP))
    assert {name for name in named if not re.search(rf"`{name}\b", text)} == set()


def test_every_field_of_the_json_is_documented() -> None:
    article = Article(1, 1, "Judul", "", "", "", "", "id", "2025-01-01T00:00:00+00:00", 1, 2)
    sentence = Sentence(1, 1, 1, "Kalimat.")
    question = Question("siapa?", "id", AnswerKind.PERSON, (), (), ())
    evidence = Evidence(Candidate(sentence, article), 0.5)
    answer = Answer(question, False, 0.5, Counts(1, 2), (evidence,), (article,))
    difference = Difference(DifferenceKind.NUMBER, "1", "2")
    nearest = Nearest(evidence.candidate, 0.5, ("Ani",), (difference,), (article,))
    claim = Attribution(1, "X", "said", Said.CLAIM, 0, 2)
    quote = DigestQuote(article, 1, "Kalimat.")
    digest = Digest(
        Scope("local"),
        "id",
        "2025-01-01",
        "2025-01-02",
        (DigestStory(1, article, (quote,), (article,)),),
        (DigestCorrection(article, "Kalimat.", ""),),
        (DigestAnswer("siapa?", quote),),
    )
    text = page("commands.md")
    for record in (
        digest_record(digest),
        answer_record(answer, typed="dan siapa?"),
        check_record(Check("klaim", "id", Counts(1, 2), (nearest,), (article,))),
        ingested_record(Ingested("file.txt", Outcome.ADDED, article)),
        shown_record(article, [sentence]),
        finding_record(Finding("index", True, "")),
        story_record(Story(1, (article,), ("Kabar",), "2025-01-01", "2025-01-02")),
        quotes_record(Quotes("X", (Quote(claim, sentence, article),))),
    ):
        missing = {key for key in keys(record) if f"`{key}`" not in text and f'"{key}":' not in text}
        assert missing == set()


def keys(value: object) -> Iterator[str]:
    """The keys of all objects in a JSON value."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield str(key)
            yield from keys(one)
    elif isinstance(value, list):
        for one in value:
            yield from keys(one)


# -- settings ----------------------------------------------------------------------------------------------


def settings() -> Iterator[tuple[str, str, object]]:
    """Section, name and default of every setting."""
    for name, kind in get_type_hints(Settings).items():
        if is_dataclass(kind):
            yield from ((name, one.name, one.default) for one in fields(kind))


@pytest.mark.parametrize(("group", "name", "default"), list(settings()))
def test_every_setting_is_documented_with_its_default(group: str, name: str, default: object) -> None:
    shown = f'"{default}"' if isinstance(default, str) else "[]" if default == () else str(default)
    shown = shown.lower() if isinstance(default, bool) else shown  # as TOML writes it
    assert f"| `{group}.{name}` | {shown} |" in page("operations.md")
    example = tomllib.loads((ROOT / "config.example.toml").read_text(encoding="utf-8"))
    assert name in example.get(group, {})


def test_no_setting_is_documented_that_does_not_exist() -> None:
    text = section(page("operations.md"), "## Settings")
    documented = re.findall(r"^\| `([a-z]+\.[a-z_]+)` \|", text, re.MULTILINE)
    assert set(documented) == {f"{group}.{name}" for group, name, _ in settings()}


@pytest.mark.parametrize(
    "variable", [CONFIG_VARIABLE, DATA_VARIABLE, TOKEN_VARIABLE, LOG_VARIABLE, API_VARIABLE]
)
def test_every_variable_is_documented(variable: str) -> None:
    assert f"| `{variable}` |" in page("operations.md")
    assert variable in (ROOT / "README.md").read_text(encoding="utf-8")


# -- the code ----------------------------------------------------------------------------------------------


def test_every_module_is_in_the_tree_of_the_house() -> None:
    tree = page("architecture.md").split("```")[1]
    code, cogs = ROOT / "bot", ROOT / "cogs"
    found = [*code.rglob("*.py"), *cogs.rglob("*.py")]
    modules = {one.name for one in found if one.name != "__init__.py"} | {"__init__.py"}
    packages = {f"{one.name}/" for one in code.iterdir() if one.is_dir() and not one.name.startswith("_")}
    assert {
        name for name in modules | packages if not re.search(rf"(?<![\w.]){re.escape(name)}", tree)
    } == set()


def test_the_tree_of_the_house_names_no_module_that_does_not_exist() -> None:
    tree = page("architecture.md").split("```")[1]
    existing = {one.name for place in ("bot", "cogs") for one in (ROOT / place).rglob("*.py")}
    assert set(re.findall(r"[\w]+\.py\b", tree)) <= existing


def test_every_rule_of_imports_is_explained() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names = [one["name"] for one in project["tool"]["importlinter"]["contracts"]]
    assert names
    assert {name for name in names if f"**{name}**" not in page("architecture.md")} == set()


@pytest.mark.parametrize(
    ("heading", "weights"),
    [("## Features and weights", {**WEIGHTS, **HAND}), ("## Confidence and abstention", CONFIDENCE)],
)
def test_the_table_of_weights_is_the_code_s(heading: str, weights: Mapping[str, float]) -> None:
    rows = re.findall(r"^\| `([^`]+)` \|", section(page("answering.md"), heading), re.MULTILINE)
    assert sorted(rows) == sorted(weights)


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    optional = project["project"]["optional-dependencies"].values()
    wanted = [*project["project"]["dependencies"], *(one for group in optional for one in group)]
    names = [re.split(r"[^\w.-]", one, maxsplit=1)[0].lower() for one in wanted]
    text = section(page("development.md"), "## Why each dependency is here").lower().replace("_", "-")
    assert {name for name in names if f"| {name} |" not in text} == set()


def test_the_commands_of_the_readme_are_targets_of_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    documented = "\n".join(one.read_text(encoding="utf-8") for one in PAGES)
    named = set(re.findall(r"(?:^|`|\| )make (?:[A-Z]+=\S+ )?([a-z]+)\b", documented, re.MULTILINE))
    assert {"run", "test"} <= named
    assert named <= targets


# -- the pages themselves ------------------------------------------------------------------------------------


def anchor(heading: str) -> str:
    """The anchor GitHub gives a heading: small letters, no punctuation, hyphens for blanks."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


@pytest.mark.parametrize("source", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(source: Path) -> None:
    text = FENCE.sub("", source.read_text(encoding="utf-8"))
    for target, fragment in LINK.findall(text):
        path = (source.parent / target) if target else source
        assert path.exists(), f"{source.name} links to {target}"
        if fragment:
            linked = FENCE.sub("", path.read_text(encoding="utf-8"))
            anchors = {anchor(one) for one in re.findall(r"^#+ (.+)$", linked, re.MULTILINE)}
            assert fragment in anchors, f"{source.name} links to {target}#{fragment}"


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 120


async def test_the_picture_shows_what_is_answered_today() -> None:
    shown = words((DOCS / "images" / "answer.svg").read_text(encoding="utf-8"))
    assert all(" ".join(question.split()) in shown for question, _ in QUESTIONS)
    assert shown == words(await draw()), "draw it anew with `python -m benchmarks.picture`"


def words(svg: str) -> str:
    """The text of a picture, but for how sure the answers are: that changes with every weight."""
    inside = re.sub(r"<style>.*?</style>|<[^>]*>", " ", svg, flags=re.DOTALL).replace("&#160;", " ")
    return re.sub(r"\d+ %", "… %", " ".join(inside.split()))
