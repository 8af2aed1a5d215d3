"""What Warta itself says in a digest, in English and Indonesian."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.domain import Article, Digest
from bot.phrases import Phrases, phrases

_TITLE = 240  # characters
_OUTLETS = 8  # that are named; of a story of three hundred, the others are counted


@dataclass(frozen=True, slots=True)
class DigestPhrases:
    """One language's phrases; those with braces are filled by `str.format`."""

    title: str
    quiet: str
    told: str
    further: str
    corrected: str
    was: str
    now: str
    gone: str
    answered: str
    others: str
    archive: str
    back: str
    feed: str
    beginning: str
    languages: Mapping[str, str]
    foreign: str


ENGLISH = DigestPhrases(
    title="Digest",
    quiet="A quiet day: your sources brought nothing new.",
    told="{stories} out of {articles}",
    further="{stories} more",
    corrected="Corrected",
    was="was: {text}",
    now="now: {text}",
    gone="now: taken out",
    answered="Answered since",
    others="{number} more",
    archive="Digests",
    back="All digests",
    feed="Atom feed",
    beginning="the beginning",
    languages={"en": "in English", "id": "in Indonesian"},
    foreign="in another language ({code})",
)
INDONESIAN = DigestPhrases(
    title="Ringkasan",
    quiet="Hari yang tenang: tidak ada yang baru dari sumber Anda.",
    told="{stories} dari {articles}",
    further="{stories} lagi",
    corrected="Diralat",
    was="semula: {text}",
    now="kini: {text}",
    gone="kini: dihapus",
    answered="Kini terjawab",
    others="{number} lagi",
    archive="Kumpulan ringkasan",
    back="Semua ringkasan",
    feed="Umpan Atom",
    beginning="awal",
    languages={"en": "dalam bahasa Inggris", "id": "dalam bahasa Indonesia"},
    foreign="dalam bahasa lain ({code})",
)


def digest_phrases(language: str) -> DigestPhrases:
    """The phrases for a digest's language: Indonesian for Indonesian and Malay, else English."""
    return INDONESIAN if language in ("id", "ms") else ENGLISH


def quoted(text: str) -> str:
    """A sentence in quotation marks; one that is a quotation already has marks of its own."""
    own = text.startswith("“") and text.endswith("”") and text.count("“") == 1
    return text if own else f"“{text}”"


def headline(article: Article) -> str:
    """The title of an article; of an endless one the beginning."""
    title = article.title
    return title if len(title) <= _TITLE else title[:_TITLE].rsplit(" ", 1)[0] + " …"


def foreign_language(article: Article, language: str, says: DigestPhrases) -> str:
    """In which other language than a digest's an article is; "" of its own, or where nobody knows."""
    if article.language in (language, "und", ""):
        return ""
    return says.languages.get(article.language) or says.foreign.format(code=article.language)


def facts(article: Article, words: Phrases, zone: tzinfo | None = None) -> str:
    """Whose article it is, and of when: "Kabar A · 14 March 2025"."""
    return " · ".join(filter(None, (article.outlet, words.date(article.published_at, zone))))


def elsewhere(outlets: list[str], words: Phrases, says: DigestPhrases) -> str:
    """Who else tells a story: "also in: Kabar B, Kabar C"; "" where nobody does."""
    if not outlets:
        return ""
    named = outlets[:_OUTLETS]
    if rest := len(outlets) - len(named):
        named.append(says.others.format(number=words.number(rest)))
    return f"{words.also_in}: {', '.join(named)}"


def period(digest: Digest, zone: tzinfo | None = None) -> str:
    """Of which time a digest is: "13 March 2025, 12:00 – 14 March 2025, 12:00"."""
    words, says = phrases(digest.language), digest_phrases(digest.language)
    since = moment(digest.since, words, zone) if digest.since else says.beginning
    return f"{since} – {moment(digest.until, words, zone)}"


def moment(instant: str, words: Phrases, zone: tzinfo | None = None) -> str:
    """An instant as a person reads it, in `zone` (by default this machine's)."""
    try:
        clock = datetime.fromisoformat(instant).astimezone(zone).strftime("%H:%M")
    except (ValueError, OverflowError):
        return words.date(instant, zone)
    return f"{words.date(instant, zone)}, {clock}"


def summary(digest: Digest, stories: int | None = None) -> str:
    """How much a digest tells, out of how much; of a quiet day, that it is one.

    `stories` is how many it tells, where `digest` is a part of it.
    """
    words, says = phrases(digest.language), digest_phrases(digest.language)
    stories = len(digest.stories) if stories is None else stories
    if not stories:
        return says.quiet
    told = says.told.format(
        stories=words.count(stories, "story"), articles=words.count(digest.articles, "article")
    )
    further = says.further.format(stories=words.count(digest.further, "story"))
    return f"{told} · {further}" if digest.further else told
