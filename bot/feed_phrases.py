"""What became of an entry, in English and Indonesian: gates, their reasons, fates.

Judgements are stored with their reasons in English; here they are said in the reader's language.
"""

import re
from collections.abc import Mapping
from functools import cache

from bot.complaints import translated
from bot.domain import Fate, Gate, GateName

_GATES: Mapping[str, str] = {
    GateName.READ: "umpan terbaca",
    GateName.NEW: "baru",
    GateName.RECENT: "masih hangat",
    GateName.WANTED: "dicari",
    GateName.PAGE: "halaman terambil",
    GateName.ARTICLE: "artikel terbaca",
    GateName.ORIGINAL: "bukan salinan",
    GateName.STORED: "tersimpan",
    GateName.POSTED: "dikirim",
}
_FATES: Mapping[str, str] = {
    Fate.WAITING: "menunggu",
    Fate.ADDED: "ditambahkan",
    Fate.UPDATED: "diperbarui",
    Fate.UNCHANGED: "tidak berubah",
    Fate.DUPLICATE: "salinan",
    Fate.FILTERED: "tersaring",
    Fate.OLD: "lama",
    Fate.REFUSED: "ditolak",
    Fate.FAILED: "gagal",
}
_CAUSE = ", karena {}"  # before what a page was refused for
# Of a reason that holds something of its own, {} stands for it. What is not listed comes from a site or from
# the network, and is said as it is.
_REASONS: Mapping[str, str] = {
    "first listed {}": "pertama kali terdaftar {}",
    "its entry has changed since article {} was stored": "entrinya berubah sejak artikel {} disimpan",
    "it is known already: {}": "sudah dikenal: {}",
    "it was there before the feed was followed, and others were newer": (
        "sudah ada sebelum umpan diikuti, dan yang lain lebih baru"
    ),
    # What was judged by an earlier Warta says this.
    "it was there before the feed was followed: indexed only": (
        "sudah ada sebelum umpan diikuti: hanya diindeks"
    ),
    "it came while nobody wanted the feed: indexed only": (
        "terbit selagi tidak ada yang meminta umpan ini: hanya diindeks"
    ),
    "published {}, too long ago for a post: indexed only": (
        "terbit {}, terlalu lama untuk dikirim: hanya diindeks"
    ),
    "published {}": "terbit {}",
    "it has no date": "tanpa tanggal",
    "as far as is known": "sejauh yang diketahui",
    "it says “{}”": "menyebut “{}”",
    "it does not say “{}”": "tidak menyebut “{}”",
    "it says none of {}": "tidak menyebut satu pun dari {}",
    "the entry names no page": "entri itu tidak menyebut halaman",
    "the entry carries no text either": "entri itu juga tidak membawa teks",
    "it is looked for again {}": "dicari lagi {}",
    "the site shows its front page instead": "situsnya menampilkan halaman depan",
    "it waits for its turn": "menunggu giliran",
    "{} sentences": "{} kalimat",
    "what the feed itself carries": "isi yang dibawa umpan itu sendiri",
    "what the feed itself carries, since {}": f"isi yang dibawa umpan itu sendiri{_CAUSE}",
    "article {} of another feed is the same": "sama dengan artikel {} dari umpan lain",
    "as article {}, which this feed carries too": "sebagai artikel {}, yang juga dibawa umpan ini",
    "as a new article": "sebagai artikel baru",
    "as another revision of article {}": "sebagai revisi lain dari artikel {}",
    "as article {}, unchanged": "sebagai artikel {}, tidak berubah",
    "this follow only indexes": "hanya diindeks di sini",
    "it was paused or given up meanwhile": "sementara itu dijeda atau tidak lagi diikuti",
    "it is no new article": "bukan artikel baru",
    "it is not recent": "sudah tidak hangat",
    "it was posted there before": "sudah pernah dikirim ke sana",
    "in the outbox": "di kotak keluar",
    "it would be posted": "akan dikirim",
}


def gate_name(gate: Gate, language: str) -> str:
    """What a gate asks, in few words."""
    return _GATES.get(gate.name, gate.name) if _indonesian(language) else str(gate.name)


def gate_reason(gate: Gate, language: str) -> str:
    """Why an entry passed a gate or did not; "" where there is nothing to say."""
    if not _indonesian(language):
        return gate.reason
    for pattern, words in _patterns():
        if (found := pattern.fullmatch(gate.reason)) is not None:
            values = [_FATES.get(value, value) for value in found.groups()]
            if words.endswith(_CAUSE):
                values = [translated(value, language) for value in values]
            return words.format(*values)
    return gate.reason


def fate_name(fate: Fate, language: str) -> str:
    """What became of an entry, in a word or two."""
    return _FATES[fate] if _indonesian(language) else fate.value


def is_known_reason(reason: str) -> bool:
    """Whether a reason is Warta's own, and not a site's or the network's."""
    return any(pattern.fullmatch(reason) for pattern, _ in _patterns())


def _indonesian(language: str) -> bool:
    return language in ("id", "ms")


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    # Those with the least of their own come last: "published {}" would take what others say better.
    listed = sorted(_REASONS.items(), key=lambda one: len(one[0]), reverse=True)
    return tuple(
        (re.compile("(.{1,500}?)".join(map(re.escape, words.split("{}"))), re.DOTALL), said)
        for words, said in listed
    )
