"""The limits of messages: content, embeds, mentions, attachments, and what excludes what."""

from collections.abc import Iterable

from tests.e2e.discord_server.component_rules import ComponentRules
from tests.e2e.discord_server.constants import Code, Json, MessageFlag
from tests.e2e.discord_server.errors import ApiError
from tests.e2e.discord_server.form import Form
from tests.e2e.discord_server.message import Message

CONTENT = 2000
EMBEDS = 10
EMBED_TEXT = 6000  # of all embeds together
PARSES = ("users", "roles", "everyone")
LEGACY = ("content", "embeds", "sticker_ids", "poll")  # none of them beside components of version 2


def check_message(form: Form, body: Json, uploads: dict[int, str], flags: int) -> None:
    """A body of a new message; `uploads` are the names of its files by number, `flags` those it will have."""
    _references(form, body, set(uploads), ())
    _parts(form, body, set(uploads.values()), flags)
    nonce = body.get("nonce")
    if isinstance(nonce, str):
        form.text("nonce", nonce, 1, 25)
    reference = body.get("message_reference")
    if reference is not None:
        number = reference.get("message_id") if isinstance(reference, dict) else None
        if not str(number or "").isdecimal():
            form.required("message_reference.message_id")


def check_edit(form: Form, body: Json, uploads: dict[int, str], message: Message) -> None:
    """A body that changes `message`: what it leaves out stays, and must go with the rest."""
    before = message.data
    kept = {one["id"]: one["filename"] for one in before["attachments"]}
    _references(form, body, set(uploads), kept)
    flags = message.flags | int(body.get("flags") or 0)
    merged: Json = {name: before.get(name) for name in ("content", "embeds", "components")} | body
    _parts(form, merged, {*uploads.values(), *kept.values()}, flags)


def _parts(form: Form, body: Json, names: set[str], flags: int) -> None:
    version_2 = bool(flags & MessageFlag.IS_COMPONENTS_V2)
    if version_2:
        for name in LEGACY:
            if body.get(name):
                said = f"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
                form.bad(name, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", said)
        if not body.get("components"):
            form.required("components")
    form.text("content", body.get("content"), 0, CONTENT, needed=False)
    _embeds(form, body.get("embeds"))
    form.items("sticker_ids", body.get("sticker_ids"), 0, 3)
    ComponentRules(form, names).check(body.get("components"), version_2=version_2)
    if body.get("allowed_mentions") is not None:
        _allowed_mentions(form, body["allowed_mentions"])


def check_not_empty(body: Json, uploads: dict[int, str]) -> None:
    """Raises 50006 for a message of nothing."""
    content = body.get("content")
    if (isinstance(content, str) and content.strip()) or uploads:
        return
    if not any(body.get(name) for name in ("embeds", "components", "sticker_ids", "poll")):
        raise ApiError(400, Code.EMPTY_MESSAGE, "Cannot send an empty message")


def _embeds(form: Form, embeds: object) -> None:
    total = 0
    for index, one in enumerate(form.objects("embeds", embeds, 0, EMBEDS)):
        path = f"embeds.{index}"
        footer, author = one.get("footer") or {}, one.get("author") or {}
        fields = form.objects(f"{path}.fields", one.get("fields"), 0, 25)
        _words(form, f"{path}.title", one.get("title"), 256)
        _words(form, f"{path}.description", one.get("description"), 4096)
        _words(form, f"{path}.footer.text", footer.get("text"), 2048)
        _words(form, f"{path}.author.name", author.get("name"), 256)
        if footer and not footer.get("text"):
            form.required(f"{path}.footer.text")
        if author and not author.get("name"):
            form.required(f"{path}.author.name")
        words = [one.get("title"), one.get("description"), footer.get("text"), author.get("name")]
        for number, field in enumerate(fields):
            form.text(f"{path}.fields.{number}.name", _trimmed(field.get("name")), 1, 256)
            form.text(f"{path}.fields.{number}.value", _trimmed(field.get("value")), 1, 1024)
            words += [field.get("name"), field.get("value")]
        total += sum(len(str(_trimmed(word))) for word in words if word is not None)
        form.url(f"{path}.url", one.get("url"))
        form.url(f"{path}.author.url", author.get("url"))
        for name in ("image", "thumbnail"):
            media = one.get(name)
            if media:
                form.url(f"{path}.{name}.url", media.get("url"), ("http", "https", "attachment"))
        form.number(f"{path}.color", one.get("color"), 0, 0xFFFFFF)
    if total > EMBED_TEXT:
        said = f"Embed size exceeds maximum size of {EMBED_TEXT}"
        form.bad("embeds", "MAX_EMBED_SIZE_EXCEEDED", said)


def _words(form: Form, path: str, value: object, high: int) -> None:
    form.text(path, _trimmed(value), 0, high, needed=False)


def _trimmed(value: object) -> object:
    """Embeds are measured without the spaces around their texts."""
    return value.strip() if isinstance(value, str) else value


def _allowed_mentions(form: Form, allowed: Json) -> None:
    parse = form.items("allowed_mentions.parse", allowed.get("parse"), 0, len(PARSES))
    for index, one in enumerate(parse):
        form.one_of(f"allowed_mentions.parse.{index}", one, PARSES)
    form.unique(
        "allowed_mentions.parse", parse, "SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains it."
    )
    for name in ("users", "roles"):
        ids = form.items(f"allowed_mentions.{name}", allowed.get(name), 0, 100)
        if ids and name in parse:
            said = f'parse:["{name}"] and {name}: [ids...] are mutually exclusive.'
            form.bad("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", said)


def _references(form: Form, body: Json, uploads: set[int], kept: Iterable[str]) -> None:
    """Attachments that the body names must be there: uploaded with it, or on the message already."""
    known = {str(number) for number in uploads} | set(kept)
    for index, one in enumerate(form.objects("attachments", body.get("attachments"), 0, 10)):
        form.text(f"attachments.{index}.description", one.get("description"), 0, 1024, needed=False)
        if str(one.get("id")) not in known:
            form.bad(f"attachments.{index}.id", "ATTACHMENT_NOT_FOUND", "The attachment was not found")
