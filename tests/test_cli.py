"""The command line: wrong usage, exit codes, and one line for whatever goes wrong."""

import argparse
import io
from pathlib import Path

import pytest

from bot.cli import DONE, FAILED, INTERRUPTED, WRONG_USAGE, run_command
from bot.errors import UsageError
from bot.terminal.arguments import build_parser


def run(capsys: pytest.CaptureFixture[str], *words: str, **environment: str) -> tuple[int, list[str]]:
    """Exit code and the lines on standard error."""
    code = run_command(list(words), environment)
    return code, capsys.readouterr().err.splitlines()


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ([], "warta: the following arguments are required: COMMAND. `warta --help` explains."),
        (["aks", "x"], "warta: there is no command 'aks' (did you mean ask?). `warta --help` explains."),
        (["zzz"], "warta: there is no command 'zzz'. `warta --help` explains."),
        (["articles", "lst"], "warta: there is no action 'lst' (did you mean list?). "),
        (["ask"], "warta: the following arguments are required: question. `warta ask --help` explains."),
        (["ask", "x", "--limit", "0"], "warta: argument --limit: invalid number value: '0'. "),
        (["ask", "x", "--limit", "9" * 30], "warta: argument --limit: invalid number value: "),
        (["ask", "x", "--limit", "9" * 9999], "warta: argument --limit: invalid number value: "),
        (["articles", "show", "-1"], "warta: "),
        (
            ["ingest", ""],
            "warta: argument FILE|URL|-: invalid file value: ''. `warta ingest --help` explains.",
        ),
        (["backup", " "], "warta: argument FILE: invalid file value: ' '. "),
        (["feed", "import", ""], "warta: argument FILE: invalid file value: ''. "),
        (["feed", "export", " "], "warta: argument FILE: invalid file value: ' '. "),
        (["ask", "x", "--lim", "3"], "warta: unrecognized arguments: --lim 3. "),
        (["doctor", "--config"], "warta: argument --config: expected one argument. "),
    ],
)
def test_wrong_usage_is_one_line(capsys: pytest.CaptureFixture[str], words: list[str], line: str) -> None:
    code, errors = run(capsys, *words)
    assert code == WRONG_USAGE
    assert len(errors) == 1
    assert errors[0].startswith(line)


@pytest.mark.parametrize(
    "words",
    [
        *(["feed", action, "{}"] for action in ("import", "export")),
        *(["feed", action, "{}/no/such"] for action in ("import", "export")),
        *([command, "{}"] for command in ("backup", "restore", "ingest")),
        *([command, "{}/no/such"] for command in ("backup", "restore", "ingest")),
        ["--config", "{}", "ask", "who?"],
        *(["feed", action, "9"] for action in ("remove", "pause", "resume", "test", "poll", "filter")),
        *(["articles", "show", "9"], ["articles", "remove", "9"], ["article", "diff", "9"]),
    ],
    ids=" ".join,
)
def test_what_is_not_there_is_a_failure_and_no_wrong_usage(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, words: list[str]
) -> None:
    place = tmp_path / "place"
    place.mkdir()
    named = [one.format(place) for one in words]
    code, errors = run(capsys, "--data", str(tmp_path / "data"), *named)
    assert code == FAILED
    assert len(errors) == 1
    assert errors[0].startswith("warta: ")


def test_options_stand_before_or_after_the_command() -> None:
    parser = build_parser()
    for words in (
        ["--json", "--data", "d", "--config", "c", "articles", "list"],
        ["articles", "--json", "--data", "d", "--config", "c", "list"],
        ["articles", "list", "--json", "--data", "d", "--config", "c"],
    ):
        args = parser.parse_args(words)
        assert (args.json, args.data, args.config) == (True, "d", "c")
    assert not hasattr(parser.parse_args(["doctor"]), "json")
    assert (parser.parse_args(["articles", "list"]).limit, parser.parse_args(["articles", "list"]).page) == (
        20,
        1,
    )


def every_parser(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    found = [parser]
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for one in action.choices.values():
                found += every_parser(one)
    return found


def test_every_command_speaks_json_and_explains_itself() -> None:
    for parser in every_parser(build_parser()):
        assert "--json" in parser.format_help()
        assert parser.prog.startswith("warta")


def test_in_a_conversation_commands_have_a_slash_and_no_place_options() -> None:
    parser = build_parser(conversation=True)
    with pytest.raises(UsageError):
        parser.parse_args(["ask", "x", "--data", "d"])
    helps = [one.format_help() for one in every_parser(parser)[1:]]
    assert all("usage: /" in text and "--config" not in text for text in helps)


def test_version_and_help_exit_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["--version"], ["--help"], ["ask", "--help"], ["articles", "list", "--help"]):
        with pytest.raises(SystemExit) as caught:
            run_command(words, {})
        assert caught.value.code == 0
    assert "warta 0." in capsys.readouterr().out


def test_place_and_settings_come_from_options_before_the_environment(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    there, here = tmp_path / "there", tmp_path / "here"
    assert run(capsys, "articles", "list", WARTA_DATA=str(there))[0] == DONE
    assert run(capsys, "articles", "list", "--data", str(here), WARTA_DATA=str(tmp_path / "no"))[0] == DONE
    assert (there / "warta.db").is_file()
    assert (here / "warta.db").is_file()
    assert not (tmp_path / "no").exists()
    bad = tmp_path / "bad.toml"
    bad.write_text("[answers]\nthreshhold = 1\nlimit = 0\n", encoding="utf-8")
    code, errors = run(capsys, "articles", "list", WARTA_DATA=str(there), WARTA_CONFIG=str(bad))
    assert code == FAILED
    assert len(errors) == 1
    assert "did you mean threshold?" in errors[0]
    assert "answers.limit must lie between 1 and 10" in errors[0]
    assert run(capsys, "articles", "list", "--config", str(tmp_path / "no.toml"))[0] == FAILED


def test_without_a_home_a_place_must_be_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.cli.platformdirs.user_data_path", lambda *_, **__: Path("~/.local/share/warta"))
    code, (line,) = run(capsys, "articles", "list")
    assert code == FAILED
    assert line.endswith("Name a directory with --data or WARTA_DATA.")
    assert not Path("~").exists()


@pytest.mark.parametrize("command", [["articles", "list"], ["ask", "x"], ["backup", "f"], ["ingest", "f"]])
def test_what_cannot_be_opened_is_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: list[str]
) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    code, errors = run(capsys, *command, "--data", str(tmp_path / "file"))
    assert code == FAILED
    assert len(errors) == 1
    assert errors[0].endswith(".")


def test_an_interruption_is_said(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.terminal.commands.list_articles", interrupted)
    code, (line,) = run(capsys, "articles", "list", "--data", str(tmp_path))
    assert code == INTERRUPTED
    assert line.startswith("warta: interrupted")


def test_a_bug_keeps_its_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr("bot.terminal.commands.list_articles", broken)
    with pytest.raises(ZeroDivisionError):
        run_command(["articles", "list", "--data", str(tmp_path)], {})


def test_a_terminal_keeps_its_encoding_and_a_pipe_has_utf_8(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    for kind, encoding in ((io.TextIOWrapper, "utf-8"), (Terminal, "latin-1")):
        out = kind(io.BytesIO(), encoding="latin-1")
        monkeypatch.setattr("sys.stdout", out)
        assert run_command(["articles", "list", "--data", str(tmp_path)], {}) == DONE
        assert (out.encoding, out.errors) == (encoding, "replace")


def test_no_standard_output_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", None)
    assert run_command(["articles", "list", "--data", str(tmp_path)], {}) == DONE
    import sys

    sys.stdout.close()
