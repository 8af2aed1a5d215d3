"""What is said where something cannot be done."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Manners:
    """One language's; those with braces are filled by `str.format`."""

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
    form_again: str
    form_gone: str
    bad_option: str
    broken: str


EN = Manners(
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
    form_again="Open the form again",
    form_gone="I no longer have what you typed. Please begin again.",
)


ID = Manners(
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
    form_again="Buka lagi formulirnya",
    form_gone="Yang Anda ketik sudah tidak ada pada saya. Silakan mulai lagi.",
)
