"""How questions say what they ask for: patterns for English and Indonesian.

Every repetition is bounded, or a run of spaces that can end in one place only, so that no text can make a
match run away.
"""

import re

from bot.answer.cues import CLOCK, MONTH, WEEKDAY, any_of
from bot.answer.sayings import SAYINGS
from bot.domain import AnswerKind

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
    r"|suami|anak|ibu|ayah|pemenang|juara|president|ceo|chief|head|founder|minister|governor"
    r"|sutradara|aktor|aktris|arsitek|hakim|jaksa|komandan|panglima|jenderal|kapten|manajer|dirut|sekjen|rektor"
    r"|dekan|guru|dokter|sultan|kaisar|khalifah|uskup|paus|sekretaris|bendahara|anggota|kapolri|kapolda|dubes"
    r"|director|leader|author|singer|captain|coach|king|queen|prince|princess|mayor|judge|chairman|owner|winner"
    # "Pengelola", "peraih": whoever does what the verb says.
    r"|(?-i:pe[a-z]{4,25}))"
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
        any_of(
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
        any_of(
            rf"^what{_BE}\s+(?:an?\s+)?(?:meant by\s+)?(?!the\b|you\b)"
            r"[\w-]{1,30}(?:\s[\w-]{1,30})?\s?\??$",
            r"^what does .{1,60} (?:mean|stand for)",
            rf"^who{_BE}\s+(?!the\b|you\b|.{{1,80}}\b(?:after|by|for|from|to|with)\s?\??$)[\w.-]{{1,30}}(?:\s[\w.-]{{1,30}}){{0,3}}\s?\??$",
            r"^(?:apa|apakah)\s+(?:itu|arti|artinya|definisi|pengertian|maksud|kepanjangan)\b",
            r"^(?:apa|apakah)\s+yang\s+(?:di\s?maksud|disebut)",
            rf"^(?:apa|apakah)\s(?!{_WHAT}\b)[\w\s-]{{1,30}}\situ\s?\??$",
            rf"^siapa(?:kah)?\s+(?:itu\s+)?(?!yang\b|saja\b|{_ROLE}\b)"
            r"[\w.-]{1,30}(?:\s[\w.-]{1,30}){0,3}(?:\s+itu)?\s?\??$",
            r"^(?:apa|apakah)\s+(?:jabatan|pekerjaan|profesi)\b",
            r"^(?:jelaskan|define)\b",
        ),
    ),
    (
        AnswerKind.TIME,
        any_of(
            r"\bwhen\b",
            r"\bkapan",
            rf"\b(?:what|which)\s+{_ASKED_TIME}",
            r"\b(?:tahun|tanggal|bulan|hari|abad|jam|pukul)\s+(?:berapa|apa|mana)",
        ),
    ),
    (
        AnswerKind.PLACE,
        any_of(
            r"\bwhere\b",
            r"\b(?:di|ke|dari)\s?mana(?:kah)?\b",
            rf"\b(?:what|which)\s+{_ASKED_PLACE}",
            r"\b(?:negara|kota|desa|tempat|provinsi|daerah|kabupaten|lokasi|pulau|benua|kecamatan|wilayah)"
            r"\s+(?:mana|apa)",
        ),
    ),
    (
        AnswerKind.NUMBER,
        any_of(
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
        any_of(
            r"\bwho(?:m|se)?\b",
            r"\bsiapa",
            rf"\b(?:what|which)\s+(?:(?:two|three|other)\s+)?{_ASKED_BODY}\b",
            r"\b(?:perusahaan|tim|klub|partai|lembaga|organisasi|tokoh|orang|pemain|kelompok)\s+(?:mana|apa)",
        ),
    ),
    (AnswerKind.MANNER, any_of(r"\bhow\b", r"\bbagaimana", r"\bgimana")),
    (
        AnswerKind.YES_NO,
        any_of(
            r"^(?:do|does|did|is|are|was|were|will|would|can|could|has|have|had|should|may)\b",
            rf"^apakah\s(?!{_WHAT}\b)",
            r"^(?:adakah|benarkah|bukankah|bisakah|dapatkah|akankah|sudahkah|pernahkah)\b",
        ),
    ),
    (AnswerKind.THING, any_of(r"\b(?:what|which)\b", r"\bapa(?:kah)?\b", r"\bmana(?:kah)?\b")),
)

# The noun that says what is asked for: "which airline", "what kind of bridge", "di selat apa", "apa nama …".
# Verbs that lead to another; a question puts them before what it is about.
AUXILIARIES = r"(?:is|are|was|were|did|do|does|has|have|had|can|could|will|would|may|might|must|should)"
_LEADS = r"(?:di|ke|dari|pada|dalam|oleh|untuk|dengan)"
SOUGHT = re.compile(
    r"\b(?:what|which)\s(?:(?:kind|type|sort)s?\sof\s)?"
    rf"(?:(?!{AUXILIARIES}\b|the\b|an?\b)(?P<whole>[\w-]{{2,25}})\sof\s"
    rf"|(?:[\w-]{{2,25}}\s){{0,2}}?(?P<before_verb>[\w-]{{2,25}}(?<!ed))\s(?:[\w-]{{2,20}}ed\s)?(?={AUXILIARIES}\b)"
    rf"|(?!{AUXILIARIES}\b|the\b|an?\b)(?P<after>[\w-]{{2,25}}))"
    rf"|(?:^|\b{_LEADS}\s)(?!{_LEADS}\b)(?P<head>[\w-]{{2,25}})\s(?:[\w-]{{2,25}}\s)(?:apa|mana)(?:kah)?\b"
    r"|\b(?P<before>[\w-]{2,25})\s(?:apa|mana)(?:kah)?\b"
    r"|^(?:apa|apakah)\s(?!yang\b|saja\b|itu\b)(?:nama\s)?(?P<named>[\w-]{2,25})",
    re.IGNORECASE,
)
# What is counted: "how many votes", "berapa banyak rumah", "the number of judges".
COUNTED = re.compile(
    r"\b(?:how\s(?:many|much)|number\sof|amount\sof)\s(?:(?:of|the|total|different|other|new|more)\s){0,2}"
    r"(?P<first>[\w-]{2,25})(?:\s(?P<second>[\w-]{2,25}))?"
    r"|\b(?:berapa(?:kah)?|jumlah)\s(?:(?:banyak|jumlah|total)\s){0,2}(?P<id>[\w-]{2,25})",
    re.IGNORECASE,
)
# What is measured, which stands before its number: "berapa harga cumi", "what was the height of".
MEASURED = re.compile(
    r"\b(?:berapa(?:kah)?\s(?P<id>luas|tinggi|panjang|lebar|harga|umur|usia|berat|biaya|tarif|gaji|nilai|populasi"
    r"|jarak|kecepatan|suhu|kerugian|anggaran|kedalaman|ketinggian|kapasitas|laba|pendapatan)(?:nya)?"
    r"|what\s(?:is|was|are|were)\sthe\s(?:(?:total|average|current|estimated)\s)?(?P<en>price|cost|population|amount"
    r"|share|percentage|length|height|size|speed|area|age|rate|temperature|distance|width|value)"
    r"|how\s(?P<how>long|old|tall|far|large|high|wide|deep|heavy|fast))\b",
    re.IGNORECASE,
)
# "When the vote had failed, what …?": what is asked for comes behind the clause that leads up to it.
LEADING_CLAUSE = re.compile(
    r"^(?:when|while|if|after|before|because|since|as|although|in|on|at)\s[^,?]{3,200},\s(?=(?:\w{1,12}\s){0,2}"
    r"(?:what|who|whom|whose|which|how|where|why|when)\b)",
    re.IGNORECASE,
)
# A question that wants a name: "what is the name of …", "apa nama …", "disebut apa".
ASKS_NAME = any_of(
    r"\b(?:name|names|named|called|known as|title)\b",
    r"\b(?:nama|namanya|bernama|dinamakan|disebut|sebutan|judul)\b",
)
# What a word or its letters mean; a verb of being says less than that.
ASKS_MEANING = any_of(
    r"\b(?:mean|means|meaning|stands? for)\b",
    r"\b(?:arti|artinya|berarti|kepanjangan|singkatan|makna)(?:nya)?\b",
)
# The unit of time that a question asks for, and what a time must hold to be of it.
TIME_UNITS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (any_of(r"\b(?:what|which)\scentury", r"\babad\s(?:ke)?(?:berapa|apa|mana)"), any_of(r"centur|abad")),
    (
        any_of(r"\b(?:what|which)\syears?\b", r"\btahun\s(?:berapa|apa|mana)"),
        any_of(r"\b\d{4}\b", r"\b(?:in|year|tahun)\s\d{1,4}\b"),
    ),
    (any_of(r"\bwhat\stime\b", r"\b(?:jam|pukul)\s(?:berapa|apa|mana)"), any_of(r"\d[.:]\d\d", CLOCK)),
    (
        any_of(r"\b(?:what|which)\sday\sof\sthe\sweek", r"\bhari\s(?:apa|mana)"),
        any_of(WEEKDAY),
    ),
    (
        any_of(r"\b(?:what|which)\s(?:date|day)\b", r"\btanggal\s(?:berapa|apa|mana)"),
        any_of(rf"\d\s?-?{MONTH}|{MONTH}\s\d", r"\d/\d"),
    ),
    (any_of(r"\b(?:what|which)\smonth\b", r"\bbulan\s(?:apa|berapa|mana)"), any_of(MONTH, r"\d/\d")),
)

# "Who is the harbour master?", "siapa kepala desa …": the name stands beside the role.
ASKS_ROLE = any_of(rf"who{_BE}\s", r"siapa(?:kah)?\s+(?!yang\b|saja\b)")

# Words by which a question says what kind of answer it wants; they need not stand in the answer.
KIND_WORDS = frozenset(
    """
    year date day month time tahun tanggal bulan hari jam pukul country city town place negara kota tempat
    number amount jumlah company companies perusahaan person people orang cause reason sebab penyebab alasan
    name nama arti definisi pengertian maksud mean meant meaning take happen terjadi kepanjangan
    singkatan stand stands type kind sort macam letak terletak lokasi located location situated
    """.split()  # noqa: SIM905 - a word list reads better as words
)
