"""Of which type each field is, wherever it stands: looked at first, so that the rules need not ask."""

from tests.e2e.discord_server.form import Form

OBJECTS = frozenset(
    {
        "accessory",
        "allowed_mentions",
        "author",
        "component",
        "data",
        "description_localizations",
        "emoji",
        "file",
        "footer",
        "image",
        "media",
        "message_reference",
        "name_localizations",
        "poll",
        "thumbnail",
    }
)
LISTS_OF_OBJECTS = frozenset(
    {"attachments", "choices", "components", "default_values", "embeds", "fields", "items", "options"}
)
LISTS = frozenset(
    {"channel_types", "contexts", "integration_types", "parse", "roles", "sticker_ids", "users"}
)
NUMBERS = frozenset(
    {
        "accent_color",
        "color",
        "flags",
        "max_length",
        "max_values",
        "min_length",
        "min_values",
        "spacing",
        "style",
    }
)
STRINGS = frozenset(
    {"content", "custom_id", "description", "filename", "label", "name", "placeholder", "title", "url"}
)
EITHER = frozenset({"id", "message_id", "nonce", "type"})  # a number here, a string there


def check_shapes(form: Form, value: object, path: str = "") -> None:
    """Everything in a body; null is always allowed, what no rule knows may be anything."""
    if isinstance(value, list):
        for index, one in enumerate(value):
            check_shapes(form, one, f"{path}.{index}" if path else str(index))
    elif isinstance(value, dict):
        for key, inner in value.items():
            here = f"{path}.{key}" if path else str(key)
            if inner is not None and not _fits(key, inner):
                form.bad(here, "BASE_TYPE_BAD_TYPE", "Is not of the type that this field has.")
            else:
                check_shapes(form, inner, here)


def _fits(key: str, value: object) -> bool:
    if key in OBJECTS:
        return isinstance(value, dict)
    if key in LISTS_OF_OBJECTS:
        return isinstance(value, list) and all(isinstance(one, dict) for one in value)
    if key in LISTS:
        return isinstance(value, list) and all(isinstance(one, (int, str)) for one in value)
    if key in NUMBERS:
        return isinstance(value, int) and not isinstance(value, bool)
    if key in STRINGS:
        return isinstance(value, str)
    return key not in EITHER or (isinstance(value, (int, str)) and not isinstance(value, bool))
