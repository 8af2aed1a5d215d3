"""What Warta says in posts that nobody asked for, and about them, in English and Indonesian."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PostSays:
    """One language's phrases for posts; those with braces are filled by `str.format`."""

    failing: str
    failing_count: str
    retry: str
    open_feed: str
    recovered: str
    correction: str
    was: str
    now: str
    gone: str
    shown_here: str
    recap: str
    paused: str
    paused_todo: str
    waiting: str
    dropped: str
    resume: str
    resumed: str
    not_paused: str


EN = PostSays(
    failing="The feed **{feed}** cannot be read at the moment.",
    failing_count="{count} attempts failed. I keep trying, less often, and say when it works again.",
    retry="Retry now",
    open_feed="Open feed",
    recovered="The feed **{feed}** can be read again.",
    correction="A quotation has changed",
    was="This was quoted here:",
    now="The article says now:",
    gone="The article does not say it any more.",
    shown_here="Where it was quoted",
    recap="The day in this channel",
    paused="I post nothing to {place} at the moment: {reason}.",
    paused_todo=(
        "Allow me View Channel, Send Messages and Read Message History there, or choose another channel. "
        "What waits is posted as soon as I may; what waits longer than a day is left out."
    ),
    waiting="posts that wait: {count}",
    dropped="posts left out: {count}; the last one because: {reason}",
    resume="Post there again",
    resumed="I post to {place} again.",
    not_paused="Nothing is held back for {place}.",
)

ID = PostSays(
    failing="Umpan **{feed}** sedang tidak dapat dibaca.",
    failing_count="{count} percobaan gagal. Saya terus mencoba, makin jarang, dan memberi tahu bila pulih.",
    retry="Coba sekarang",
    open_feed="Buka umpan",
    recovered="Umpan **{feed}** dapat dibaca lagi.",
    correction="Sebuah kutipan berubah",
    was="Ini pernah dikutip di sini:",
    now="Artikelnya kini berbunyi:",
    gone="Artikelnya tidak lagi memuat kalimat itu.",
    shown_here="Tempat dikutip",
    recap="Hari ini di saluran",
    paused="Saya sedang tidak mengirim apa pun ke {place}: {reason}.",
    paused_todo=(
        "Beri saya izin Lihat Saluran, Kirim Pesan, dan Baca Riwayat Pesan di sana, atau pilih saluran lain. "
        "Yang menunggu dikirim begitu diizinkan; yang menunggu lebih dari sehari ditinggalkan."
    ),
    waiting="kiriman yang menunggu: {count}",
    dropped="kiriman yang ditinggalkan: {count}; yang terakhir karena: {reason}",
    resume="Kirim lagi ke sana",
    resumed="Saya mengirim lagi ke {place}.",
    not_paused="Tidak ada yang tertahan untuk {place}.",
)


def post_says(language: str) -> PostSays:
    """The phrases for a language: Indonesian for Indonesian and Malay, else English."""
    return ID if language in ("id", "ms") else EN
