"""Who said what: quotations and claims with their speakers, by the patterns of English and Indonesian news.

Precision before recall: no attribution rather than a wrong one. Every repetition is bounded.
"""

import re
from collections.abc import Iterator, Sequence

from bot.domain import Attribution, Said
from bot.text.names import Name, names

_LONGEST = 2_000  # characters of a sentence; what is longer is no sentence
_LEAST = 8  # characters that were said
_APPOSITION = 110  # characters between a speaker and the verb: "Rini Halim, the head of the clinic, said"

# The verbs, by what they say of what was said.
VERBS: dict[str, str] = {
    "report": (
        "said|says|told|added|stated|explained|announced|noted|stressed|declared|replied|wrote|testified|argued"
        "|suggested|insisted|confirmed|recalled|mengatakan|menyatakan|menyebut|menyebutkan|menegaskan"
        "|mengungkapkan|menjelaskan|menambahkan|menuturkan|memaparkan|mengumumkan|memastikan|berpendapat|menilai"
        "|menekankan"
    ),
    "accuse": "accused|alleged|claimed|menuding|menuduh|mengklaim",
    "deny": "denied|rejected|membantah|menyangkal|menampik",
    "admit": "admitted|acknowledged|conceded|mengaku|mengakui",
    "warn": "warned|cautioned|memperingatkan|mengingatkan",
    "promise": "promised|pledged|vowed|berjanji|menjanjikan",
}
# Behind a quotation Indonesian uses the bare verb: "…," kata Rini; "…," ujarnya.
_BARE = "kata|ujar|ucap|tutur|tegas|jelas|ungkap|imbuh|tambah|papar|sebut|lanjut|terang|tukas|pungkas|cetus"

# Words without one of which nothing is attributed: most sentences are done with at that.
_WORD = re.compile(r"[a-z]+")
_CUES = frozenset(
    word
    for words in (*VERBS.values(), _BARE, _BARE.replace("|", "nya|") + "nya", "according|menurut")
    for word in words.split("|")
)
_VERB = re.compile(rf"\b(?P<verb>{'|'.join(VERBS.values())})\b", re.IGNORECASE)
_BARE_VERB = re.compile(rf"\b(?P<verb>(?:{_BARE})(?P<pronoun>nya)?)\b", re.IGNORECASE)
_ACCORDING = re.compile(r"\b(?P<verb>according to|menurut)\s(?:the\s)?", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"«](?P<said>[^“”\"«»]{8,1500})[”\"»]")
_PRONOUN = re.compile(r"(?<![\w-])(?:he|she|they|dia|ia|beliau|mereka)(?=\s{1,2}$)", re.IGNORECASE)
_PRONOUN_NEXT = re.compile(r"\s?(?:he|she|they|dia|ia|beliau|mereka)\b", re.IGNORECASE)
_LEADS_TO = re.compile(r"\s?(?:reporters|journalists|wartawan|kepada wartawan)?,?\s?(?:that|bahwa|:)?\s{0,2}")
# "Rini Halim, the head of the clinic, said": the apposition is closed by a comma and holds no verb of saying.
_APPOSED = re.compile(rf",\s[^“”\"«».;:]{{2,{_APPOSITION}}},\s?$")
# What may stand before the verb: "juga mengatakan", "has denied".
_ADVERB = re.compile(r"\b(?:has|have|had|also|juga|telah|sudah|kemudian|lalu)\s$", re.IGNORECASE)
# "Bupati Sangkara, Dewi Larasmi, menuduh": behind a role that has a name in it comes who holds it.
_HOLDER = re.compile(
    r"\b(?:bupati|wali kota|walikota|gubernur|menteri|presiden|ketua|kepala|direktur|camat|lurah|sekretaris"
    r"|juru bicara|komandan|rektor|pelatih|manajer|pengacara|pemilik|pendiri|regent|mayor|governor|minister"
    r"|president|head|chief|director|chair|chairman|chairwoman|spokesman|spokeswoman|spokesperson|secretary|ceo"
    r"|executive|coach|captain|owner|founder|lawyer)(?:\s[^,.;:“”\"]{1,60})?\s$",
    re.IGNORECASE,
)
# What may stand between a verb and the speaker's name: what the speaker is.
_ROLE = re.compile(r"\s(?:(?!by\b|oleh\b|in\b|di\b|that\b|bahwa\b)[a-z][\w-]{1,20}\s){0,4}$")


def attribute(sentences: Sequence[tuple[int, str]]) -> list[Attribution]:
    """The attributions of an article's sentences, which come as (position, text), in order.

    Pronouns are the last speaker's who has a name; a quotation that follows another and names nobody is by
    the same speaker. The headline (position 0) says in telegraphic style who said what, and is left out.
    """
    found: list[Attribution] = []
    speaker = ""
    for position, text in sentences:
        if not position or len(text) > _LONGEST:
            continue
        here = list(_of_sentence(position, text, speaker))
        if not here and found and found[-1].position == position - 1 and found[-1].kind is Said.QUOTATION:
            whole = _QUOTED.fullmatch(text.strip())
            if whole:
                here = [
                    _made(position, found[-1].speaker, found[-1].verb, Said.QUOTATION, *_span(text, whole))
                ]
        for one in here:
            speaker = one.speaker
            found.append(one)
    return found


def _of_sentence(position: int, text: str, last: str) -> Iterator[Attribution]:
    if _CUES.isdisjoint(_WORD.findall(text.casefold())):
        return
    quoted = list(_QUOTED.finditer(text))
    outside = list(text)
    for match in quoted:  # what is quoted is not searched for verbs, and keeps its place
        outside[match.start() : match.end()] = "\0" * (match.end() - match.start())
    plain = "".join(outside)
    known = list(names(plain))
    for match, after in _verbs(plain, bool(quoted)):
        speaker = _speaker(plain, match, after, known, last)
        if not speaker:
            continue
        if quoted:
            longest = max(quoted, key=lambda one: len(one["said"]))
            yield _made(position, speaker, match["verb"], Said.QUOTATION, *_span(text, longest))
        else:
            said = _reported(text, match, after)
            if said[1] - said[0] >= _LEAST:
                yield _made(position, speaker, match["verb"], Said.CLAIM, *said)
        return


def _verbs(plain: str, is_quoted: bool) -> Iterator[tuple[re.Match[str], bool]]:
    """What may attribute, each with whether the speaker stands behind it."""
    yield from ((match, True) for match in _ACCORDING.finditer(plain))
    if is_quoted:
        yield from ((match, True) for match in _BARE_VERB.finditer(plain))
        yield from ((match, True) for match in _VERB.finditer(plain))
    yield from ((match, False) for match in _VERB.finditer(plain))


def _speaker(plain: str, match: re.Match[str], after: bool, known: Sequence[Name], last: str) -> str:
    """Who the verb says it was; "" where that is not plain."""
    if after:
        if match.groupdict().get("pronoun") or _PRONOUN_NEXT.match(plain, match.end()):
            return last
        for name in known:
            if name.start >= match.end():
                between = plain[match.end() : name.start]
                close = len(between) <= 1 or (match["verb"].islower() and _ROLE.match(between) is not None)
                return name.text if close else ""
        return ""
    adverb = _ADVERB.search(plain, max(0, match.start() - 12), match.start())
    end = adverb.start() if adverb else match.start()
    before = plain[:end]
    if _PRONOUN.search(before[-12:]):
        return last
    for name in reversed(known):
        if name.end <= end:
            between = plain[name.end : end]
            return name.text if len(between) <= 1 else _apposed(plain, end, known)
    return ""


def _apposed(plain: str, end: int, known: Sequence[Name]) -> str:
    """The name before an apposition that ends at `end`."""
    for name in known:
        if (
            name.end < end
            and _APPOSED.fullmatch(plain, name.end, end)
            and not _VERB.search(plain, name.end, end)
        ):
            inner = _inner(plain, end, known)
            return inner if inner and _HOLDER.search(plain, 0, name.start) else name.text
    return _inner(plain, end, known)


def _inner(plain: str, end: int, known: Sequence[Name]) -> str:
    """The name that an apposition that ends at `end` consists of: "Guru mereka, Rini Halim, mengatakan"."""
    for name in known:
        if plain[name.end : end].strip() == "," and plain[name.start - 2 : name.start] == ", ":
            return name.text if len(name.words) > 1 else ""
    return ""


def _reported(text: str, match: re.Match[str], after: bool) -> tuple[int, int]:
    """Where what was reported begins and ends: behind the verb, or the rest of an "according to"."""
    end = len(text.rstrip(" .!?"))
    if after:
        comma = text.find(", ", match.end())
        if match.start() > 2:  # "…, according to Rini Halim."
            return 0, len(text[: match.start()].rstrip(" ,"))
        return (comma + 2, end) if comma >= 0 else (0, 0)
    leads = _LEADS_TO.match(text, match.end())
    return (leads.end() if leads else match.end()), end


def _span(text: str, match: re.Match[str]) -> tuple[int, int]:
    """Where in `text` the words of a quotation stand that may have been matched by itself."""
    lead = text.index(match.string) if match.string is not text else 0
    return lead + match.start("said"), lead + match.end("said")


def _made(position: int, speaker: str, verb: str, kind: Said, start: int, end: int) -> Attribution:
    return Attribution(position, speaker, verb, kind, start, end - start)
