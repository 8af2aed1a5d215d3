"""How questions say what they ask for, and sentences what they hold: patterns for English and Indonesian.

Every repetition is bounded, or a run of spaces that can end in one place only, so that no text can make a
match run away.
"""

import re

from bot.answer.sayings import SAYINGS
from bot.domain import AnswerKind


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


_ASKED_TIME = r"(?:year|date|day|month|time|century)"
_ASKED_PLACE = r"(?:country|city|town|place|village|province|region|state|district|location)"
_ASKED_BODY = (
    r"(?:person|people|company|companies|firms?|teams?|organi[sz]ations?|groups?|players?|president|minister"
    r"|party|club|agency|actor|author|singer)"
)
_BE = r"(?:'s| is| are| was| were)"

# Whoever holds a role is asked for by it: "siapa ketua …" wants a person, "siapa Sukarno" a definition.
_ROLE = (
    r"(?:nama|presiden|wakil|ketua|kepala|menteri|gubernur|direktur|pendiri|pemilik|pelatih|bupati|wali|pemimpin"
    r"|pemain|penulis|pembuat|penemu|pencipta|tokoh|orang|korban|tersangka|pelaku|juru|raja|ratu|calon|mantan|istri"
    r"|suami|anak|ibu|ayah|pemenang|juara|president|ceo|chief|head|founder|minister|governor)"
)
# What "apakah" asks for when it does not ask whether: "apakah nama …".
_WHAT = (
    r"(?:nama|warna|judul|jenis|bentuk|isi|tujuan|fungsi|peran|sebutan|julukan|istilah|hasil|dampak|yang"
    r"|saja)"
)

# The question word that comes first decides; of the kinds it may ask for, the one listed first: the narrower.
QUESTION_KINDS: tuple[tuple[AnswerKind, re.Pattern[str]], ...] = (
    (
        AnswerKind.REASON,
        _any(
            r"\bwhy\b",
            r"\b(?:mengapa|kenapa)",
            r"\bwhat\s+(?:caused|causes|(?:was|is|were|are) (?:causing|the (?:main )?(?:cause|reason)))",
            r"\bfor what reason",
            r"\b(?:apa|apakah)\s+(?:yang\s+)?(?:sebab|penyebab|menyebabkan|alasan)",
        ),
    ),
    (AnswerKind.QUOTATION, SAYINGS),
    (
        AnswerKind.DEFINITION,
        _any(
            rf"^what{_BE}\s+(?:an?\s+)?(?:meant by\s+)?(?!the\b|you\b)"
            r"[\w-]{1,30}(?:\s[\w-]{1,30})?\s?\??$",
            r"^what does .{1,60} (?:mean|stand for)",
            rf"^who{_BE}\s+(?!the\b|you\b)[\w.-]{{1,30}}(?:\s[\w.-]{{1,30}}){{0,3}}\s?\??$",
            r"^(?:apa|apakah)\s+(?:itu|arti|artinya|definisi|pengertian|maksud|kepanjangan)\b",
            r"^(?:apa|apakah)\s+yang\s+(?:di\s?maksud|disebut)",
            r"^(?:apa|apakah)\s[\w\s-]{1,30}\situ\s?\??$",
            rf"^siapa(?:kah)?\s+(?:itu\s+)?(?!yang\b|saja\b|{_ROLE}\b)"
            r"[\w.-]{1,30}(?:\s[\w.-]{1,30}){0,3}(?:\s+itu)?\s?\??$",
            r"^(?:apa|apakah)\s+(?:jabatan|pekerjaan|profesi)\b",
            r"^(?:jelaskan|define)\b",
        ),
    ),
    (
        AnswerKind.TIME,
        _any(
            r"\bwhen\b",
            r"\bkapan",
            rf"\b(?:what|which)\s+{_ASKED_TIME}",
            r"\b(?:tahun|tanggal|bulan|hari|abad|jam|pukul)\s+(?:berapa|apa|mana)",
        ),
    ),
    (
        AnswerKind.PLACE,
        _any(
            r"\bwhere\b",
            r"\b(?:di|ke|dari)\s?mana(?:kah)?\b",
            rf"\b(?:what|which)\s+{_ASKED_PLACE}",
            r"\b(?:negara|kota|desa|tempat|provinsi|daerah|kabupaten|lokasi|pulau|benua|kecamatan|wilayah)"
            r"\s+(?:mana|apa)",
        ),
    ),
    (
        AnswerKind.NUMBER,
        _any(
            r"\bhow\s+(?:many|much|long|old|tall|far|big|large|high|wide|deep|heavy|fast|often)\b",
            r"\bberapa",
            r"\bseberapa",
            r"\bwhat\s+(?:percentage|percent|number|amount|share|price|population)",
            r"\bwhat (?:is|was|are|were) the (?:total |average |current |estimated )?"
            r"(?:price|number|cost|population|amount|share|percentage|length|height|size|speed|area|age|rate|temperature|distance|width)",
        ),
    ),
    (
        AnswerKind.PERSON,
        _any(
            r"\bwho(?:m|se)?\b",
            r"\bsiapa",
            rf"\b(?:what|which)\s+(?:(?:two|three|other)\s+)?{_ASKED_BODY}\b",
            r"\b(?:perusahaan|tim|klub|partai|lembaga|organisasi|tokoh|orang|pemain|kelompok)\s+(?:mana|apa)",
        ),
    ),
    (AnswerKind.MANNER, _any(r"\bhow\b", r"\bbagaimana", r"\bgimana")),
    (
        AnswerKind.YES_NO,
        _any(
            r"^(?:do|does|did|is|are|was|were|will|would|can|could|has|have|had|should|may)\b",
            rf"^apakah\s(?!{_WHAT}\b)",
            r"^(?:adakah|benarkah|bukankah|bisakah|dapatkah|akankah|sudahkah|pernahkah)\b",
        ),
    ),
    (AnswerKind.THING, _any(r"\b(?:what|which)\b", r"\bapa(?:kah)?\b", r"\bmana(?:kah)?\b")),
)

# The noun that says what is asked for: "which airline", "what kind of bridge", "di selat apa", "apa nama …".
# Verbs that lead to another; a question puts them before what it is about.
AUXILIARIES = r"(?:is|are|was|were|did|do|does|has|have|had|can|could|will|would|may|might|must|should)"
SOUGHT = re.compile(
    r"\b(?:what|which)\s(?:(?:kind|type|sort)s?\sof\s)?"
    rf"(?:(?:[\w-]{{2,25}}\s){{0,2}}(?P<before_verb>[\w-]{{2,25}})\s(?={AUXILIARIES}\b)"
    rf"|(?!{AUXILIARIES}\b|the\b|an?\b)(?P<after>[\w-]{{2,25}}))"
    r"|\b(?P<before>[\w-]{2,25})\s(?:apa|mana)(?:kah)?\b"
    r"|^(?:apa|apakah)\s(?!yang\b|saja\b|itu\b)(?:nama\s)?(?P<named>[\w-]{2,25})",
    re.IGNORECASE,
)
# "When the vote had failed, what …?": what is asked for comes behind the clause that leads up to it.
LEADING_CLAUSE = re.compile(
    r"^(?:when|while|if|after|before|because|since|as|although|in|on|at)\s[^,?]{3,200},\s(?=(?:\w{1,12}\s){0,2}"
    r"(?:what|who|whom|whose|which|how|where|why|when)\b)",
    re.IGNORECASE,
)
# A question that wants a name: "what is the name of …", "apa nama …", "disebut apa".
ASKS_NAME = _any(
    r"\b(?:name|names|named|called|known as|title)\b",
    r"\b(?:nama|namanya|bernama|dinamakan|disebut|sebutan|judul)\b",
)

# Words that deny.
DENIES = _any(r"\b(?:bukan|tidak|tak|belum|tanpa|kecuali|selain|not|never|no|without|except)\b", r"n['’]t\b")

# The last clause of a text: what stands behind its last mark.
CLAUSE = re.compile(r"(?:^|[,;:.!?“”\"]\s?)(?P<what>[^\s,;:.!?“”\"][^,;:.!?“”\"]{2,250})$")

# "Who is the harbour master?", "siapa kepala desa …": the name stands beside the role.
ASKS_ROLE = _any(rf"who{_BE}\s", r"siapa(?:kah)?\s+(?!yang\b|saja\b)")

# Words by which a question says what kind of answer it wants; they need not stand in the answer.
KIND_WORDS = frozenset(
    """
    year date day month time tahun tanggal bulan hari jam pukul country city town place negara kota tempat
    number amount jumlah company companies perusahaan person people orang cause reason sebab penyebab alasan
    name nama arti definisi pengertian maksud mean meant meaning take happen terjadi kepanjangan
    singkatan stand stands type kind sort macam
    """.split()  # noqa: SIM905 - a word list reads better as words
)

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|januari|februari|maret|mei|juni|juli|agustus|oktober|desember"
    r"|jan|feb|mar|apr|jun|jul|aug|agt|sept?|oct|okt|nov|dec|des)\b\.?"
)
_WEEKDAY = (
    r"(?:senin|selasa|rabu|kamis|jumat|sabtu|minggu|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
)
_ZONE = r"(?:wib|wita|wit|a\.?m\.?|p\.?m\.?|gmt|utc)"
_AROUND = r"(?:awal|akhir|pertengahan|tahun|sejak|early|late|mid|since|in)"
_AGO = r"(?:days?|weeks?|months?|years?)"

TIME = _any(
    rf"\b(?:{_WEEKDAY},?\s)?\(?\d{{1,2}}(?:\s|-){_MONTH}(?:,?[\s-]\d{{4}})?",
    rf"\b(?:{_WEEKDAY},?\s)?\(\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?\)",
    r"\b(?:1[0-9]|20)\d{2}\s?[-–]\s?(?:1[0-9]|20)?\d{2}\b",
    r"\b(?:tahun|year)\s\d{1,4}\b",
    rf"\b{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,\s\d{{4}}",
    rf"\b{_MONTH}\s(?:\d{{4}}|\d{{1,2}})\b",
    r"\b\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b",
    rf"\b(?:{_AROUND}[\s-])?(?:1[0-9]|20)\d{{2}}(?:-?an|s)?\b(?!\s?(?:orang|rumah|people|houses|meter))",
    rf"\b{_WEEKDAY}\b(?:\s(?:pagi|siang|sore|malam|morning|afternoon|evening|night))?",
    rf"\b(?:pukul|jam)\s\d{{1,2}}(?:[.:]\d{{2}})?(?:\s{_ZONE})?",
    rf"\b\d{{1,2}}(?:[.:]\d{{2}})?\s?{_ZONE}(?!\w)",
    r"\b(?:kemarin|besok|lusa|hari ini|semalam|dini hari|yesterday|tomorrow|today)\b",
    r"\b(?:pekan|minggu|bulan|tahun) (?:lalu|depan|ini)\b",
    r"\b(?:last|next) (?:week|month|year|night)\b",
    r"\babad ke-?\s?\w{1,8}\b",
    r"\b\w{1,12} century\b",
    rf"\b(?:two|three|four|\d{{1,3}}) {_AGO} ago\b",
)

_SCALE = r"(?:ribu|juta|miliar|milyar|triliun|thousand|million|billion|trillion)"
_ROUGHLY = r"(?:sekitar|hampir|lebih dari|sedikitnya|about|around|nearly|more than|at least)\s"
# What is counted: a word, or a currency with the country it is of.
_UNIT = r"(?:(?:dollar|dolar)\s(?:AS|Amerika|Singapura|Australia)\b|[^\W\d_]{1,20}\b)"
NUMBER = _any(
    rf"(?:{_ROUGHLY})?(?:rp\.?|us\$|s\$|\$|€|£|usd|idr)\s?\d{{1,20}}(?:[.,]\d{{1,20}}){{0,6}}(?:\s?{_SCALE})?",
    rf"\b(?:{_ROUGHLY})?\d{{1,20}}(?:[.,]\d{{1,20}}){{0,6}}(?:\s?[-–]\s?\d[\d.,]{{0,20}}\d|[-–]\d)?"
    rf"(?:\s?(?:%|persen|percent|per cent|{_SCALE}))?(?:\s{_UNIT})?",
    r"\b(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|seratus|seribu)"
    rf"(?:\s(?:puluh|belas|ratus|{_SCALE}))?\b(?:\s[^\W\d_]{{1,20}})?",
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred)"
    rf"(?:\s{_SCALE})?\b(?:\s[^\W\d_]{{1,20}})?",
    r"\b(?:puluhan|ratusan|ribuan|jutaan|belasan|setengah|separuh|dozens?|hundreds|thousands|millions|half|twice)"
    r"\b(?:\s[^\W\d_]{1,20})?",
    r"\b(?:dalam )?jumlah besar\b",
    r"\b(?:jauh )?lebih (?:murah|mahal|besar|kecil|tinggi|rendah)\b",
    r"\blarge amounts?\b",
)
REASON = _any(
    r"\b(?:karena|sebab|akibat|lantaran|disebabkan|dikarenakan|gara-gara|dipicu|berkat|agar|supaya)\s[^.;]{3,160}",
    r"\b(?:because|due to|caused by|owing to|thanks to|so that|in order to|as a result)\s[^.;]{3,160}",
)
MANNER = _any(r"\b(?:dengan(?: cara)?|melalui|lewat|secara|by|through|via|using)\s[^.;]{3,160}")
PLACE_CUE = _any(
    r"\b(?:di|ke|dari|in|on|off|at|from|near|dekat|kota|kabupaten|desa|kecamatan|provinsi|negara|pulau|berbasis)\s\(?$",
    r"\($",
)
# Where no name stands behind a preposition of place, what does: "di halaman balai desa".
PLACE_PHRASE = _any(
    r"\b(?:di|ke|dari|in|on|at|near|inside|outside|along|across|through)\s(?:[\w'’-]{1,25}\s?){1,7}"
)
DEFINED = re.compile(
    r"[\s)\"”’']{0,4}(?:\([^)]{1,40}\)\s?)?"
    r"(?:,|—|–|\s-{1,2}\s"
    r"|\badalah|\bialah|\bmerupakan|\byaitu|\byakni|\bis|\bare|\bwas|\bwere|\bmeans|\brefers to)\s{0,3}"
    r"(?:(?:sebuah|suatu|seorang|an?|the)\s)?(?P<what>[^.;”\"]{3,200})",
    re.IGNORECASE,
)
