"""Commands in Indonesian: their names, descriptions and options. English stands where they are defined."""

import discord
from discord import app_commands

from bot.client import WartaBot

# Of a name Discord takes no capitals and no spaces, but for the commands of menus.
INDONESIAN = {
    "ask": "tanya",
    "Ask; the answer is a sentence somebody published": "Bertanya; jawabannya kalimat yang pernah terbit",
    "question": "pertanyaan",
    "What you want to know": "Yang ingin Anda ketahui",
    "source": "sumber",
    "Only what this outlet published": "Hanya yang diterbitkan media ini",
    "since": "sejak",
    "Only articles from this day on, such as 2025-01-30 or last week": (
        "Hanya artikel sejak hari ini, misalnya 2025-01-30 atau pekan lalu"
    ),
    "until": "sampai",
    "Only articles up to this day": "Hanya artikel sampai hari ini",
    "private": "pribadi",
    "Show the answer to nobody but you": "Tunjukkan jawabannya kepada Anda saja",
    "article": "artikel",
    "What this server's library holds": "Isi pustaka server ini",
    "add": "tambah",
    "Add an article: an address, a file, or pasted text": "Tambah artikel: alamat, berkas, atau tempelan",
    "url": "alamat",
    "The address of the article": "Alamat artikel itu",
    "file": "berkas",
    "A file: .txt, .md or .html (neither: a form to paste into)": (
        "Berkas: .txt, .md, atau .html (tanpa keduanya: formulir untuk menempelkan)"
    ),
    "list": "daftar",
    "List the articles, the newest first": "Daftar artikel, yang terbaru lebih dulu",
    "show": "lihat",
    "Show one article": "Lihat satu artikel",
    "Its number or headline": "Nomor atau judulnya",
    "remove": "hapus",
    "Remove one article": "Hapus satu artikel",
    "setup": "atur",
    "Set language and time zone, add first articles": "Atur bahasa dan zona waktu, tambah artikel pertama",
    "status": "status",
    "How things stand here": "Keadaan di sini",
    "privacy": "privasi",
    "What is stored here; export it or delete it": "Yang disimpan di sini; ekspor atau hapus",
    "help": "bantuan",
    "What you can do here": "Yang dapat Anda lakukan di sini",
    "Add to library": "Tambah ke pustaka",
    "Check against sources": "Periksa dengan sumber",
}


def translated(text: str, language: str) -> str:
    """A name or description of a command in a language."""
    return INDONESIAN.get(text, text) if language == "id" else text


class CommandTranslator(app_commands.Translator):
    """Tells Discord the commands in Indonesian."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002 - the same words everywhere
    ) -> str | None:
        """The text in a language, None for that in which it is written."""
        return INDONESIAN.get(string.message) if locale is discord.Locale.indonesian else None


async def setup(bot: WartaBot) -> None:
    """Make this the translator of the commands."""
    await bot.tree.set_translator(CommandTranslator())
