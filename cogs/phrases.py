"""What Warta says in Discord beside what it says everywhere (`bot.phrases`), in English and Indonesian.

Commands, their options and descriptions are in `cogs.translator`.
"""

from dataclasses import dataclass

from bot.phrases import ENGLISH, INDONESIAN, Phrases


@dataclass(frozen=True, slots=True)
class Says:
    """One language's phrases for Discord; those with braces are filled by `str.format`."""

    language: str
    common: Phrases
    # answers
    empty_library: str
    nothing_by: str
    open_article: str
    context: str
    more: str
    not_helpful: str
    revised: str
    no_more: str
    forgotten: str
    thanks: str
    thanked: str
    ask_me: str
    checked: str
    # the library
    library: str
    page: str
    added: str
    updated: str
    unchanged: str
    failed: str
    and_more: str
    removed: str
    too_large: str
    nothing_to_add: str
    paste_title: str
    paste_headline: str
    paste_text: str
    paste_source: str
    paste_date: str
    paste_url: str
    bad_date: str
    # settings and data
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
    # manners and errors
    wait: str
    stopping: str
    manage_server: str
    may_not: str
    no_permission: str
    no_article: str
    no_words: str
    storage: str
    gone: str
    trouble: str
    stale: str
    too_old: str
    bad_option: str
    broken: str


EN = Says(
    language="en",
    common=ENGLISH,
    empty_library=(
        "Nothing has been added here yet. Add an article with /article add, or choose Apps → Add to "
        "library on a message."
    ),
    nothing_by="There is no article by {source} here.",
    open_article="Open article",
    context="Context",
    more="More",
    not_helpful="Not helpful",
    revised="The article has been changed since; this is how it reads today.",
    no_more="There is nothing more that answers this.",
    forgotten="I do not remember this question any more. Please ask again.",
    thanks="Thank you. Whoever looks after this library can see it.",
    thanked="You have told me that already. Thank you.",
    ask_me=(
        "Ask me something, for example: {mention} who accused DeepSeek? I answer with a sentence that "
        "somebody published, or say that nobody here did. /help shows the rest."
    ),
    checked="Nearest to what was said:",
    library="Library",
    page="page {number} of {pages}",
    added="added",
    updated="updated",
    unchanged="known already",
    failed="not added",
    and_more="… and {count} more",
    removed="Removed: {title}",
    too_large="{name} is {size} MiB. An article has at most {most} MiB.",
    nothing_to_add="There is nothing to add in this message: no link, no file and no text.",
    paste_title="Add an article",
    paste_headline="Headline",
    paste_text="Text",
    paste_source="Who published it",
    paste_date="When",
    paste_url="Address",
    bad_date="{text} is not a date. Write it like 2025-01-30.",
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
        "replies and buttons work, and which answers you called not helpful. Nothing you write without "
        "asking me is kept. Nothing is sent to anybody but Discord. Of you there is: {count}."
    ),
    privacy_server=(
        "Of this server: the articles that were added ({held}), its language and time zone. No other "
        "server can see them. All of it is deleted when I am removed from the server."
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
    wait="That was many questions at once. Please ask again in {seconds} s.",
    stopping="I am being restarted. Please ask again in a minute.",
    manage_server="This needs the permission Manage Server.",
    may_not="You may not do this here.",
    no_permission=(
        "I may not write in {channel}. Somebody who manages the server can allow me View Channel, Send "
        "Messages and Read Message History there."
    ),
    no_article="There is no article {number}. /article list shows the numbers.",
    no_words="There is no word in it that can be looked up. Ask in words, in English or Indonesian.",
    storage="The library cannot be used at the moment. Please try again later; my log says why.",
    gone="What this was about is gone.",
    trouble="Discord is in trouble at the moment. Please try again in a minute.",
    stale="This command has changed. Please reload Discord and try again.",
    too_old="This is from before I was restarted. Please begin again.",
    bad_option="{value} cannot be read as {name}.",
    broken="That went wrong, and it is my fault. The log has it under {reference}.",
)

ID = Says(
    language="id",
    common=INDONESIAN,
    empty_library=(
        "Belum ada yang ditambahkan di sini. Tambahkan artikel dengan /artikel tambah (/article add), atau "
        "pilih Aplikasi → Tambah ke pustaka pada sebuah pesan."
    ),
    nothing_by="Di sini tidak ada artikel dari {source}.",
    open_article="Buka artikel",
    context="Konteks",
    more="Lainnya",
    not_helpful="Tidak membantu",
    revised="Artikelnya sudah diubah sejak itu; beginilah isinya hari ini.",
    no_more="Tidak ada lagi yang menjawab ini.",
    forgotten="Saya tidak ingat lagi pertanyaan ini. Silakan tanyakan lagi.",
    thanks="Terima kasih. Pengelola pustaka ini dapat melihatnya.",
    thanked="Anda sudah memberi tahu saya. Terima kasih.",
    ask_me=(
        "Tanyakan sesuatu, misalnya: {mention} siapa yang menuduh DeepSeek? Saya menjawab dengan kalimat "
        "yang pernah diterbitkan, atau mengatakan bahwa tidak ada. /bantuan (/help) menunjukkan selebihnya."
    ),
    checked="Yang terdekat dengan pernyataan itu:",
    library="Pustaka",
    page="halaman {number} dari {pages}",
    added="ditambahkan",
    updated="diperbarui",
    unchanged="sudah ada",
    failed="tidak ditambahkan",
    and_more="… dan {count} lagi",
    removed="Dihapus: {title}",
    too_large="{name} berukuran {size} MiB. Sebuah artikel paling besar {most} MiB.",
    nothing_to_add=(
        "Tidak ada yang dapat ditambahkan dari pesan ini: tidak ada tautan, berkas, maupun teks."
    ),
    paste_title="Tambah artikel",
    paste_headline="Judul",
    paste_text="Isi",
    paste_source="Penerbit",
    paste_date="Tanggal",
    paste_url="Alamat",
    bad_date="{text} bukan tanggal. Tulis seperti 2025-01-30.",
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
        "dan tombol berfungsi, dan jawaban yang Anda sebut tidak membantu. Tulisan yang bukan pertanyaan "
        "kepada saya tidak disimpan. Tidak ada yang dikirim selain ke Discord. Dari Anda tersimpan: "
        "{count}."
    ),
    privacy_server=(
        "Dari server ini: artikel yang ditambahkan ({held}), bahasa, dan zona waktunya. Server lain tidak "
        "dapat melihatnya. Semuanya dihapus ketika saya dikeluarkan dari server."
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
    wait="Terlalu banyak pertanyaan sekaligus. Silakan tanyakan lagi dalam {seconds} detik.",
    stopping="Saya sedang dimulai ulang. Silakan tanyakan lagi sebentar lagi.",
    manage_server="Ini memerlukan izin Kelola Server.",
    may_not="Anda tidak boleh melakukan ini di sini.",
    no_permission=(
        "Saya tidak boleh menulis di {channel}. Pengelola server dapat memberi saya izin Lihat Saluran, "
        "Kirim Pesan, dan Baca Riwayat Pesan di sana."
    ),
    no_article="Tidak ada artikel {number}. /artikel daftar (/article list) menunjukkan nomornya.",
    no_words="Tidak ada kata yang dapat dicari. Tulis dengan kata-kata, dalam bahasa Indonesia atau Inggris.",
    storage="Pustaka sedang tidak dapat dipakai. Silakan coba lagi nanti; log saya mencatat sebabnya.",
    gone="Yang dimaksud sudah tidak ada.",
    trouble="Discord sedang bermasalah. Silakan coba lagi sebentar lagi.",
    stale="Perintah ini sudah berubah. Muat ulang Discord lalu coba lagi.",
    too_old="Ini dari sebelum saya dimulai ulang. Silakan mulai lagi.",
    bad_option="{value} tidak dapat dibaca sebagai {name}.",
    broken="Ada yang salah, dan itu kesalahan saya. Log mencatatnya dengan nomor {reference}.",
)


def says(language: str) -> Says:
    """The phrases for a language: Indonesian for Indonesian and Malay, else English."""
    return ID if language in ("id", "ms") else EN
