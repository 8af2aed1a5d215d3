"""The limits of command definitions, from Discord's page on application commands."""

import unicodedata

from tests.e2e.discord_server.constants import Json
from tests.e2e.discord_server.form import Form
from tests.e2e.discord_server.modal_rules import choice_list

CHAT_INPUT, ON_USER, ON_MESSAGE = 1, 2, 3
SUBCOMMAND, GROUP, STRING = 1, 2, 3
NUMBERS = (4, 10)
MOST = {CHAT_INPUT: 100, ON_USER: 15, ON_MESSAGE: 15}  # of a kind, globally or in a guild
OPTIONS = 25
NESTED: dict[int | None, tuple[int, ...]] = {None: (SUBCOMMAND, GROUP), GROUP: (SUBCOMMAND,), SUBCOMMAND: ()}
CHARACTERS = 8000  # of names, descriptions and values of one command
LOCALES = frozenset(
    """id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th
    zh-CN ja zh-TW ko""".split()  # noqa: SIM905  # a list of words reads better as words
)


def check_commands(form: Form, bodies: list[Json], path: str = "") -> None:
    """Definitions that are synced together."""
    bodies = form.objects(path, bodies, 0, sum(MOST.values()))
    seen: set[tuple[str, int]] = set()
    for kind, most in MOST.items():
        if sum((one.get("type") or CHAT_INPUT) == kind for one in bodies) > most:
            form.bad(path, "APPLICATION_COMMAND_TOO_MANY", f"Maximum of {most} commands of type {kind}.")
    for index, body in enumerate(bodies):
        here = f"{path}.{index}" if path else str(index)
        _command(form, here, body)
        same = (str(body.get("name")), body.get("type") or CHAT_INPUT)
        if same in seen:
            form.bad(here, "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
        seen.add(same)


def _command(form: Form, path: str, body: Json) -> None:
    kind = body.get("type") or CHAT_INPUT
    form.one_of(f"{path}.type", kind, list(MOST))
    if kind == CHAT_INPUT:
        _named(form, path, body)
        _options(form, path, body.get("options"), inside=None)
        if characters(body) > CHARACTERS:
            said = f"Must be {CHARACTERS} or fewer characters in all."
            form.bad(path, "APPLICATION_COMMAND_TOO_LARGE", said)
        return
    form.text(f"{path}.name", body.get("name"), 1, 32)
    for locale, name in _localised(form, f"{path}.name_localizations", body.get("name_localizations")):
        form.text(f"{path}.name_localizations.{locale}", name, 1, 32)
    for name in ("description", "options"):
        if body.get(name):
            said = "Context menu commands cannot have it."
            form.bad(f"{path}.{name}", "APPLICATION_COMMAND_CONTEXT_MENU_FIELD", said)


def _named(form: Form, path: str, body: Json) -> None:
    """Name and description, in every language."""
    _name(form, f"{path}.name", body.get("name"))
    form.text(f"{path}.description", body.get("description"), 1, 100)
    for locale, name in _localised(form, f"{path}.name_localizations", body.get("name_localizations")):
        _name(form, f"{path}.name_localizations.{locale}", name)
    key = f"{path}.description_localizations"
    for locale, text in _localised(form, key, body.get("description_localizations")):
        form.text(f"{key}.{locale}", text, 1, 100)


def _name(form: Form, path: str, name: object) -> None:
    form.text(path, name, 1, 32)
    if isinstance(name, str) and (name != name.lower() or not all(map(_allowed, name))):
        form.bad(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _allowed(letter: str) -> bool:
    if letter in "-_'" or letter.isalpha() or letter.isnumeric():
        return True
    return unicodedata.name(letter, "").startswith(("DEVANAGARI", "THAI"))


def _localised(form: Form, path: str, values: object) -> list[tuple[str, object]]:
    if not isinstance(values, dict):
        return []
    for locale in values:
        form.one_of(f"{path}.{locale}", locale, LOCALES)
    return list(values.items())


def _options(form: Form, path: str, options: object, inside: int | None) -> None:
    """The options of a command, or `inside` a group or a subcommand."""
    found = form.objects(f"{path}.options", options, 0, OPTIONS)
    names = [one.get("name") for one in found]
    said = "Option names must be unique"
    form.unique(f"{path}.options", names, "APPLICATION_COMMAND_OPTIONS_DUPLICATE", said)
    nested = [one.get("type") in (SUBCOMMAND, GROUP) for one in found]
    if any(nested) and not all(nested):
        said = "Sub-command and sub-command group option types are mutually exclusive to all other types"
        form.bad(f"{path}.options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", said)
    optional = False
    for index, one in enumerate(found):
        here = f"{path}.options.{index}"
        if one.get("required") and optional:
            said = "Required options must be placed before non-required options"
            form.bad(here, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", said)
        optional = optional or not one.get("required")
        _option(form, here, one, inside)


def _option(form: Form, path: str, one: Json, inside: int | None) -> None:
    kind = one.get("type")
    form.one_of(f"{path}.type", kind, range(1, 12))
    _named(form, path, one)
    if kind in (SUBCOMMAND, GROUP):
        if kind not in NESTED[inside]:
            form.bad(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Nested too deep.")
        else:
            _options(form, path, one.get("options"), kind)
        return
    if inside == GROUP:
        form.bad(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "A group holds subcommands only.")
    choices = one.get("choices")
    choice_list(form, f"{path}.choices", choices)
    if choices:
        wanted: tuple[type, ...] = (str,) if kind == STRING else (int, float)
        if any(not isinstance(each.get("value"), wanted) for each in choices if isinstance(each, dict)):
            form.bad(f"{path}.choices", "CHOICE_TYPE", "Values must be of the option's type.")
        values = [each.get("name") for each in choices if isinstance(each, dict)]
        code = "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_DUPLICATE"
        form.unique(f"{path}.choices", values, code, "Choice names must be unique.")
    if one.get("autocomplete") and (choices or kind not in (STRING, *NUMBERS)):
        said = "Only a string or number without choices completes."
        form.bad(f"{path}.autocomplete", "APPLICATION_COMMAND_AUTOCOMPLETE_INVALID", said)
    form.number(f"{path}.min_length", one.get("min_length"), 0, 6000)
    form.number(f"{path}.max_length", one.get("max_length"), 1, 6000)


def characters(body: Json) -> int:
    """Names, descriptions and values of a command and all in it; of localised ones the longest."""
    total = 0
    for name in ("name", "description"):
        texts = [body.get(name) or "", *(body.get(f"{name}_localizations") or {}).values()]
        total += max(len(str(text)) for text in texts)
    if isinstance(body.get("value"), str):
        total += len(body["value"])
    inner = [*(body.get("options") or []), *(body.get("choices") or [])]
    return total + sum(characters(one) for one in inner if isinstance(one, dict))
