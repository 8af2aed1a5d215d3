"""Settings: everything that can be wrong in a file, all at once, and never a token."""

import re
import tomllib
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from bot.config import TOKEN_VARIABLE, Answers, Settings, load_settings
from bot.errors import ConfigError

DATA = Path("data")
EXAMPLE = Path(__file__).parent.parent / "config.example.toml"
# In the shape of a token; its parts say that it is none.
TOKEN = "bm90LWEtdG9rZW4tYXQtYWxs.Zm9yLXQ.ZXN0cy1vbmx5LW5vdC1hLXNlY3JldC1hdC1hbGw"


def load(tmp_path: Path, text: str | bytes, **environment: str) -> Settings:
    file = tmp_path / "warta.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_settings(file, DATA, environment)


def problems(tmp_path: Path, text: str | bytes) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    assert "\n" not in str(caught.value)
    return caught.value.problems


def test_without_a_file_there_are_defaults() -> None:
    assert load_settings(None, DATA, {}) == Settings(DATA)
    assert Settings(DATA).database == DATA / "warta.db"


def test_the_example_is_the_defaults() -> None:
    assert load_settings(EXAMPLE, DATA, {}) == Settings(DATA)


def test_the_example_lists_every_setting_that_exists_with_a_line_of_why() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    sections = [one for one in fields(Settings) if is_dataclass(getattr(Settings(DATA), one.name))]
    listed = {name: list(values) for name, values in tomllib.loads(text).items()}
    defaults = Settings(DATA)
    assert listed == {one.name: [key.name for key in fields(getattr(defaults, one.name))] for one in sections}
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if re.match(r"\w+ =", line):
            assert lines[number - 1].startswith("# "), line


def test_the_example_names_the_bounds() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    checked = 0
    for section in ("answers", "ingest", "fetch", "discord"):
        lines = text.partition(f"\n[{section}]\n")[2].partition("\n[")[0].splitlines()
        comments: dict[str, str] = {}
        about = ""
        for line in lines:
            about = f"{about} {line}" if line.startswith("#") else about
            if " = " in line and not line.startswith("#"):
                comments[line.partition(" = ")[0]], about = about, ""
        for key in fields(getattr(Settings(DATA), section)):
            least, most = key.metadata["least"], key.metadata["most"]
            if least is not None:
                assert f"({least:g} to {most:g})" in comments[key.name], key.name
                checked += 1
    assert checked >= 6


def test_what_is_set_is_set_and_the_rest_keeps_its_default(tmp_path: Path) -> None:
    settings = load(tmp_path, "[answers]\nthreshold = 1\n[fetch]\ncontact = 'https://desa.example'\n")
    assert settings.answers == Answers(threshold=1.0)
    assert isinstance(settings.answers.threshold, float)
    assert settings.fetch.contact == "https://desa.example"
    assert settings.ingest == Settings(DATA).ingest
    own = load(tmp_path, "[fetch]\nown_networks = ['192.168.1.0/24', '::1']\n").fetch.own_networks
    assert own == ("192.168.1.0/24", "::1")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[answers]\nthreshhold = 0.5", "answers.threshhold is unknown (did you mean threshold?)"),
        ("[answer]\nlimit = 3", "section [answer] is unknown (did you mean answers?)"),
        ("[zzz]", "section [zzz] is unknown (known are answers, ingest, fetch, feeds, discord, watches)"),
        ("limit = 3", "limit is unknown (known are answers, ingest, fetch, feeds, discord, watches)"),
        ("answers = 3", "answers must be a section: write [answers]"),
        ("[answers]\nlimit = 0", "answers.limit must lie between 1 and 10, not 0"),
        ("[answers]\nlimit = 2.5", "answers.limit must be a whole number, not 2.5"),
        ("[answers]\nlimit = true", "answers.limit must be a whole number, not True"),
        ("[answers]\nthreshold = 'high'", "answers.threshold must be a number, not 'high'"),
        ("[answers]\nthreshold = nan", "answers.threshold must lie between 0 and 1, not nan"),
        ("[answers]\nthreshold = inf", "answers.threshold must lie between 0 and 1, not inf"),
        ("[fetch]\ncontact = 7", "fetch.contact must be a text in quotes, not 7"),
        (
            "[fetch]\nown_networks = '10.0.0.0/8'",
            "fetch.own_networks must be a list of texts in quotes, not '10.0.0.0/8'",
        ),
        (
            "[fetch]\nown_networks = ['10.0.0.0/8', 'nas.lan']",
            '\'nas.lan\' is no network; write it like "192.168.1.0/24" or "192.168.1.7"',
        ),
        ("[discord]\ntoken_file = 'nowhere'", "nowhere cannot be read (No such file or directory)"),
    ],
)
def test_one_problem_is_told(tmp_path: Path, text: str, problem: str) -> None:
    (told,) = problems(tmp_path, text)
    assert told.endswith(problem)


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    text = (
        "[answers]\nlimit = 0\nfoo = 1\n[fetch]\ntimeout_seconds = 'x'\n[discord]\ntoken_file = 'no'\n[bar]\n"
    )
    assert len(problems(tmp_path, text)) == 5


@pytest.mark.parametrize("text", ["[answers", "answers = ", b"\xff\xfe\x00", "a = 1\na = 2"])
def test_what_is_no_toml_is_told(tmp_path: Path, text: str | bytes) -> None:
    assert len(problems(tmp_path, text)) == 1


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nowhere.toml"):
        with pytest.raises(ConfigError, match="cannot be read"):
            load_settings(place, DATA, {})


def test_a_byte_order_mark_does_not_matter(tmp_path: Path) -> None:
    assert load(tmp_path, b"\xef\xbb\xbf[answers]\nlimit = 2").answers.limit == 2


@pytest.mark.parametrize(
    "text",
    [
        f"token = '{TOKEN}'",
        f"[discord]\ntoken = '{TOKEN}'",
        f"[discord]\nbot_token = '{TOKEN}'",
        f"[discord]\ntoken_file = '{TOKEN}'",
        f"[fetch]\ncontact = '{TOKEN}'",
    ],
)
def test_a_token_in_the_file_is_refused_and_not_repeated(tmp_path: Path, text: str) -> None:
    (told,) = problems(tmp_path, text)
    assert TOKEN_VARIABLE in told
    assert TOKEN not in told


def test_the_token_comes_from_the_environment_or_a_file_and_is_never_shown(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(f"{TOKEN}\n", encoding="utf-8")
    text = "[discord]\ntoken_file = 'secret'\n"
    assert load(tmp_path, text).token == TOKEN
    settings = load(tmp_path, text, WARTA_TOKEN=" from the environment ")
    assert settings.token == "from the environment"
    assert load_settings(None, DATA, {TOKEN_VARIABLE: TOKEN}).token == TOKEN
    assert TOKEN not in repr(load(tmp_path, text))
    (tmp_path / "secret").write_text("\n", encoding="utf-8")
    (told,) = problems(tmp_path, text)
    assert told.endswith("secret is empty")


def test_what_is_logged_is_said_by_the_environment() -> None:
    assert load_settings(None, DATA, {}).log == "info"
    assert load_settings(EXAMPLE, DATA, {"WARTA_LOG": " DEBUG "}).log == "debug"
    for config in (None, EXAMPLE):
        with pytest.raises(ConfigError, match="WARTA_LOG must be one of debug, info, warning, error"):
            load_settings(config, DATA, {"WARTA_LOG": "loud"})


def test_a_test_names_its_own_discord() -> None:
    assert load_settings(None, DATA, {"WARTA_DISCORD_API": "http://127.0.0.1:1"}).api == "http://127.0.0.1:1"
