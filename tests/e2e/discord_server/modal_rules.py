"""The limits of forms and of the choices of autocompletion."""

from tests.e2e.discord_server.component_rules import CUSTOM_ID, SELECTS, TEXT, identities, select_menu
from tests.e2e.discord_server.constants import Component, Json
from tests.e2e.discord_server.form import Form
from tests.e2e.discord_server.message import walk

FIELDS = 5
CHOICES = 25
IN_LABEL = (
    Component.TEXT_INPUT,
    *SELECTS,
    Component.FILE_UPLOAD,
    Component.RADIO_GROUP,
    Component.CHECKBOX_GROUP,
    Component.CHECKBOX,
)


def check_modal(form: Form, data: Json) -> None:
    """A form that is opened."""
    form.text("data.custom_id", data.get("custom_id"), 1, CUSTOM_ID)
    form.text("data.title", data.get("title"), 1, 45)
    components = form.objects("data.components", data.get("components"), 1, FIELDS)
    for index, one in enumerate(components):
        path = f"data.components.{index}"
        if one.get("type") == Component.LABEL:
            _label(form, path, one)
        elif one.get("type") == Component.ACTION_ROW:
            inner = form.objects(f"{path}.components", one.get("components"), 1, 1)
            for each in inner:
                form.one_of(f"{path}.components.0.type", each.get("type"), [int(Component.TEXT_INPUT)])
                form.text(f"{path}.components.0.label", each.get("label"), 1, 45)
                _text_input(form, f"{path}.components.0", each)
        elif one.get("type") == Component.TEXT_DISPLAY:
            form.text(f"{path}.content", one.get("content"), 1, TEXT)
        else:
            form.one_of(
                f"{path}.type",
                one.get("type"),
                [int(Component.ACTION_ROW), int(Component.TEXT_DISPLAY), int(Component.LABEL)],
            )
    identities(form, "data.components", list(walk(components)))


def _label(form: Form, path: str, one: Json) -> None:
    form.text(f"{path}.label", one.get("label"), 1, 45)
    form.text(f"{path}.description", one.get("description"), 1, 100, needed=False)
    inner = one.get("component")
    path = f"{path}.component"
    if not isinstance(inner, dict):
        form.required(path)
        return
    kind = inner.get("type")
    form.one_of(f"{path}.type", kind, [int(each) for each in IN_LABEL])
    if kind == Component.TEXT_INPUT:
        if inner.get("label") is not None:
            form.bad(f"{path}.label", "COMPONENT_INVALID_FIELD", "The label around it has the words.")
        _text_input(form, path, inner)
    elif kind in SELECTS:
        select_menu(form, path, inner)
        if inner.get("disabled"):
            form.bad(f"{path}.disabled", "COMPONENT_INVALID_FIELD", "Cannot be disabled in a form.")
        _least(form, path, inner)
    elif kind == Component.FILE_UPLOAD:
        _least(form, path, inner)
        form.text(f"{path}.custom_id", inner.get("custom_id"), 1, CUSTOM_ID)
        form.number(f"{path}.min_values", inner.get("min_values"), 0, 10)
        form.number(f"{path}.max_values", inner.get("max_values"), 1, 10)
    elif kind in (Component.RADIO_GROUP, Component.CHECKBOX_GROUP):
        form.text(f"{path}.custom_id", inner.get("custom_id"), 1, CUSTOM_ID)
        low = 2 if kind == Component.RADIO_GROUP else 1
        for index, option in enumerate(form.objects(f"{path}.options", inner.get("options"), low, 10)):
            form.text(f"{path}.options.{index}.label", option.get("label"), 1, 100)
            form.text(f"{path}.options.{index}.value", option.get("value"), 1, 100)
            description = option.get("description")
            form.text(f"{path}.options.{index}.description", description, 0, 100, needed=False)
    elif kind == Component.CHECKBOX:
        form.text(f"{path}.custom_id", inner.get("custom_id"), 1, CUSTOM_ID)


def _least(form: Form, path: str, one: Json) -> None:
    """Nothing chosen cannot be enough where something is required, as it is unless it says otherwise."""
    if one.get("min_values") == 0 and one.get("required") is not False:
        form.bad(f"{path}.min_values", "NUMBER_TYPE_MIN", "Must be at least 1 if the field is required.")


def _text_input(form: Form, path: str, one: Json) -> None:
    form.text(f"{path}.custom_id", one.get("custom_id"), 1, CUSTOM_ID)
    form.one_of(f"{path}.style", one.get("style"), (1, 2))
    form.number(f"{path}.min_length", one.get("min_length"), 0, TEXT)
    form.number(f"{path}.max_length", one.get("max_length"), 1, TEXT)
    form.text(f"{path}.placeholder", one.get("placeholder"), 0, 100, needed=False)
    form.text(f"{path}.value", one.get("value"), 0, TEXT, needed=False)
    low, high = one.get("min_length"), one.get("max_length")
    if isinstance(low, int) and isinstance(high, int) and low > high:
        form.bad(f"{path}.min_length", "TEXT_INPUT_MIN_EXCEEDS_MAX", "Must not be more than max_length.")


def check_choices(form: Form, data: Json) -> None:
    """What autocompletion offers; an empty list is fine, none is not."""
    if "choices" not in data:
        form.required("data.choices")
        return
    choice_list(form, "data.choices", data["choices"])


def choice_list(form: Form, path: str, choices: object) -> None:
    """Choices of autocompletion or of an option."""
    for index, one in enumerate(form.objects(path, choices, 0, CHOICES)):
        here = f"{path}.{index}"
        form.text(f"{here}.name", one.get("name"), 1, 100)
        for locale, name in (one.get("name_localizations") or {}).items():
            form.text(f"{here}.name_localizations.{locale}", name, 1, 100)
        value = one.get("value")
        if isinstance(value, str) or value is None:
            form.text(f"{here}.value", value, 1, 100)
        elif isinstance(value, bool) or not isinstance(value, (int, float)):
            form.bad(f"{here}.value", "CHOICE_TYPE", "Must be a string or a number.")
        else:
            form.number(f"{here}.value", value, -(2**53), 2**53)
