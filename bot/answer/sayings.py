"""Questions about what somebody said: how they are asked in English and Indonesian, and of whom.

Every repetition is bounded, as in `bot.answer.patterns`.
"""

import re
from collections.abc import Sequence

from bot.text.words import Token

_WHO = r"(?P<speaker>[^?!;,“”\"]{1,80}?)"
# "What did X say", "what has X said", "what is X saying"; "state" is a noun, too, where more follows.
_SAY = (
    r"(?:say|claim|argue|explain|respond|reply|comment|insist|stress|tell|announce|deny|promise|pledge|vow|warn"
    r"|admit|accuse|allege|declare|confirm|acknowledge|threaten|state(?=\s(?:about|on|in|at|that)\b|\s?[?!.]|\s?$))"
)
_HAVE_SAID = (
    r"(?:said|stated|claimed|argued|explained|responded|replied|commented|insisted|stressed|told|announced|denied"
    r"|promised|pledged|vowed|warned|admitted|accused|alleged|declared|confirmed|acknowledged|threatened)"
)
_SAYING = r"(?:saying|stating|claiming|arguing|announcing|denying|promising|warning|accusing)"
_SAID = (
    r"(?:said|says|stated|states|claimed|claims|announced|denied|denies|promised|told|replied|answered"
    r"|responded|admitted|declared)"
)
_REACT = r"(?:respond|responded|reply|replied|react|reacted|comment|commented|answer|answered)"
_REPLY = (
    r"(?:responses?|reactions?|statements?|claims?|comments?|remarks?|repl(?:y|ies)|answers?|denials?"
    r"|promises?|pledges?|warnings?|explanations?|accusations?|allegations?|announcements?|views?|opinions?"
    r"|stance|position)"
)
_NOUN = (
    r"(?:ucapan|ujaran|pernyataan|komentar|tanggapan|bantahan|respons?|reaksi|pendapat|klaim|janji|pesan"
    r"|penjelasan|pengakuan|tuduhan|tudingan|jawaban|pandangan|keterangan|peringatan|imbauan|himbauan)"
)
_DONE = (
    r"(?:katakan|sampaikan|ucapkan|nyatakan|ungkapkan|jelaskan|tegaskan|klaim|janjikan|umumkan|bantah|akui"
    r"|tuturkan|ingatkan|tuduhkan|tulis|bilang|omongkan)"
)
_SPEAK = (
    r"(?:bilang|ngomong|berkata|mengatakan|menyatakan|menyampaikan|mengklaim|membantah|menjanjikan"
    r"|mengumumkan|berjanji)"
)
# What leads to that which something was said about; some of these are no function words.
_ABOUT = r"(?:about|regarding|concerning|tentang|soal|mengenai|terkait|terhadap|perihal|ihwal|seputar)"
_THEN = (
    rf"(?:{_ABOUT}|to|on|over|of|in|at|after|when|before|that|atas|pada|kepada|untuk|bagi|ketika|saat|setelah"
    r"|usai|sebelum|bahwa|di|dalam|karena)"
)
_END = rf"(?=\s{_THEN}\b|\s?[?!.,;]|\s?$)(?:\s{_ABOUT}\b)?"
_NAMED = rf"(?!{_THEN}\b){_WHO}{_END}"
# "Kata" is a word, too: "apa kata kunci …", "apa kata Belanda untuk …".
_NO_WORD = (
    r"(?!(?:kunci|sandi|lain|benda|kerja|sifat|dasar|pertama|terakhir|yang|dalam|bahasa)\b)"
    r"(?![^?!]{1,80}\s(?:untuk|bagi)\b)"
)
_ASKS = r"(?:what|who|when|where|why|how|which|apa|apakah|siapa|kapan|mana|mengapa|kenapa|bagaimana|berapa)"

_FORMS = (
    rf"\bwhat(?:\selse)?\s(?:did|do|does|will|would)\s{_WHO}\s(?:have\sto\s)?{_SAY}\b(?:\s{_ABOUT}\b)?",
    rf"\bwhat(?:\selse)?\s(?:has|have|had)\s{_WHO}\s{_HAVE_SAID}\b(?:\s{_ABOUT}\b)?",
    rf"\bwhat(?:\selse)?\s(?:is|are|was|were)\s{_WHO}\s{_SAYING}\b(?:\s{_ABOUT}\b)?",
    rf"\bwhat(?:['’]s|\sis|\sare|\swas|\swere)\s{_WHO}['’]s?\s(?:[\w-]{{2,20}}\s)?{_REPLY}\b(?:\s{_ABOUT}\b)?",
    rf"\bwhat(?:['’]s|\sis|\sare|\swas|\swere)\s(?:the\s)?(?:[\w-]{{2,20}}\s)?{_REPLY}\s(?:of|from|by)\s{_NAMED}",
    rf"\bwhat\s{_REPLY}\s(?:did|has|have|had)\s{_WHO}\s(?:make|made|give|gave|given|issued?)\b(?:\s{_ABOUT}\b)?",
    rf"\bwhat\s(?:was|were|has\sbeen)\s{_SAID}(?:\sabout\s[^?!]{{1,80}}?)?\sby\s{_NAMED}",
    rf"\bwhat\s(?:was|were|has\sbeen)\ssaid\b(?:\s{_ABOUT}\b)?",
    rf"\bhow\s(?:did|has|have|had)\s{_WHO}\s{_REACT}\b(?!\swith\b)(?:\s{_ABOUT}\b)?",
    rf"^(?:tell\sme|quote|repeat)\swhat\s{_WHO}\s{_SAID}\b(?:\s{_ABOUT}\b)?",
    rf"^(?!{_ASKS}\b){_WHO}\s{_SAID}\swhat\b(?:\s{_ABOUT}\b)?",
    rf"\bapa(?:kah)?\s(?:saja\s)?kata(?:nya{_END}|\s{_NO_WORD}{_NAMED})",
    rf"\bapa(?:kah)?\s(?:saja\s)?(?:isi\s)?{_NOUN}(?:nya{_END}|\s(?:resmi\s)?(?:dari\s)?{_NAMED})",
    rf"\bapa(?:kah)?\s(?:saja\s)?yang\s(?:(?:telah|sudah|baru)\s)?di{_DONE}(?!\ssebagai\b)\s(?:oleh\s)?{_NAMED}",
    rf"\bapa(?:kah)?\s(?:saja\s)?yang\s(?:(?:telah|sudah|baru)\s)?{_WHO}\s{_DONE}\b(?:\s{_ABOUT}\b)?",
    rf"\b(?:bagaimana|bagaimanakah|gimana)\s(?:{_NOUN}|sikap)(?:nya{_END}|\s(?:resmi\s)?(?:dari\s)?{_NAMED})",
    rf"^(?!{_ASKS}\b){_WHO}\s{_SPEAK}\sapa(?:\ssaja)?\b(?:\s{_ABOUT}\b)?",
)
# "Menurut X, apa …?" asks for a thing, in X's words; beside another question word that one decides.
_ACCORDING = rf"\b(?:according\sto|menurut)\s{_NAMED}"


def _numbered(*forms: str) -> re.Pattern[str]:
    """One pattern of several, each with a speaker."""
    parts = (form.replace("<speaker>", f"<speaker{place}>") for place, form in enumerate(forms))
    return re.compile("|".join(parts), re.IGNORECASE)


SAYINGS = _numbered(*_FORMS)
ACCORDING = _numbered(_ACCORDING)
_ABOUT_IT = re.compile(rf"{_ABOUT}\s", re.IGNORECASE)
_LAST_ABOUT = re.compile(rf"\s{_ABOUT}$", re.IGNORECASE)
# Verbs and nouns of saying that say more than that: a denial is not any statement.
_TELLING = re.compile(
    r"announc|den(?:y|ied|ial)|promis|pledg|vow|warn|admit|accus|alleg|declar|confirm|acknowledg|threat"
    r"|.{0,3}bantah|.{0,3}janji|.{0,2}umum|.{0,4}(?:tuduh|tuding)|.{0,4}aku[ia]|.{0,4}ingat|.?imbau"
)


def speaker_of(text: str) -> str:
    """Who is asked about, as the question says it; "" where it names nobody."""
    match = SAYINGS.search(text) or ACCORDING.search(text)
    return next(filter(None, match.groupdict().values()), "").strip() if match else ""


def about_instead(text: str, fragment: str) -> str | None:
    """What somebody said, asked about `fragment` ("about the boat") instead; None for another question."""
    match = SAYINGS.search(text) if _ABOUT_IT.match(fragment) else None
    return f"{_LAST_ABOUT.sub('', match.group())} {fragment}" if match and not match.start() else None


def without_asking(text: str, words: Sequence[Token]) -> list[Token]:
    """The `words` of a question but for those that only ask what was said."""
    match = SAYINGS.search(text)
    if match is None:
        return list(words)
    group = next((name for name, said in match.groupdict().items() if said), None)
    start, end = match.span(group) if group else (0, 0)
    return [
        word
        for word in words
        if not match.start() <= word.start < match.end()
        or start <= word.start < end
        or _TELLING.match(word.folded)
    ]
