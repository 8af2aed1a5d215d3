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
    "feed": "umpan",
    "The feeds this server follows": "Umpan berita yang diikuti server ini",
    "Follow a feed, or the feed of any page": "Ikuti umpan, atau umpan dari halaman apa pun",
    "The address of a feed, or of any page of a site": "Alamat umpan, atau halaman apa pun dari situs itu",
    "channel": "saluran",
    "Where new articles are posted; the one you are in by default": (
        "Tempat artikel baru dikirim; tanpa ini saluran tempat Anda berada"
    ),
    "post": "kirim",
    "Whether new articles are posted, or can only be asked about": (
        "Apakah artikel baru dikirim, atau hanya dapat ditanyakan"
    ),
    "any": "salah-satu",
    "Only with one of these words, separated by commas": "Hanya dengan salah satu kata ini, dipisah koma",
    "all": "semua",
    "Only with all of these words": "Hanya dengan semua kata ini",
    "none": "tanpa",
    "Only without these words": "Hanya tanpa kata-kata ini",
    "where": "di",
    "Where the words are looked for": "Tempat kata-kata itu dicari",
    "Title and text": "Judul dan isi",
    "Title": "Judul",
    "Text": "Isi",
    "ping": "panggil",
    "Who is called with each post; nobody by default": "Siapa yang dipanggil; tanpa ini tidak ada",
    "List the feeds, and how they do": "Daftar umpan dan keadaannya",
    "Follow a feed no more": "Berhenti mengikuti sebuah umpan",
    "Its number or name": "Nomor atau namanya",
    "pause": "jeda",
    "Leave a feed alone for now": "Jeda sebuah umpan",
    "resume": "lanjut",
    "Go on with a feed": "Lanjutkan sebuah umpan",
    "test": "uji",
    "What would become of a feed's newest entries, and why": "Nasib isi terbaru sebuah umpan, dan sebabnya",
    "poll": "baca",
    "Ask a feed now, or all of them": "Baca sebuah umpan sekarang, atau semuanya",
    "Its number or name; without one, all of them": "Nomor atau namanya; tanpa ini semuanya",
    "filter": "saring",
    "Choose which entries of a feed are wanted": "Pilih isi umpan yang diminta",
    "import": "impor",
    "Follow the feeds of a list (OPML)": "Ikuti umpan dari sebuah daftar (OPML)",
    "The list, as other readers export it: .opml": "Daftar itu, seperti diekspor pembaca lain: .opml",
    "export": "ekspor",
    "Have the feeds as a list (OPML)": "Minta umpan sebagai daftar (OPML)",
    "why": "mengapa",
    "Why an article of a feed was posted, or was not": "Mengapa artikel umpan dikirim atau tidak",
    "The address of the article; the newest entries without one": "Alamat artikel; tanpa ini yang terbaru",
    "digest": "ringkasan",
    "The news of this server, summed up in sentences": "Berita server ini, diringkas dalam kalimat",
    "now": "kini",
    "A digest of the last hours": "Ringkasan beberapa jam terakhir",
    "hours": "jam",
    "Of how many hours; 24 by default": "Dari berapa jam; tanpa ini 24",
    "language": "bahasa",
    "English": "Bahasa Inggris",
    "Bahasa Indonesia": "Bahasa Indonesia",
    "Its language; stories in it come first": "Bahasanya; berita dalam bahasa itu lebih dulu",
    "stories": "berita",
    "How many stories at most": "Paling banyak berapa berita",
    "Show the digest to nobody but you": "Tunjukkan ringkasannya kepada Anda saja",
    "schedule": "jadwalkan",
    "Have a digest posted every day, or when you say": "Terbitkan ringkasan setiap hari, atau kapan pun",
    "when": "waktu",
    "Such as 07:30, weekdays 7am, Mon 08:00 and 18:00": (
        "Misalnya 07.30, hari kerja 07.00, Senin 08.00 dan 18.00"
    ),
    "zone": "zona",
    "The time zone or a city: Asia/Jakarta, Makassar; the server's by default": (
        "Zona waktu atau kota: Asia/Jakarta, Makassar; tanpa ini zona server"
    ),
    "Where it is posted; the one you are in by default": (
        "Tempat terbitnya; tanpa ini saluran tempat Anda berada"
    ),
    "own_day": "hari-saluran",
    "Whether the channel's own day is part of it": "Apakah kabar saluran sendiri ikut dimuat",
    "List the digests, and when each comes next": "Daftar ringkasan dan waktu terbit berikutnya",
    "next": "berikutnya",
    "When a digest comes the next times": "Kapan sebuah ringkasan terbit berikutnya",
    "Its number": "Nomornya",
    "preview": "pratinjau",
    "What a digest would tell if it came now": "Isi sebuah ringkasan bila terbit sekarang",
    "Post a digest no more for now": "Jeda sebuah ringkasan",
    "Go on with a digest": "Lanjutkan sebuah ringkasan",
    "Remove a digest": "Hapus sebuah ringkasan",
    "recap": "rekap",
    "The own day of a channel": "Hari di sebuah saluran",
    "What was shared, asked and talked about here": "Yang dibagikan, ditanyakan, dan dibicarakan di sini",
    "How many hours back; 24 by default": "Berapa jam ke belakang; tanpa ini 24",
    "on": "nyala",
    "Keep the own day of a channel from now on": "Catat hari di sebuah saluran mulai sekarang",
    "The channel; the one you are in by default": "Saluran itu; tanpa ini tempat Anda berada",
    "index_links": "simpan-tautan",
    "Add links that are shared there to the library": "Tambahkan tautan yang dibagikan ke pustaka",
    "off": "mati",
    "Keep it no more, and delete what was kept": "Berhenti mencatat, dan hapus yang tersimpan",
    "timeline": "lini-masa",
    "What was published about a topic, in order": "Yang terbit tentang suatu topik, berurutan",
    "topic": "topik",
    "Its words: a name, a place, a thing": "Kata-katanya: nama, tempat, benda",
    "trend": "tren",
    "How many articles told of a topic, day by day": "Jumlah artikel tentang suatu topik, hari demi hari",
    "days": "hari",
    "Of how many days, up to today; 30 by default": "Berapa hari, sampai hari ini; tanpa ini 30",
    "quotes": "kutipan",
    "What somebody is published to have said": "Ucapan seseorang yang pernah terbit",
    "who": "siapa",
    "A person or an organisation, or a part of the name": "Orang atau lembaga, atau sebagian namanya",
    "watch": "pantau",
    "Be told as soon as something is published": "Dikabari begitu sesuatu terbit",
    "Be told of new sentences with these words, or that answer": (
        "Dikabari kalimat baru dengan kata-kata ini, atau yang menjawab"
    ),
    "text": "teks",
    "Words and names, or a question; in quotation marks exactly as written": (
        "Kata dan nama, atau pertanyaan; dalam tanda kutip persis seperti tertulis"
    ),
    "Where you are told; by direct message by default": "Tempat Anda dikabari; tanpa ini pesan langsung",
    "By direct message": "Lewat pesan langsung",
    "In this channel": "Di saluran ini",
    "quiet": "tenang",
    "Hours in which you are not told, such as 22:00-06:00": "Jam tanpa kabar, misalnya 22.00-06.00",
    "List what you watch for": "Daftar yang Anda pantau",
    "Watch for something no more": "Berhenti memantau sesuatu",
    "Be told nothing of it for now": "Jeda sebuah pantauan",
    "Be told of it again": "Lanjutkan sebuah pantauan",
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
