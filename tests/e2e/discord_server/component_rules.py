"""The limits of components in messages, from Discord's component reference."""

from collections.abc import Callable
from typing import Any

from tests.e2e.discord_server.constants import Component, Json
from tests.e2e.discord_server.form import Form
from tests.e2e.discord_server.message import walk

COMPONENTS = 40  # in all, the nested ones too
TEXT = 4000  # characters of all text displays
ROWS = 5  # of a message without the flag
BUTTONS = 5
CUSTOM_ID = 100
LINK, PREMIUM = 5, 6  # styles of buttons

SELECTS = (
    Component.STRING_SELECT,
    Component.USER_SELECT,
    Component.ROLE_SELECT,
    Component.MENTIONABLE_SELECT,
    Component.CHANNEL_SELECT,
)
IN_CONTAINER = (
    Component.ACTION_ROW,
    Component.SECTION,
    Component.TEXT_DISPLAY,
    Component.MEDIA_GALLERY,
    Component.FILE,
    Component.SEPARATOR,
)
TOP = (*IN_CONTAINER, Component.CONTAINER)
FILES = ("http", "https", "attachment")


class ComponentRules:
    """Checks the components of one message."""

    def __init__(self, form: Form, uploads: set[str]) -> None:
        self.form = form
        self.uploads = uploads  # names that attachment:// may refer to
        self.kinds: dict[int, Callable[[str, Json], None]] = {
            Component.ACTION_ROW: self.row,
            Component.BUTTON: self.button,
            Component.SECTION: self.section,
            Component.TEXT_DISPLAY: self.text_display,
            Component.THUMBNAIL: self.thumbnail,
            Component.MEDIA_GALLERY: self.gallery,
            Component.FILE: self.file,
            Component.SEPARATOR: self.separator,
            Component.CONTAINER: self.container,
            **dict.fromkeys(SELECTS, self.select),
        }

    def check(self, components: object, *, version_2: bool) -> None:
        """All of them, with what holds for the message as a whole."""
        high = COMPONENTS if version_2 else ROWS
        found = self.form.objects("components", components, 0, high)
        self.children("components", found, TOP if version_2 else (Component.ACTION_ROW,))
        every = list(walk(found))
        if len(every) > COMPONENTS:
            said = f"Must be {COMPONENTS} or fewer components in all."
            self.form.bad("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", said)
        length = sum(
            len(str(one.get("content") or "")) for one in every if one.get("type") == Component.TEXT_DISPLAY
        )
        if length > TEXT:
            said = f"The text of all components must be {TEXT} or fewer in length."
            self.form.bad("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", said)
        identities(self.form, "components", every)

    def children(self, path: str, components: list[Json], allowed: tuple[int, ...]) -> None:
        for index, one in enumerate(components):
            here = f"{path}.{index}"
            if one.get("type") in allowed:
                self.kinds[one["type"]](here, one)
            else:
                self.form.one_of(f"{here}.type", one.get("type"), [int(kind) for kind in allowed])

    def container(self, path: str, one: Json) -> None:
        self.form.number(f"{path}.accent_color", one.get("accent_color"), 0, 0xFFFFFF)
        inner = self.form.objects(f"{path}.components", one.get("components"), 1, COMPONENTS)
        self.children(f"{path}.components", inner, IN_CONTAINER)

    def row(self, path: str, one: Json) -> None:
        inner = self.form.objects(f"{path}.components", one.get("components"), 1, BUTTONS)
        self.children(f"{path}.components", inner, (Component.BUTTON, *SELECTS))
        if len(inner) > 1 and any(each.get("type") in SELECTS for each in inner):
            said = "A select menu takes a row of its own."
            self.form.bad(f"{path}.components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", said)

    def section(self, path: str, one: Json) -> None:
        inner = self.form.objects(f"{path}.components", one.get("components"), 1, 3)
        self.children(f"{path}.components", inner, (Component.TEXT_DISPLAY,))
        accessory = one.get("accessory")
        if not isinstance(accessory, dict):
            self.form.required(f"{path}.accessory")
        elif accessory.get("type") in (Component.BUTTON, Component.THUMBNAIL):
            self.kinds[accessory["type"]](f"{path}.accessory", accessory)
        else:
            allowed = [int(Component.BUTTON), int(Component.THUMBNAIL)]
            self.form.one_of(f"{path}.accessory.type", accessory.get("type"), allowed)

    def text_display(self, path: str, one: Json) -> None:
        self.form.text(f"{path}.content", one.get("content"), 1, TEXT)

    def button(self, path: str, one: Json) -> None:
        style = one.get("style")
        self.form.one_of(f"{path}.style", style, range(1, 7))
        self.form.text(f"{path}.label", one.get("label"), 0, 80, needed=False)
        if style == PREMIUM:
            named, forbidden = "sku_id", ["custom_id", "label", "url", "emoji"]
        elif style == LINK:
            named, forbidden = "url", ["custom_id", "sku_id"]
            self.form.url(f"{path}.url", one.get("url"), ("http", "https", "discord"), 512)
        else:
            named, forbidden = "custom_id", ["url", "sku_id"]
            self.form.text(f"{path}.custom_id", one.get("custom_id"), 1, CUSTOM_ID, needed=False)
        if not one.get(named):
            self.form.required(f"{path}.{named}")
        for name in forbidden:
            if one.get(name) is not None:
                said = f"A button of style {style} has no {name}."
                self.form.bad(f"{path}.{name}", "BUTTON_COMPONENT_INVALID_FIELD", said)
        if style != PREMIUM and not (one.get("label") or one.get("emoji")):
            self.form.required(f"{path}.label")

    def select(self, path: str, one: Json) -> None:
        select_menu(self.form, path, one)

    def thumbnail(self, path: str, one: Json) -> None:
        self.form.text(f"{path}.description", one.get("description"), 1, 1024, needed=False)
        self.media(f"{path}.media", one.get("media"), FILES)

    def gallery(self, path: str, one: Json) -> None:
        for index, item in enumerate(self.form.objects(f"{path}.items", one.get("items"), 1, 10)):
            here = f"{path}.items.{index}"
            self.form.text(f"{here}.description", item.get("description"), 1, 1024, needed=False)
            self.media(f"{here}.media", item.get("media"), FILES)

    def file(self, path: str, one: Json) -> None:
        self.media(f"{path}.file", one.get("file"), ("attachment",))

    def media(self, path: str, media: Any, schemes: tuple[str, ...]) -> None:
        url = media.get("url") if isinstance(media, dict) else None
        if url is None:
            self.form.required(f"{path}.url")
            return
        self.form.url(f"{path}.url", url, schemes)
        name = str(url).removeprefix("attachment://")
        if name != url and name not in self.uploads:
            said = "The referenced attachment was not found"
            self.form.bad(f"{path}.url", "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", said)

    def separator(self, path: str, one: Json) -> None:
        if one.get("spacing") is not None:
            self.form.one_of(f"{path}.spacing", one["spacing"], (1, 2))


def select_menu(form: Form, path: str, one: Json) -> None:
    """A select menu of a message or of a form."""
    form.text(f"{path}.custom_id", one.get("custom_id"), 1, CUSTOM_ID)
    form.text(f"{path}.placeholder", one.get("placeholder"), 0, 150, needed=False)
    form.number(f"{path}.min_values", one.get("min_values"), 0, 25)
    form.number(f"{path}.max_values", one.get("max_values"), 1, 25)
    low, high = one.get("min_values"), one.get("max_values")
    if isinstance(low, int) and low > (high if isinstance(high, int) else 1):
        form.bad(f"{path}.min_values", "SELECT_MIN_EXCEEDS_MAX", "Must not be more than max_values.")
    if one.get("type") != Component.STRING_SELECT:
        form.items(f"{path}.default_values", one.get("default_values"), 0, 25)
        return
    choices = form.objects(f"{path}.options", one.get("options"), 1, 25)
    for index, option in enumerate(choices):
        here = f"{path}.options.{index}"
        form.text(f"{here}.label", option.get("label"), 1, 100)
        form.text(f"{here}.value", option.get("value"), 1, 100)
        form.text(f"{here}.description", option.get("description"), 0, 100, needed=False)
    values = [one.get("value") for one in choices]
    form.unique(
        f"{path}.options", values, "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "Values must be unique."
    )
    if sum(bool(one.get("default")) for one in choices) > (high if isinstance(high, int) else 1):
        form.bad(f"{path}.options", "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", "Too many default options.")


def identities(form: Form, path: str, every: list[Json]) -> None:
    """What must be unique within a message or form."""
    names = [one["custom_id"] for one in every if one.get("custom_id") is not None]
    said = "Component custom id cannot be duplicated"
    form.unique(path, names, "COMPONENT_CUSTOM_ID_DUPLICATED", said)
    numbers = [one["id"] for one in every if one.get("id")]
    form.unique(path, numbers, "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated")
