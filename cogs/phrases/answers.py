"""What is said around answers and claims."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Answers:
    """One language's; those with braces are filled by `str.format`."""

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


EN = Answers(
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
)


ID = Answers(
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
)
