"""What is said of a channel's own day."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class RecapWords:
    """One language's; those with braces are filled by `str.format`."""

    recap_title: str
    recap_counts: str
    recap_quiet: str
    recap_talked: str
    recap_stretch: str
    recap_jump: str
    recap_links: str
    recap_asked: str
    recap_unanswered: str
    recap_off: str
    recap_now_on: str
    recap_now_off: str
    recap_was_off: str
    recap_indexed: str
    recap_untold: str
    recap_intent: str
    recap_cannot_read: str
    recap_opt_out: str
    recap_opt_in: str
    recap_opted_out: str
    recap_opted_in: str
    recap_privacy: str
    recap_privacy_out: str


EN = RecapWords(
    recap_title="The day in {channel}",
    recap_counts="messages: {lines} · people: {people} · {since} to {until}",
    recap_quiet="A quiet time: nothing was shared, asked or talked about.",
    recap_talked="Most talked about",
    recap_stretch="messages: {lines} · people: {people} · replies: {replies} · reactions: {reactions}",
    recap_jump="Jump",
    recap_links="Links shared",
    recap_asked="Asked here",
    recap_unanswered="not in the sources",
    recap_off="The own day of {channel} is not kept. Who manages this server starts it with `/recap on`.",
    recap_now_on=(
        "The own day of {channel} is kept from now on: links, questions, and what is talked about most, for "
        "`/recap show` and digests. What is written there is kept for {hours} hours at most, nothing of "
        "deleted messages. Who does not want to be quoted chooses that in `/privacy`."
    ),
    recap_now_off="The own day of {channel} is not kept any more; what was kept is deleted.",
    recap_was_off="The own day of {channel} was not kept.",
    recap_untold="I may not write there: please tell people yourself.",
    recap_indexed="Links that are shared there are added to this server's library.",
    recap_intent=(
        "I cannot read what people write to each other. Who runs me has to switch on *Message Content "
        "Intent* on the page Bot of the developer portal, and then set `message_content = true` under "
        "`[discord]` in the settings file."
    ),
    recap_cannot_read="I do not see {channel}: allow me View Channel and Read Message History there.",
    recap_opt_out="Do not quote me in recaps",
    recap_opt_in="I may be quoted in recaps",
    recap_opted_out=(
        "Nothing you write is kept for recaps any more, on no server, nor told of your questions. What was "
        "kept is deleted (messages: {count}). In `/privacy` you can change that."
    ),
    recap_opted_in="What you write from now on may be quoted in recaps, in channels whose own day is kept.",
    recap_privacy=(
        "In {channels} the channel's own day is kept: who wrote what, with links and how many reactions, "
        "until the digest that tells of it, {hours} hours at most. Of you there is: {count}."
    ),
    recap_privacy_out="You opted out: nothing you write is kept for recaps.",
)

ID = RecapWords(
    recap_title="Hari ini di {channel}",
    recap_counts="pesan: {lines} · orang: {people} · {since} sampai {until}",
    recap_quiet="Sepi: tidak ada yang dibagikan, ditanyakan, atau dibicarakan.",
    recap_talked="Paling banyak dibicarakan",
    recap_stretch="pesan: {lines} · orang: {people} · balasan: {replies} · reaksi: {reactions}",
    recap_jump="Lihat",
    recap_links="Tautan yang dibagikan",
    recap_asked="Ditanyakan di sini",
    recap_unanswered="tidak ada di sumber",
    recap_off="Hari di {channel} tidak dicatat. Pengelola server ini memulainya dengan `/rekap nyala`.",
    recap_now_on=(
        "Hari di {channel} dicatat mulai sekarang: tautan, pertanyaan, dan yang paling banyak dibicarakan, "
        "untuk `/rekap lihat` dan ringkasan. Yang ditulis di sana disimpan paling lama {hours} jam, tanpa "
        "pesan yang dihapus. Yang tidak ingin dikutip dapat memilihnya di `/privasi`."
    ),
    recap_now_off="Hari di {channel} tidak dicatat lagi; yang tersimpan sudah dihapus.",
    recap_was_off="Hari di {channel} memang tidak dicatat.",
    recap_untold="Saya tidak boleh menulis di sana: tolong beri tahu orang-orangnya.",
    recap_indexed="Tautan yang dibagikan di sana ditambahkan ke pustaka server ini.",
    recap_intent=(
        "Saya tidak dapat membaca obrolan orang. Yang menjalankan saya perlu menyalakan *Message Content "
        "Intent* di halaman Bot pada portal pengembang, lalu menulis `message_content = true` di bawah "
        "`[discord]` dalam berkas pengaturan."
    ),
    recap_cannot_read="Saya tidak melihat {channel}: beri saya Lihat Saluran dan Baca Riwayat Pesan di sana.",
    recap_opt_out="Jangan kutip saya di rekap",
    recap_opt_in="Saya boleh dikutip di rekap",
    recap_opted_out=(
        "Tulisan Anda tidak disimpan lagi untuk rekap, di server mana pun, dan pertanyaan Anda tidak "
        "diceritakan. Yang tersimpan sudah dihapus (pesan: {count}). Ini dapat diubah di `/privasi`."
    ),
    recap_opted_in="Tulisan Anda mulai sekarang boleh dikutip di rekap, di saluran yang harinya dicatat.",
    recap_privacy=(
        "Di {channels} hari saluran dicatat: siapa menulis apa, dengan tautan dan jumlah reaksi, sampai "
        "ringkasan yang menceritakannya, paling lama {hours} jam. Dari Anda tersimpan: {count}."
    ),
    recap_privacy_out="Anda memilih tidak ikut: tulisan Anda tidak disimpan untuk rekap.",
)
