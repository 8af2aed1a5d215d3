"""What is said of settings, of how things stand, and of what is stored."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class SettingWords:
    """One language's; those with braces are filled by `str.format`."""

    setup_title: str
    setup_language: str
    setup_automatic: str
    setup_zone: str
    setup_zone_hint: str
    setup_pages: str
    setup_pages_hint: str
    setup_done: str
    bad_zone: str
    status: str
    healthy: str
    opinions: str
    private_opinion: str
    latency: str
    privacy: str
    privacy_kept: str
    privacy_server: str
    export: str
    exported: str
    exported_part: str
    delete_mine: str
    delete_all: str
    confirm_mine: str
    confirm_all: str
    yes_delete: str
    no_keep: str
    deleted_mine: str
    deleted_all: str
    kept: str
    help: str
    help_ask: str


EN = SettingWords(
    setup_title="Set up Warta",
    setup_language="Language of replies",
    setup_automatic="that of whoever asks",
    setup_zone="Time zone",
    setup_zone_hint="such as Asia/Jakarta; says when a day begins",
    setup_pages="First articles",
    setup_pages_hint="addresses, one a line; you can leave this empty",
    setup_done="Set: {what}.",
    bad_zone="{text} is no time zone. Write it like Asia/Jakarta.",
    status="Status",
    healthy="Everything runs.",
    opinions="Answers called not helpful:",
    latency="connection: {milliseconds} ms",
    privacy="What is stored",
    privacy_kept=(
        "Your questions here, with the number of the message that answers them, for {days} days, so that "
        "replies and buttons work. Which answers you called not helpful, until you delete it: whoever "
        "manages this server, and who runs me, can see the question and its answer; of what you asked in "
        "private, only that an answer did not help. Nothing else you write is kept, but in channels whose "
        "own day is kept; which those are is told below. Nothing "
        "of it is sent to anybody but Discord. Of you there is: {count}."
    ),
    privacy_server=(
        "Of this server: the articles that were added or came with its feeds ({held}), which feeds it "
        "follows and where they are posted, in which channels the own day is kept, its language and time "
        "zone. No other server can see them. All of it is deleted when I am removed from the server, but for "
        "what feeds published: that is no server's own, and is forgotten 30 days after the last server "
        "follows its feed no more."
    ),
    export="Export",
    exported="What is stored, as JSON.",
    exported_part="Articles left out, since the file would be too large: {count}.",
    delete_mine="Delete mine",
    delete_all="Delete everything here",
    confirm_mine="Delete your questions and opinions here? This cannot be undone.",
    confirm_all="Delete every article, question and setting of this server? This cannot be undone.",
    yes_delete="Yes, delete",
    no_keep="No, keep it",
    deleted_mine="Deleted: {count} questions and opinions.",
    deleted_all="Deleted: {articles} and everything else of this server.",
    kept="Nothing was deleted.",
    help="What you can do here",
    help_ask=(
        "Or just ask: mention me, write to me directly, or reply to one of my answers (“and Microsoft?”, "
        "“when?”). Right-click a message for Apps → Check against sources."
    ),
    private_opinion="(asked in private)",
)


ID = SettingWords(
    setup_title="Atur Warta",
    setup_language="Bahasa jawaban",
    setup_automatic="bahasa si penanya",
    setup_zone="Zona waktu",
    setup_zone_hint="misalnya Asia/Jakarta; menentukan pergantian hari",
    setup_pages="Artikel pertama",
    setup_pages_hint="alamat, satu per baris; boleh dikosongkan",
    setup_done="Diatur: {what}.",
    bad_zone="{text} bukan zona waktu. Tulis seperti Asia/Jakarta.",
    status="Status",
    healthy="Semuanya berjalan.",
    opinions="Jawaban yang disebut tidak membantu:",
    latency="sambungan: {milliseconds} ms",
    privacy="Apa yang disimpan",
    privacy_kept=(
        "Pertanyaan Anda di sini, dengan nomor pesan yang menjawabnya, selama {days} hari, agar balasan "
        "dan tombol berfungsi. Jawaban yang Anda sebut tidak membantu, sampai Anda menghapusnya: pengelola "
        "server ini dan yang menjalankan saya dapat melihat pertanyaan dan jawabannya; dari yang Anda "
        "tanyakan secara pribadi, hanya bahwa sebuah jawaban tidak membantu. Tulisan lain tidak disimpan, "
        "kecuali di saluran yang harinya dicatat, yang disebut di bawah. Tidak ada yang dikirim selain ke "
        "Discord. Dari Anda tersimpan: "
        "{count}."
    ),
    privacy_server=(
        "Dari server ini: artikel yang ditambahkan atau datang dari umpannya ({held}), umpan yang diikuti "
        "dan tempat kirimannya, saluran yang harinya dicatat, bahasa, dan zona waktunya. Server lain tidak "
        "dapat melihatnya. Semuanya dihapus ketika saya dikeluarkan dari server, kecuali yang diterbitkan "
        "umpan: itu bukan milik satu server, dan dilupakan 30 hari setelah server terakhir berhenti "
        "mengikuti umpannya."
    ),
    export="Ekspor",
    exported="Yang disimpan, sebagai JSON.",
    exported_part="Artikel yang tidak disertakan karena berkasnya akan terlalu besar: {count}.",
    delete_mine="Hapus milik saya",
    delete_all="Hapus semua di sini",
    confirm_mine="Hapus pertanyaan dan penilaian Anda di sini? Ini tidak dapat dibatalkan.",
    confirm_all=("Hapus semua artikel, pertanyaan, dan pengaturan server ini? Ini tidak dapat dibatalkan."),
    yes_delete="Ya, hapus",
    no_keep="Tidak, simpan",
    deleted_mine="Dihapus: {count} pertanyaan dan penilaian.",
    deleted_all="Dihapus: {articles} dan semua yang lain dari server ini.",
    kept="Tidak ada yang dihapus.",
    help="Yang dapat Anda lakukan di sini",
    help_ask=(
        "Atau tanyakan saja: sebut saya, kirim pesan langsung, atau balas salah satu jawaban saya (“dan "
        "Microsoft?”, “kapan?”). Klik kanan sebuah pesan untuk Aplikasi → Periksa dengan sumber."
    ),
    private_opinion="(ditanyakan secara pribadi)",
)
