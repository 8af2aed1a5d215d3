"""What a message says: in its text, in cards such as Warta's own, in what is forwarded, in embeds."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import discord

from cogs.escape import visible

_ESCAPE = re.compile(r"\\([^\w\s]|_)")
_MARKS = re.compile(r"\*\*|^(?:#{1,3}|>) ", re.MULTILINE)
_MEDIA = ("image/", "video/", "audio/")
_LINK = re.compile(r"https?://[^\s<>\[\]]{3,500}")
_GREETING = re.compile(
    r"(?:h(?:i|ello|ey|alo|allo|ai|ei|elo)+|yo|greetings|good (?:morning|afternoon|evening|day)|permisi"
    r"|selamat (?:pagi|siang|sore|malam)|pagi|siang|sore|malam|ass?alam\w{0,12}(?: \w{2,12}){0,2}"
    r"|are you there|what can you do|who are you|apa kabar|how are you|siapa kamu|kamu bisa apa|test?"
    r"|(?:thanks|thank you|makasih|terima kasih|trims)(?: a lot| so much| banyak| ya)?|help|bantuan|tolong)"
    r"(?:,? (?:there|all|everyone|warta|bot|semua|kak|min|bang|gan))?",
    re.IGNORECASE,
)

_INDONESIAN = re.compile(
    r"\b(?:halo|hai|selamat|pagi|siang|sore|malam|permisi|apa kabar|siapa|kamu|makasih|terima kasih|trims"
    r"|bantuan|tolong|semua|kak|min)\b",
    re.IGNORECASE,
)


def _parts(message: discord.Message) -> list[discord.Message | discord.MessageSnapshot]:
    """A message and what it forwards."""
    return [message, *message.message_snapshots]


def words_of(message: discord.Message) -> str:
    """The words of a message: its own, else those of its cards, of what it forwards, of its embeds."""
    own = getattr(message, "clean_content", "") or message.content
    if own.strip():
        return own.strip()
    parts: list[str] = []
    for one in _parts(message):
        cards = _said([_unmarked(text) for text in _displayed(one.components)])
        parts.append(one.content.strip() or cards or "\n".join(filter(None, map(_embedded, one.embeds))))
    return "\n".join(filter(None, parts))


def links_of(message: discord.Message) -> list[str]:
    """The addresses in a message: those that are written, else of its buttons and of what is embedded."""
    written = [link for one in _parts(message) for link in links(one.content)]
    if not written:
        for one in _parts(message):
            written += _buttons(one.components)
            written += [embed.url for embed in one.embeds if embed.url and links(embed.url) == [embed.url]]
    return list(dict.fromkeys(written))


def files_of(message: discord.Message) -> list[discord.Attachment]:
    """The files of a message, also of what it forwards; pictures and sounds only without others."""
    files = [file for one in _parts(message) for file in one.attachments]
    return [file for file in files if not (file.content_type or "").startswith(_MEDIA)] or files


def only_media(files: Iterable[discord.Attachment]) -> bool:
    """Whether there is nothing to read in files."""
    return all((file.content_type or "").startswith(_MEDIA) for file in files)


def links(text: str) -> list[str]:
    """The addresses in a text, each once, without the punctuation after them.

    A bracket is of the address where that opens it: …/wiki/Tambak_(desa), but (see …/tambak).
    """
    found: dict[str, None] = {}
    for link in _LINK.findall(text):
        while link[-1] in ".,;:!?'\"*_|" or (link[-1] == ")" and link.count("(") < link.count(")")):
            link = link[:-1]
        found[link] = None
    return list(found)


def greets(text: str) -> bool:
    """Whether a text says no more than hello, or nothing at all."""
    said = " ".join(re.sub(r"[^\w\s,']|_", " ", visible(text)).split()).strip(", '")
    return not any(map(str.isalnum, said)) or _GREETING.fullmatch(said) is not None


def greeted_in(text: str) -> str:
    """The language of a greeting: "id", or "" where that is not told."""
    return "id" if _INDONESIAN.search(text) else ""


def _components(items: Iterable[Any]) -> Iterator[Any]:
    for item in items:
        yield item
        yield from _components(getattr(item, "children", None) or ())
        if (beside := getattr(item, "accessory", None)) is not None:
            yield beside


def _displayed(items: Iterable[Any]) -> list[str]:
    return [one.content for one in _components(items) if isinstance(one, discord.components.TextDisplay)]


def _buttons(items: Iterable[Any]) -> list[str]:
    return [one.url for one in _components(items) if isinstance(one, discord.components.Button) and one.url]


def _said(texts: list[str]) -> str:
    """What a card says: not the small print around it, unless it holds nothing else."""
    lines = [line.strip() for text in texts for line in text.splitlines() if line.strip()]
    large = [line for line in lines if not line.startswith("-# ")]
    return "\n".join(large or [line.removeprefix("-# ") for line in lines])


def _unmarked(text: str) -> str:
    """Markdown as the text it shows, as far as `cogs.escape` writes it."""
    kept = _ESCAPE.sub(lambda found: f"\ue000{ord(found[1])}\ue001", text)
    return re.sub("\ue000(\\d{1,7})\ue001", lambda found: chr(int(found[1])), _MARKS.sub("", kept))


def _embedded(embed: discord.Embed) -> str:
    fields = (text for field in embed.fields for text in (field.name, field.value))
    return "\n".join(filter(None, (embed.title, embed.description, *fields)))
