"""What a message says, wherever it says it."""

from typing import Any

import discord

from cogs.escape import plain
from cogs.messages import files_of, links_of, words_of
from cogs.notices import GREEN
from cogs.sheets import Sheet
from tests.cogs.conftest import components_of, written

SENTENCE = "Pasar *ikan* Muara Teduh_dibuka #3 <@1> (40 %)."


def test_a_message_s_own_words_come_first() -> None:
    embed: Any = {"type": "rich", "title": "Judul", "description": "Isi."}
    assert words_of(written(" Halo dunia. ", embeds=[embed])) == "Halo dunia."


def test_the_words_of_a_card_of_ours_are_read() -> None:
    sheet = Sheet(GREEN).small("siapa?").text(f"### {plain('Judul')}")
    sheet.beside(f"“{plain(SENTENCE)}”\n-# Kabar · 88 %", "https://kabar.example/a", "Open")
    components = components_of(sheet.view())
    card = written("", components=components)
    assert words_of(card) == f"Judul\n“{SENTENCE}”"
    assert links_of(card) == ["https://kabar.example/a"]
    only_small = Sheet(GREEN).small("siapa?").view()
    assert words_of(written("", components=components_of(only_small))) == "siapa?"


def test_what_is_in_bold_is_read_without_its_marks() -> None:
    view = Sheet(GREEN).text(r"“Pasar **Muara \*Teduh\*** dibuka.”").view()
    assert words_of(written("", components=components_of(view))) == "“Pasar Muara *Teduh* dibuka.”"


def test_what_is_forwarded_is_read() -> None:
    snapshot = {
        "message": {
            "type": 0,
            "content": "Banjir di Tambakreja: https://kabar.example/banjir",
            "timestamp": "2025-03-03T10:00:00+00:00",
            "edited_timestamp": None,
            "attachments": [
                {"id": "1", "filename": "a.txt", "size": 3, "url": "https://x.example", "proxy_url": ""}
            ],
            "embeds": [],
            "components": [],
            "mentions": [],
            "mention_roles": [],
        }
    }
    forwarded = written("", message_snapshots=[snapshot])
    assert words_of(forwarded) == "Banjir di Tambakreja: https://kabar.example/banjir"
    assert links_of(forwarded) == ["https://kabar.example/banjir"]
    assert [file.filename for file in files_of(forwarded)] == ["a.txt"]


def test_what_is_embedded_is_read() -> None:
    embed = discord.Embed(title="Judul", description="Isi berita.", url="https://kabar.example/a")
    embed.add_field(name="Kota", value="Muara Teduh")
    message = written("", embeds=[embed.to_dict()])
    assert words_of(message) == "Judul\nIsi berita.\nKota\nMuara Teduh"
    assert links_of(message) == ["https://kabar.example/a"]


def test_a_message_that_says_nothing_says_nothing() -> None:
    assert (words_of(written("")), links_of(written("")), files_of(written(""))) == ("", [], [])
