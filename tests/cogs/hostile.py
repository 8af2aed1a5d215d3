"""What strangers write to do harm, and what must be true of every card all the same."""

import random
import re
from collections.abc import Iterator
from typing import Any

from discord import ui

from cogs.escape import units

PIECES = (
    *("@everyone", "@here", "<@1>", "<@!2>", "<@&3>", "<#4>", "<t:1700000000:R>", "</ask:5>", "<:x:6>"),
    *(
        "<a:x:7>",
        "<id:guide>",
        "[Kompas](https://evil.example)",
        "https://evil.example",
        "javascript:alert(1)",
    ),
    *(
        "<https://evil.example>",
        "[](https://evil.example)",
        "[a](<https://evil.example> 'b')",
        "//evil.example",
    ),
    *("**", "__", "~~", "||", "```", "`", "# ", "-# ", "> ", ">>> ", "- ", "1. ", "* ", "+ "),
    *("\n", "\r\n", "\u2028", "\u202e", "\u2066", "\u2069", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u3164"),
    *("\x00", "\x1b[31m", "\x7f", "\ud800", "\U000e0041", "🦀", "é", "\\", "\\\\", " ", "\u00a0"),
    *("(", ")", "]", "[", "<", ">", "@", "#", ":", "/", "warta:more", "kata", "“", "”", "Ω≈ç", "اختبار"),
    *("discord.gg/x", "@silent", "{reference}", "%s", "{0}", ":smile:", "everyone", "a" * 300),
)
PING = re.compile(r"(?<!\\)@(?:everyone|here)|<[@#:/]|<[at]:|<id:")
HIDDEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x09\x0b-\x1f\x7f\u00ad\u3164]")


def strings(count: int, seed: int = 1) -> Iterator[str]:
    """As many different hostile strings, always the same."""
    chance = random.Random(seed)
    yield from PIECES
    for _ in range(count - len(PIECES)):
        yield "".join(chance.choices(PIECES, k=chance.randint(1, 12))) * chance.choice((*[1] * 11, 60))


def payload_of(view: Any) -> list[Any]:
    """What is sent of a card."""
    return list(view.to_components())


def components(payload: list[Any]) -> Iterator[Any]:
    """Every component of a payload."""
    for one in payload:
        yield one
        yield from components(one.get("components", []))
        if "accessory" in one:
            yield one["accessory"]


def sound(view: ui.LayoutView) -> None:
    """The rules that Discord holds a card against, and ours."""
    flat = list(components(payload_of(view)))
    assert 1 <= len(flat) <= 40
    texts = [one["content"] for one in flat if one["type"] == 10]
    assert sum(map(units, texts)) <= 4_000
    assert all(texts)
    ids = [one["custom_id"] for one in flat if "custom_id" in one]
    assert len(set(ids)) == len(ids)
    assert all(1 <= len(one) <= 100 for one in ids)
    for one in flat:
        if one["type"] == 1:
            assert 1 <= len(one["components"]) <= 5
        if one["type"] == 2:
            assert 1 <= units(one["label"]) <= 80
            assert not HIDDEN.search(one["label"])
            if "url" in one:
                assert re.fullmatch(r"https?://[\x21-\x7e]{3,505}", one["url"])
    for text in texts:
        assert not PING.search(text)
        assert "://" not in text.replace("\\://", "")
        assert not HIDDEN.search(text)
        assert not re.search(r"(?<!\\)\](?=\()", text)
