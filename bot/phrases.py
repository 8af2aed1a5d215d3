"""What Warta itself says around a quotation, in English and Indonesian."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.domain import Counts, Period

_MONTHS = tuple(f"{number:02}" for number in range(1, 13))


@dataclass(frozen=True, slots=True)
class Phrases:
    """One language's phrases; those with braces are filled by `str.format`."""

    months: tuple[str, ...]
    undated: str
    match: str
    also_in: str
    not_found: str
    searched: str
    searched_then: str
    nothing_then: str
    since: str
    until: str
    span: str
    nearest: str
    did_you_mean: str
    empty_library: str
    understood: str
    silent: str
    no_stories: str
    about: str
    near: str
    agrees: str
    differs: str
    unsaid: str
    only_claimed: str
    only_published: str
    kinds: Mapping[str, str]
    one_and_many: Mapping[str, tuple[str, str]]
    thousands: str

    def count(self, value: int, noun: str) -> str:
        """How many of something there are: "1 article", "1,140 sentences"."""
        return f"{self.number(value)} {self.one_and_many[noun][value != 1]}"

    def held(self, counts: Counts) -> str:
        """How much is held: "1 article, 12 sentences"."""
        return f"{self.count(counts.articles, 'article')}, {self.count(counts.sentences, 'sentence')}"

    def number(self, value: int) -> str:
        """A whole number with this language's thousands separator."""
        return f"{value:,}".replace(",", self.thousands)

    def difference(self, kind: str, claimed: str, published: str) -> str:
        """In one line, what a claim and a sentence say differently; "" on the side that does not say it."""
        if claimed and published:
            line = self.differs
        elif kind == "negation":
            line = self.only_claimed if claimed else self.only_published
        else:
            line = self.unsaid
        return line.format(kind=self.kinds[kind], claimed=claimed, published=published)

    def date(self, published_at: str, zone: tzinfo | None = None) -> str:
        """A stored time as a person reads it: "30 January 2025", in `zone` (by default this machine's)."""
        year, month, day = [*local_day(published_at, zone).split("-"), "", ""][:3]
        if not (year.isdecimal() and day.isdecimal() and month in _MONTHS):
            return self.undated
        return f"{int(day)} {self.months[int(month) - 1]} {year}"

    def period(self, period: Period) -> str:
        """A stretch of days: "1 May 2025", "from 1 May 2025 to 3 May 2025", "since 1 May 2025"."""
        since, until = (self.date(day.isoformat()) if day else "" for day in (period.since, period.until))
        if since == until:
            return since
        form = self.span if since and until else self.since if since else self.until
        return form.format(since=since, until=until)


ENGLISH = Phrases(
    months=tuple(
        "January February March April May June July August September October November December".split()
    ),
    undated="undated",
    match="match {percent} %",
    also_in="also in",
    not_found="Not in your sources.",
    searched="Searched {sentences} of {articles}; none of them answers this.",
    searched_then="Searched {sentences} of {articles}, {period}; none of them answers this.",
    nothing_then="Your sources hold no article of that time: {period}.",
    since="since {since}",
    until="up to {until}",
    span="{since} to {until}",
    nearest="Nearest headlines, which are not an answer:",
    did_you_mean="Did you mean {names}?",
    empty_library="The library is empty. Add to it: `warta ingest FILE`, or /ingest FILE in a conversation.",
    understood="(understood as: {question})",
    silent="Nothing in your sources is about this.",
    no_stories="Your sources told no story in that time.",
    about="Searched {sentences} of {articles}.",
    near="near {percent} %",
    agrees="agrees: {words}",
    differs="differs: {kind} — you said {claimed}, the sentence says {published}",
    unsaid="not in the sentence: {kind} — {claimed}",
    only_claimed="differs: {kind} — you said “{claimed}”, the sentence does not",
    only_published="differs: {kind} — the sentence says “{published}”, you did not",
    kinds={"number": "number", "name": "name", "date": "date", "negation": "negation"},
    one_and_many={
        "article": ("article", "articles"),
        "sentence": ("sentence", "sentences"),
        "story": ("story", "stories"),
    },
    thousands=",",
)

INDONESIAN = Phrases(
    months=tuple(
        "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
    ),
    undated="tanpa tanggal",
    match="cocok {percent} %",
    also_in="juga di",
    not_found="Tidak ada di sumber Anda.",
    searched="Sudah dicari dalam {sentences} dari {articles}; tidak ada yang menjawab ini.",
    searched_then="Sudah dicari dalam {sentences} dari {articles}, {period}; tidak ada yang menjawab ini.",
    nothing_then="Di sumber Anda tidak ada artikel dari waktu itu: {period}.",
    since="sejak {since}",
    until="sampai {until}",
    span="{since} sampai {until}",
    nearest="Judul terdekat, yang bukan jawaban:",
    did_you_mean="Maksud Anda {names}?",
    empty_library="Perpustakaan masih kosong. Tambahkan: `warta ingest FILE`, atau /ingest FILE di sini.",
    understood="(dipahami sebagai: {question})",
    silent="Tidak ada apa pun tentang ini di sumber Anda.",
    no_stories="Tidak ada berita di sumber Anda pada waktu itu.",
    about="Sudah dicari dalam {sentences} dari {articles}.",
    near="dekat {percent} %",
    agrees="sama: {words}",
    differs="beda: {kind} — Anda menyebut {claimed}, kalimat itu menyebut {published}",
    unsaid="tidak ada di kalimat itu: {kind} — {claimed}",
    only_claimed="beda: {kind} — Anda menyebut “{claimed}”, kalimat itu tidak",
    only_published="beda: {kind} — kalimat itu menyebut “{published}”, Anda tidak",
    kinds={"number": "angka", "name": "nama", "date": "tanggal", "negation": "ingkaran"},
    one_and_many={
        "article": ("artikel", "artikel"),
        "sentence": ("kalimat", "kalimat"),
        "story": ("berita", "berita"),
    },
    thousands=".",
)


def local_day(published_at: str, zone: tzinfo | None = None) -> str:
    """The day of a stored time: as it is where only the day is known, of an instant the day in `zone`."""
    if "T" not in published_at:
        return published_at
    try:
        return datetime.fromisoformat(published_at).astimezone(zone).date().isoformat()
    except (ValueError, OverflowError):
        return published_at[:10]


def phrases(language: str) -> Phrases:
    """The phrases for an asker's language: Indonesian for Indonesian and Malay, else English."""
    return INDONESIAN if language in ("id", "ms") else ENGLISH
