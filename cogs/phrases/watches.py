"""What Warta says in Discord about what people watch for."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class WatchWords:
    """One language's phrases; those with braces are filled by `str.format`."""

    alert_title: str
    alert_words: str
    alert_answer: str
    watch_stop: str
    watch_added_words: str
    watch_added_question: str
    watch_here: str
    watch_direct: str
    watch_quiet: str
    watch_recent: str
    watch_recent_none: str
    watch_list: str
    watch_none: str
    watch_rests: str
    watch_removed: str
    watch_paused: str
    watch_resumed: str
    watch_no_direct: str
    watch_closed: str


EN = WatchWords(
    alert_title="Alert",
    alert_words="New about **{text}**",
    alert_answer="An answer to **{text}**",
    watch_stop="Stop this watch",
    watch_added_words="I watch for **{text}** as `{id}`: you hear of each story once, when it is published.",
    watch_added_question="I watch for an answer to **{text}** as `{id}`: you hear of each such story once.",
    watch_here="Told in {place}.",
    watch_direct="Told by direct message.",
    watch_quiet="Quiet from {since} to {until} ({zone}).",
    watch_recent="What it would have told lately:",
    watch_recent_none="Nothing of what is stored now matches; only what is new is told.",
    watch_list="Your watches",
    watch_none="You watch for nothing here. `/watch add` begins.",
    watch_rests="paused",
    watch_removed="Watch `{id}` ({text}) is removed.",
    watch_paused="Watch `{id}` ({text}) rests until it is resumed; what is new meanwhile is not told.",
    watch_resumed="Watch `{id}` ({text}) goes on.",
    watch_no_direct="I may not write to you directly. Allow direct messages, or be told in this channel.",
    watch_closed="I may not write there at the moment: alerts wait. `/watch add` once more tries again.",
)

ID = WatchWords(
    alert_title="Kabar",
    alert_words="Kabar baru tentang **{text}**",
    alert_answer="Jawaban untuk **{text}**",
    watch_stop="Hentikan pantauan ini",
    watch_added_words="Saya memantau **{text}** sebagai `{id}`: Anda dikabari sekali per berita saat terbit.",
    watch_added_question="Saya memantau jawaban **{text}** sebagai `{id}`: Anda dikabari sekali per berita.",
    watch_here="Dikabari di {place}.",
    watch_direct="Dikabari lewat pesan langsung.",
    watch_quiet="Tenang dari {since} sampai {until} ({zone}).",
    watch_recent="Yang akan dikabarkan belakangan ini:",
    watch_recent_none="Tidak ada yang cocok di simpanan sekarang; hanya yang baru yang dikabarkan.",
    watch_list="Pantauan Anda",
    watch_none="Anda tidak memantau apa pun di sini. `/pantau tambah` memulainya.",
    watch_rests="dijeda",
    watch_removed="Pantauan `{id}` ({text}) dihapus.",
    watch_paused="Pantauan `{id}` ({text}) dijeda; yang baru selama itu tidak dikabarkan.",
    watch_resumed="Pantauan `{id}` ({text}) berlanjut.",
    watch_no_direct="Saya tidak boleh mengirim pesan langsung. Izinkan, atau pilih dikabari di saluran ini.",
    watch_closed="Saya sedang tidak boleh menulis di sana: kabar menunggu. `/pantau tambah` mencoba lagi.",
)
