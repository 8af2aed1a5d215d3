"""How a channel's own day looks, whatever people wrote there."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from discord import ui

from bot.domain import (
    AskedThere,
    Post,
    PostKind,
    Recap,
    Scope,
    SharedLink,
    Spoken,
    Stretch,
    recap_post,
)
from bot.outbox import PostUnfit
from cogs.phrases import EN, ID
from cogs.posts import look_of
from cogs.recap_cards import recap_from, recap_sheet
from tests.cogs.conftest import ids, words
from tests.cogs.hostile import components, payload_of, sound, strings

SCOPE, GUILD = Scope("discord:10"), 10
SAID = Spoken(101, 5, "Dinas menutup Jembatan Muara Teduh.")
TALK = Stretch("", "", 7, 3, 2, 4, (SAID, Spoken(102, 6, "Sampai *kapan*?")))
LINK = SharedLink("https://www.kabar.example/jembatan/", 2, 103)
RECAP = Recap(
    SCOPE,
    20,
    "2025-03-14T00:00:00+00:00",
    "2025-03-15T00:00:00+00:00",
    12,
    3,
    (LINK, SharedLink("https://kabar.example/pasar", 1, 104)),
    (AskedThere("siapa?", "Rahma.", 9), AskedThere("kapan?", "", 10)),
    (TALK,),
)
OURS = re.compile(r"<@[56]>|<#20>|<t:\d+:f>")


def test_a_day() -> None:
    view = recap_sheet(RECAP, EN, GUILD).view()
    assert words(view) == (
        "### The day in <#20>\n"
        "-# messages: 12 · people: 3 · <t:1741910400:f> to <t:1741996800:f>\n"
        "**Most talked about**\n"
        "-# messages: 7 · people: 3 · replies: 2 · reactions: 4\n"
        "<@5>: “Dinas menutup Jembatan Muara Teduh.”\n"
        "<@6>: “Sampai \\*kapan\\*?”\n"
        "**Links shared**\n"
        "**Asked here**\n- siapa? → “Rahma.”\n- kapan? → *not in the sources*"
    )
    assert ids(view) == [
        "https://discord.com/channels/10/20/101",
        "https://discord.com/channels/10/20/102",
        LINK.url,
        "https://kabar.example/pasar",
    ]
    labels = [one["label"] for one in components(payload_of(view)) if one["type"] == 2]
    assert labels == ["Jump", "Jump", "kabar.example/jembatan (2)", "kabar.example/pasar"]


def test_a_quiet_day_says_so() -> None:
    view = recap_sheet(Recap(SCOPE, 20, RECAP.since, RECAP.until), ID, GUILD).view()
    assert "Sepi" in words(view)
    assert "Sepi" not in words(recap_sheet(RECAP, ID, GUILD).view())


def test_a_post_shows_the_same() -> None:
    post = recap_post("recap:20:2025-03-14", RECAP)
    look = look_of(post, None, [], EN, None, GUILD)
    assert words(look.view) == words(recap_sheet(RECAP, EN, GUILD).view())
    assert ids(look.view) == ids(recap_sheet(RECAP, EN, GUILD).view())
    assert look.name == "The day in this channel"
    assert not any(look.pings.to_dict().values())
    assert recap_from(SCOPE, json.loads(post.payload)) == RECAP


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"channel": "20"},
        {"channel": True},
        {"channel": -1},
        {"channel": 20, "lines": "x"},
        {"channel": 20, "since": 5, "until": "x"},
    ],
)
def test_what_is_of_no_channel_is_unfit(payload: dict[str, Any]) -> None:
    with pytest.raises(PostUnfit):
        look_of(Post("k", PostKind.RECAP, SCOPE, 20, json.dumps(payload)), None, [], EN, None, GUILD)


def test_what_is_odd_in_a_payload_is_left_out() -> None:
    odd = {
        "channel": 20,
        "since": "x",
        "until": "y",
        "links": [1, {"url": 5}, {"url": "https://a.example/b", "people": 1, "message_id": 1, "more": []}],
        "questions": "x",
        "stretches": [{"quotes": [{"person": 5}]}, None, {"lines": 1}],
    }
    recap = recap_from(SCOPE, odd)
    assert recap == Recap(SCOPE, 20, "x", "y", links=(SharedLink("https://a.example/b", 1, 1),))


def test_whatever_people_write_is_text_within_limits() -> None:
    for text in strings(150, seed=3):
        talk = replace(TALK, quotes=tuple(Spoken(n, 5, text * 3) for n in range(4)))
        links = tuple(SharedLink(f"https://kabar.example/{n}/{text}", n, n) for n in range(9))
        recap = replace(
            RECAP, stretches=(talk,) * 4, links=links, questions=(AskedThere(text * 3, text * 3, 1),) * 5
        )
        for says in (EN, ID):
            view = recap_sheet(recap, says, GUILD).view()
            for one in view.walk_children():
                if isinstance(one, ui.TextDisplay):
                    one.content = OURS.sub("…", one.content)
            sound(view)
            assert len(ids(view)) >= 7  # seven lines with their jumps
