"""What Warta says in Discord about digests and when they come."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class DigestWords:
    """One language's phrases; those with braces are filled by `str.format`."""

    setup_digest: str
    setup_digest_hint: str
    digest_part: str
    digest_late: str
    digest_skipped: str
    digest_skipped_more: str
    digest_ask: str
    digest_ask_title: str
    digest_ask_question: str
    digest_added: str
    digest_where: str
    digest_removed: str
    digest_paused: str
    digest_resumed: str
    digest_none: str
    digest_list: str
    digest_next: str
    digest_never: str
    digest_rests: str
    digest_may_not: str
    digest_days: tuple[str, ...]
    digest_daily: str
    digest_weekdays: str
    digest_stories: str
    digest_own_day: str
    digest_zone: str


EN = DigestWords(
    setup_digest="A digest in this channel",
    setup_digest_hint="when: 07:30, weekdays 7am; you can leave this empty",
    digest_part="{number} of {count}",
    digest_late="{hours} late: I was not running when it was due.",
    digest_skipped=(
        "The digest of {when} is left out: I was not running then, and more than 6 hours have passed."
    ),
    digest_skipped_more="Digests before it that were missed: {count}. The next one tells of that time too.",
    digest_ask="Ask about this",
    digest_ask_title="Ask about this story",
    digest_ask_question="What do you want to know?",
    digest_added="Digest `{id}` appears {when} in {place}. The next one: {next}",
    digest_where="`{id}` {when} → {place}",
    digest_removed="Digest `{id}` ({when}) is removed.",
    digest_paused="Digest `{id}` ({when}) rests until it is resumed.",
    digest_resumed="Digest `{id}` ({when}) goes on. The next one: {next}",
    digest_none="No digest is scheduled here. `/digest schedule` adds one.",
    digest_list="Digests",
    digest_next="The next runs",
    digest_never="never",
    digest_rests="paused",
    digest_may_not="I may not post in {place}: {missing} is missing. Allow it, or name another channel.",
    digest_days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    digest_daily="daily",
    digest_weekdays="on weekdays",
    digest_stories="{count} stories",
    digest_own_day="with the channel's own day",
    digest_zone="No time zone is set, so this is UTC: `/setup` sets one, or the option `zone` for one digest",
)

ID = DigestWords(
    setup_digest="Ringkasan di saluran ini",
    setup_digest_hint="kapan: 07.30, hari kerja 07.00; boleh dikosongkan",
    digest_part="{number} dari {count}",
    digest_late="Terlambat {hours}: saya tidak berjalan saat waktunya tiba.",
    digest_skipped=(
        "Ringkasan {when} ditiadakan: saya tidak berjalan waktu itu, dan sudah lewat lebih dari 6 jam."
    ),
    digest_skipped_more="Ringkasan sebelumnya yang terlewat: {count}. Yang berikut mencakup waktu itu juga.",
    digest_ask="Tanya soal ini",
    digest_ask_title="Tanya soal berita ini",
    digest_ask_question="Apa yang ingin Anda ketahui?",
    digest_added="Ringkasan `{id}` terbit {when} di {place}. Berikutnya: {next}",
    digest_where="`{id}` {when} → {place}",
    digest_removed="Ringkasan `{id}` ({when}) dihapus.",
    digest_paused="Ringkasan `{id}` ({when}) dijeda sampai dilanjutkan.",
    digest_resumed="Ringkasan `{id}` ({when}) berlanjut. Berikutnya: {next}",
    digest_none="Belum ada ringkasan terjadwal di sini. `/ringkasan jadwalkan` menambahkannya.",
    digest_list="Ringkasan terjadwal",
    digest_next="Waktu terbit berikutnya",
    digest_never="tidak pernah",
    digest_rests="dijeda",
    digest_may_not=(
        "Saya tidak boleh menulis di {place}: izin {missing} tidak ada. Izinkan, atau pilih saluran lain."
    ),
    digest_days=("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    digest_daily="setiap hari",
    digest_weekdays="setiap hari kerja",
    digest_stories="{count} berita",
    digest_own_day="dengan kabar saluran sendiri",
    digest_zone=(
        "Zona waktu belum diatur, jadi ini UTC: `/atur` mengaturnya, atau opsi `zona` untuk satu ringkasan"
    ),
)
