"""Settings: a TOML file and the environment, read into frozen values.

Every problem of a file is reported at once, and an unknown key with the nearest one that exists.
`config.example.toml` lists every setting; a test holds the two together.
"""

import ipaddress
import re
import tomllib
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any, get_type_hints

from rapidfuzz import process

from bot.errors import ConfigError
from bot.paths import expanded

TOKEN_VARIABLE = "WARTA_TOKEN"  # noqa: S105 - the name of a variable, not a token
CONFIG_VARIABLE = "WARTA_CONFIG"
DATA_VARIABLE = "WARTA_DATA"
LOG_VARIABLE = "WARTA_LOG"
API_VARIABLE = "WARTA_DISCORD_API"
DATABASE = "warta.db"

LEVELS = ("debug", "info", "warning", "error")

_NEAR_ENOUGH = 60.0  # below this likeness another key is no help
_TOKEN_NAMES = frozenset({"token", "bot_token", "discord_token", "secret"})
# Three parts in base64, as Discord's tokens are written.
_TOKEN_SHAPE = re.compile(r"[\w-]{20,40}\.[\w-]{5,8}\.[\w-]{20,80}")
_TOKEN_ADVICE = (
    f"a token does not belong in a config file (set {TOKEN_VARIABLE}, or name a file with token_file)"
)


def _setting(default: Any, *, least: float | None = None, most: float | None = None) -> Any:
    return field(default=default, metadata={"least": least, "most": most})


@dataclass(frozen=True, slots=True)
class Answers:
    """How questions are answered."""

    threshold: float = _setting(0.55, least=0.0, most=1.0)
    limit: int = _setting(3, least=1, most=10)


@dataclass(frozen=True, slots=True)
class Ingest:
    """What is taken in."""

    max_megabytes: int = _setting(10, least=1, most=10)
    page_seconds: float = _setting(5.0, least=0.5, most=60.0)


@dataclass(frozen=True, slots=True)
class Fetch:
    """How pages are fetched."""

    timeout_seconds: float = _setting(20.0, least=1.0, most=300.0)
    max_megabytes: int = _setting(10, least=1, most=10)
    contact: str = _setting("")
    own_networks: tuple[str, ...] = _setting(())  # as CIDR; each is one that ipaddress.ip_network takes


@dataclass(frozen=True, slots=True)
class Feeds:
    """How feeds are followed."""

    first_articles: int = _setting(20, least=0, most=200)
    shortest_minutes: int = _setting(5, least=1, most=1_440)


@dataclass(frozen=True, slots=True)
class Discord:
    """The connection to Discord. The token itself never stands in a config file."""

    token_file: str = _setting("")
    user_per_minute: int = _setting(60, least=1, most=6_000)
    server_per_minute: int = _setting(600, least=1, most=60_000)
    message_content: bool = _setting(False)
    keep_lines_hours: int = _setting(48, least=1, most=168)


@dataclass(frozen=True, slots=True)
class Watches:
    """What people may watch for."""

    per_person: int = _setting(20, least=0, most=1_000)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set, the directory that holds what Warta keeps, and the token ("": none).

    `log` is the level from which the bot logs on; `api` is where a test's own Discord listens ("": nowhere).
    """

    data_dir: Path
    answers: Answers = field(default_factory=Answers)
    ingest: Ingest = field(default_factory=Ingest)
    fetch: Fetch = field(default_factory=Fetch)
    feeds: Feeds = field(default_factory=Feeds)
    discord: Discord = field(default_factory=Discord)
    watches: Watches = field(default_factory=Watches)
    token: str = field(default="", repr=False)
    log: str = "info"
    api: str = ""

    @property
    def database(self) -> Path:
        """The one file in which everything is stored."""
        return self.data_dir / DATABASE


_SECTIONS: Mapping[str, type] = {
    "answers": Answers,
    "ingest": Ingest,
    "fetch": Fetch,
    "feeds": Feeds,
    "discord": Discord,
    "watches": Watches,
}


def load_settings(config: Path | None, data_dir: Path, environment: Mapping[str, str]) -> Settings:
    """The settings of the file `config` (none: the defaults) and the environment. Raises ConfigError."""
    problems: list[str] = []
    from_environment: dict[str, Any] = {
        "log": _log_level(environment, problems),
        "api": environment.get(API_VARIABLE, "").strip(),
    }
    if config is None:
        if problems:
            raise ConfigError("The environment cannot be used", tuple(problems))
        return Settings(data_dir, token=environment.get(TOKEN_VARIABLE, "").strip(), **from_environment)
    sections = _sections(_read(config), problems)
    token = _token(config, sections["discord"], environment, problems)
    if problems:
        raise ConfigError(f"{config} cannot be used", tuple(problems))
    return Settings(data_dir, token=token, **from_environment, **sections)


def _log_level(environment: Mapping[str, str], problems: list[str]) -> str:
    level = environment.get(LOG_VARIABLE, "").strip().lower() or "info"
    if level not in LEVELS:
        problems.append(f"{LOG_VARIABLE} must be one of {', '.join(LEVELS)}, not {level!r}")
    return level


def _read(config: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(config.read_text(encoding="utf-8-sig"))  # Notepad writes a byte order mark
    except UnicodeDecodeError as error:
        raise ConfigError(f"{config} cannot be read", ("it is not UTF-8 text",)) from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ConfigError(f"{config} cannot be read", (reason,)) from error


def _sections(table: dict[str, Any], problems: list[str]) -> dict[str, Any]:
    for name, value in table.items():
        if name not in _SECTIONS:
            what = f"section [{name}]" if isinstance(value, dict) else name
            problems.append(_unknown(what, name, list(_SECTIONS)))
        elif not isinstance(value, dict):
            problems.append(f"{name} must be a section: write [{name}]")
    return {
        name: _section(name, kind, table[name] if isinstance(table.get(name), dict) else {}, problems)
        for name, kind in _SECTIONS.items()
    }


def _section(name: str, kind: type, table: dict[str, Any], problems: list[str]) -> Any:
    known = {one.name: one for one in fields(kind)}
    types = get_type_hints(kind)
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            problems.append(_unknown(f"{name}.{key}", key, list(known)))
        elif problem := _problem(f"{name}.{key}", value, types[key], known[key]):
            problems.append(problem)
        else:
            values[key] = types[key](value)
    return kind(**values)


def _unknown(what: str, name: str, valid: list[str]) -> str:
    if name.lower() in _TOKEN_NAMES:
        return f"{what}: {_TOKEN_ADVICE}"
    nearest = process.extractOne(name, valid, score_cutoff=_NEAR_ENOUGH)
    hint = f"did you mean {nearest[0]}?" if nearest else f"known are {', '.join(valid)}"
    return f"{what} is unknown ({hint})"


def _problem(what: str, value: object, kind: type, setting: "Field[Any]") -> str:
    """What is wrong with a value, in words; "" when nothing is."""
    if isinstance(value, str) and _TOKEN_SHAPE.search(value):
        return f"{what}: {_TOKEN_ADVICE}"
    if kind == tuple[str, ...]:
        return _network_problem(what, value)
    if kind is bool:
        return "" if isinstance(value, bool) else f"{what} must be true or false, not {value!r}"
    wanted = {float: "a number", int: "a whole number", str: "a text in quotes"}[kind]
    fits = isinstance(value, int | float) if kind is float else isinstance(value, kind)
    if not fits or isinstance(value, bool):
        return f"{what} must be {wanted}, not {value!r}"
    least, most = setting.metadata["least"], setting.metadata["most"]
    if isinstance(value, int | float) and not (least <= value <= most):
        return f"{what} must lie between {least:g} and {most:g}, not {value!r}"
    return ""


def _network_problem(what: str, value: object) -> str:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return f"{what} must be a list of texts in quotes, not {value!r}"
    for one in value:
        try:
            ipaddress.ip_network(one)
        except ValueError:
            return f'{what}: {one!r} is no network; write it like "192.168.1.0/24" or "192.168.1.7"'
    return ""


def _token(config: Path, discord: Discord, environment: Mapping[str, str], problems: list[str]) -> str:
    if token := environment.get(TOKEN_VARIABLE, "").strip():
        return token
    if not discord.token_file:
        return ""
    path = config.parent / expanded(discord.token_file)
    try:
        token = path.read_text(encoding="utf-8-sig").strip()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is not text"
        problems.append(f"discord.token_file: {path} cannot be read ({reason})")
        return ""
    if not token:
        problems.append(f"discord.token_file: {path} is empty")
    return token
