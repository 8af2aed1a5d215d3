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
    hello: str
    asked_of: str
    turned_round: str
    checked: str


EN = Answers(
    empty_library=(
        "Nothing has been added here yet. Follow a feed with /feed add, add an article with /article add, "
        "or choose Apps → Add to library on a message."
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
    checked="Nearest to what was said:",
    hello=(
        "Hello! Ask me about the news here: I answer with a sentence that somebody published, or say that "
        "nobody here did. /help shows the rest."
    ),
    asked_of="You can ask about {topics}, for example.",
    turned_round="Since {since} is later than until {until}: no day lies between them.",
)


ID = Answers(
    empty_library=(
        "Belum ada yang ditambahkan di sini. Ikuti umpan dengan /umpan tambah (/feed add), tambahkan artikel "
        "dengan /artikel tambah (/article add), atau pilih Aplikasi → Tambah ke pustaka pada sebuah pesan."
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
    checked="Yang terdekat dengan pernyataan itu:",
    hello=(
        "Halo! Tanyakan sesuatu tentang berita di sini: saya menjawab dengan kalimat yang pernah "
        "diterbitkan, atau mengatakan bahwa tidak ada. /bantuan (/help) menunjukkan selebihnya."
    ),
    asked_of="Anda dapat bertanya, misalnya, tentang {topics}.",
    turned_round="Sejak {since} lebih akhir daripada sampai {until}: tidak ada hari di antaranya.",
)
