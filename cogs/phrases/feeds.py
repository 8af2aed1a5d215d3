"""What is said of feeds."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain import Fate, GateName


@dataclass(frozen=True, kw_only=True)
class FeedWords:
    """One language's; those with braces are filled by `str.format`."""

    feed_preview: str
    feed_newest: str
    feed_empty: str
    feed_posts_to: str
    feed_indexed_only: str
    feed_wanted: str
    feed_calls: str
    feed_others: str
    feed_follow: str
    feed_cancel: str
    feed_followed: str
    feed_read: str
    feed_cancelled: str
    feed_gone: str
    feeds: str
    feeds_none: str
    feed_works: str
    feed_fails: str
    feed_is_gone: str
    feed_paused: str
    feed_unasked: str
    feed_succeeded: str
    feed_next: str
    feed_removed: str
    feed_now_paused: str
    feed_resumed: str
    feed_polling: str
    feed_poll_paused: str
    feed_no_news: str
    feed_busy: str
    feed_asked_before: str
    feed_all_wanted: str
    feed_tried: str
    feed_untold: str
    feed_untried: str
    feed_imported: str
    feed_exported: str
    feed_retried: str
    feed_still_fails: str
    feed_may_not: str
    feed_not_here: str
    why_nothing: str
    wanted_any: str
    wanted_all: str
    wanted_none: str
    wanted_title: str
    wanted_text: str
    fates: Mapping[Fate, str]
    gates: Mapping[GateName, str]


EN = FeedWords(
    feed_preview="Follow this feed?",
    feed_newest="The newest of {count}:",
    feed_empty="It lists nothing at the moment.",
    feed_posts_to="New articles are posted to {place}.",
    feed_indexed_only="New articles can be asked about; nothing is posted.",
    feed_wanted="Only with {words}.",
    feed_calls="Each post calls {whom}.",
    feed_others="The page names other feeds as well:",
    feed_follow="Follow",
    feed_cancel="Cancel",
    feed_followed="Followed as {number}: **{title}**. What it lists is being read.",
    feed_read="Followed as {number}: **{title}**. What it lists can be asked about now.",
    feed_cancelled="Nothing is followed.",
    feed_gone="I no longer have this preview. Please use /feed add again.",
    feeds="Feeds",
    feeds_none="Nothing is followed yet: /feed add takes any page of a site.",
    feed_works="works",
    feed_fails="fails ({count} times): {why}",
    feed_is_gone="gone for good: {why}",
    feed_paused="paused",
    feed_unasked="not asked yet",
    feed_succeeded="read {when}",
    feed_next="asked again {when}",
    feed_removed="No longer followed: **{title}**. Its articles stay where others follow it.",
    feed_now_paused="Paused: **{title}**.",
    feed_resumed="Resumed: **{title}**.",
    feed_polling="feeds that are being asked: {count}",
    feed_poll_paused="It is paused: /feed resume goes on with it.",
    feed_no_news="nothing new",
    feed_busy="being asked already: {count}",
    feed_asked_before="asked less than a minute ago: {count}. Please try again in {seconds} s.",
    feed_all_wanted="All entries are wanted.",
    feed_tried="Of the last {total} entries it would let pass {wanted}, and leave out {unwanted}.",
    feed_untold="only the article itself could tell: {count}",
    feed_untried="It has listed nothing yet that this could be tried on.",
    feed_imported="feeds followed: {count}",
    feed_exported="The feeds of this server, as OPML.",
    feed_retried="**{title}** can be read again.",
    feed_still_fails="**{title}** still cannot be read: {why}",
    feed_may_not="I may not write in {place}: allow me {missing} there, or choose another channel.",
    feed_not_here="Feeds are followed by servers; this is a direct conversation.",
    why_nothing="No feed that is followed here has listed this.",
    wanted_any="any of: {words}",
    wanted_all="all of: {words}",
    wanted_none="none of: {words}",
    wanted_title="in the title",
    wanted_text="in the text",
    fates={
        Fate.WAITING: "waits for its turn",
        Fate.ADDED: "added",
        Fate.UPDATED: "updated",
        Fate.UNCHANGED: "unchanged",
        Fate.DUPLICATE: "a copy",
        Fate.FILTERED: "not wanted",
        Fate.OLD: "older",
        Fate.REFUSED: "no article",
        Fate.FAILED: "not to be had",
    },
    gates={
        GateName.READ: "feed read",
        GateName.NEW: "new",
        GateName.RECENT: "recent",
        GateName.WANTED: "wanted",
        GateName.PAGE: "page fetched",
        GateName.ARTICLE: "article read",
        GateName.ORIGINAL: "no copy",
        GateName.STORED: "stored",
        GateName.POSTED: "posted",
    },
)


ID = FeedWords(
    feed_preview="Ikuti umpan ini?",
    feed_newest="Yang terbaru dari {count}:",
    feed_empty="Saat ini tidak ada isinya.",
    feed_posts_to="Artikel baru dikirim ke {place}.",
    feed_indexed_only="Artikel baru dapat ditanyakan; tidak ada yang dikirim.",
    feed_wanted="Hanya dengan {words}.",
    feed_calls="Setiap kiriman memanggil {whom}.",
    feed_others="Halaman itu juga menyebut umpan lain:",
    feed_follow="Ikuti",
    feed_cancel="Batal",
    feed_followed="Diikuti sebagai {number}: **{title}**. Isinya sedang dibaca.",
    feed_read="Diikuti sebagai {number}: **{title}**. Isinya sekarang dapat ditanyakan.",
    feed_cancelled="Tidak ada yang diikuti.",
    feed_gone="Pratinjau ini sudah tidak ada pada saya. Silakan pakai lagi /umpan tambah (/feed add).",
    feeds="Umpan",
    feeds_none="Belum ada yang diikuti: /umpan tambah (/feed add) menerima halaman situs apa pun.",
    feed_works="berjalan",
    feed_fails="gagal ({count} kali): {why}",
    feed_is_gone="tidak ada lagi: {why}",
    feed_paused="dijeda",
    feed_unasked="belum dibaca",
    feed_succeeded="dibaca {when}",
    feed_next="dibaca lagi {when}",
    feed_removed="Tidak lagi diikuti: **{title}**. Artikelnya tetap ada bagi yang masih mengikutinya.",
    feed_now_paused="Dijeda: **{title}**.",
    feed_resumed="Dilanjutkan: **{title}**.",
    feed_polling="umpan yang sedang dibaca: {count}",
    feed_poll_paused="Umpan ini dijeda: /umpan lanjut (/feed resume) melanjutkannya.",
    feed_no_news="tidak ada yang baru",
    feed_busy="sedang dibaca: {count}",
    feed_asked_before="dibaca kurang dari semenit lalu: {count}. Silakan coba lagi {seconds} detik lagi.",
    feed_all_wanted="Semua isinya diminta.",
    feed_tried="Dari {total} isi terakhir, {wanted} akan lolos dan {unwanted} tidak.",
    feed_untold="hanya artikelnya yang dapat menentukan: {count}",
    feed_untried="Belum ada isinya yang dapat dipakai untuk mencobanya.",
    feed_imported="umpan yang diikuti: {count}",
    feed_exported="Umpan server ini, sebagai OPML.",
    feed_retried="**{title}** dapat dibaca lagi.",
    feed_still_fails="**{title}** masih tidak dapat dibaca: {why}",
    feed_may_not="Saya tidak boleh menulis di {place}: beri saya izin {missing}, atau pilih yang lain.",
    feed_not_here="Umpan diikuti oleh server; ini percakapan langsung.",
    why_nothing="Tidak ada umpan yang diikuti di sini yang memuatnya.",
    wanted_any="salah satu dari: {words}",
    wanted_all="semua dari: {words}",
    wanted_none="tanpa: {words}",
    wanted_title="dalam judul",
    wanted_text="dalam isi",
    fates={
        Fate.WAITING: "menunggu giliran",
        Fate.ADDED: "ditambahkan",
        Fate.UPDATED: "diperbarui",
        Fate.UNCHANGED: "tidak berubah",
        Fate.DUPLICATE: "salinan",
        Fate.FILTERED: "tidak diminta",
        Fate.OLD: "lebih lama",
        Fate.REFUSED: "bukan artikel",
        Fate.FAILED: "tidak dapat diambil",
    },
    gates={
        GateName.READ: "umpan dibaca",
        GateName.NEW: "baru",
        GateName.RECENT: "belum lama",
        GateName.WANTED: "diminta",
        GateName.PAGE: "halaman diambil",
        GateName.ARTICLE: "artikel dibaca",
        GateName.ORIGINAL: "bukan salinan",
        GateName.STORED: "disimpan",
        GateName.POSTED: "dikirim",
    },
)
