"""What sentences hold that may answer: patterns for English and Indonesian.

Every repetition is bounded, or a run of spaces that can end in one place only, so that no text can make a
match run away.
"""

import re


def any_of(*alternatives: str) -> re.Pattern[str]:
    """One pattern for several, whatever the case."""
    return re.compile("|".join(alternatives), re.IGNORECASE)


# Words that deny.
DENIES = any_of(
    r"\b(?:bukan|tidak|tak|belum|tanpa|kecuali|selain|not|never|no|without|except)\b", r"n['’]t\b"
)

# The last clause of a text: what stands behind its last mark.
CLAUSE = re.compile(r"(?:^|[,;:.!?“”\"]\s?)(?P<what>[^\s,;:.!?“”\"][^,;:.!?“”\"]{2,250})$")

MONTH = (
    r"(?:(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|januari|februari|maret|mei|juni|juli|agustus|oktober|desember)\b"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|agt|sept?|oct|okt|nov|dec|des)\b\.?)"
)
WEEKDAY = (
    r"(?:senin|selasa|rabu|kamis|jumat|sabtu|minggu|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
)
_ZONE = r"(?:wib|wita|wit|[ap]\.m\.?|[ap]m|gmt|utc)"
_AROUND = r"(?:awal|akhir|pertengahan|tahun|sejak|early|late|mid|since|in)"
_AGO = r"(?:days?|weeks?|months?|years?)"

CLOCK = r"\b(?:pukul|jam|a\.?m|p\.?m|wib|wita|wit)\b"

TIME = any_of(
    rf"\b(?:{WEEKDAY},?\s)?\(?\d{{1,2}}(?:\s|-){MONTH}(?:,?[\s-]\d{{4}})?",
    rf"\b(?:{WEEKDAY},?\s)?\(\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?\)",
    r"\b(?:1[0-9]|20)\d{2}\s?[-–]\s?(?:1[0-9]|20)?\d{2}\b",
    r"\b(?:tahun|year)\s\d{1,4}\b",
    rf"\b{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,\s\d{{4}}",
    rf"\b{MONTH}\s(?:\d{{4}}|\d{{1,2}})\b",
    r"\b\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b",
    rf"\b(?:{_AROUND}[\s-])?(?:1[0-9]|20)\d{{2}}(?:-?an|s)?\b(?!\s?(?:orang|rumah|people|houses|meter))",
    rf"\b{WEEKDAY}\b(?:\s(?:pagi|siang|sore|malam|morning|afternoon|evening|night))?",
    rf"\b(?:pukul|jam)\s\d{{1,2}}(?:[.:]\d{{2}})?(?:\s{_ZONE})?",
    rf"\b\d{{1,2}}(?:[.:]\d{{2}})?\s?{_ZONE}(?!\w)",
    r"\b(?:kemarin|besok|lusa|hari ini|semalam|dini hari|yesterday|tomorrow|today)\b",
    r"\b(?:pekan|minggu|bulan|tahun) (?:lalu|depan|ini)\b",
    r"\b(?:last|next) (?:week|month|year|night)\b",
    r"\babad ke-?\s?\w{1,8}\b",
    r"\b(?:\w{1,12}\s(?:and|to|or)\s)?\w{1,12}\scentur(?:y|ies)\b",
    r"\bin\s(?:AD\s)?\d{3}\b(?!\s(?:of|out|people|orang|\w{1,20}s)\b)",
    r"\b[1-9]\d{2}s\b",
    rf"\b(?:two|three|four|\d{{1,3}}) {_AGO} ago\b",
)

# Where no time is named, the clause that says when.
TIME_CLAUSE = any_of(
    r"\b(?:as soon as|until|after|before|during|upon|once|by the time|at the (?:time|end|start|beginning) of)"
    r"\s[^,.;]{3,120}",
    r"\b(?:ketika|saat|setelah|sesudah|sebelum|hingga|sampai|selama|semasa|menjelang|usai|seusai)\s[^,.;]{3,120}",
)

_SCALE = r"(?:ribu|juta|miliar|milyar|triliun|thousand|million|billion|trillion)"
_ROUGHLY = r"(?:sekitar|hampir|lebih dari|sedikitnya|about|around|nearly|more than|at least)\s"
# What is counted: a word, or a currency with the country it is of.
_UNIT = r"(?:(?:dollar|dolar)\s(?:AS|Amerika|Singapura|Australia)\b|[^\W\d_]{1,20}\b)"
NUMBER = any_of(
    rf"(?:\b{_ROUGHLY})?(?<![^\W\d_])(?:rp\.?|us\$|s\$|\$|€|£|usd|idr)\s?\d{{1,20}}(?:[.,]\d{{1,20}}){{0,6}}(?:\s?{_SCALE})?",
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
REASON = any_of(
    r"\b(?:karena|sebab|akibat|lantaran|disebabkan|dikarenakan|gara-gara|dipicu|berkat|agar|supaya)\s[^.;]{3,160}",
    r"\b(?:because|due to|caused by|owing to|thanks to|so that|in order to|as a result)\s[^.;]{3,160}",
)
MANNER = any_of(r"\b(?:dengan(?: cara)?|melalui|lewat|secara|by|through|via|using)\s[^.;]{3,160}")
# Behind "by" or "oleh": who did it, as far as the words of another clause.
_NO_DOER = (  # … but when or how: "by Friday", "by the end of May", "by hand"
    rf"(?:the\s|early\s|late\s|mid-?)?(?:{WEEKDAY}\b|{MONTH}|(?:end|start|middle|beginning|time|close)\b"
    r"|(?:next|last|then|now|noon|dawn|dusk|midnight|nightfall|today|tomorrow|hand|chance|mistake|accident)\b)"
)
DOER = re.compile(
    rf"\s(?!{_NO_DOER})(?P<who>(?:(?!(?:in|on|at|for|to|who|which|that|when|as|with|after|before|during|yang|di|pada|untuk|dengan"
    r"|dalam|karena|ketika|saat|sejak)\b|\d)[\w'’-]{1,30}\s?){1,8})",
    re.IGNORECASE,
)
PLACE_CUE = any_of(
    r"\b(?:di|ke|dari|in|on|off|at|from|near|dekat|(?<!wali )kota|kabupaten|(?<!kepala )desa|kecamatan"
    r"|provinsi|(?<!kepala )negara|pulau|berbasis)\s\(?$",
    r"\($",
)
# Where no name stands behind a preposition of place, what does: "di halaman balai desa".
# It ends where a time begins: "in the old market | on Monday".
_A_TIME = (
    rf"(?:(?:in|on|at|since|until|pada|sejak)\s)?(?:{WEEKDAY}\b|{MONTH}|\d{{4}}\b|\d{{1,2}}\s?(?:{MONTH}|{_ZONE}\b)"
    r"|(?:yesterday|today|tomorrow|kemarin|besok)\b)"
)
PLACE_PHRASE = any_of(
    r"\b(?:di|ke|dari|in|on|at|near|inside|outside|along|across|through)\s"
    rf"(?:(?!\b{_A_TIME})[\w'’-]{{1,25}}\s?){{1,7}}"
)
MEANT = re.compile(
    r"[\s)\"”’',]{0,4}\b(?:means?|meaning|meant|stands? for|refers? to|berarti|artinya|bermakna"
    r"|(?:adalah |merupakan )?(?:singkatan|kependekan) dari|atau)\s{0,3}[“\"‘']?(?P<what>[^.;”\"]{3,200})",
    re.IGNORECASE,
)
IN_BRACKETS = re.compile(r"[\"”’']?\s\((?P<what>[^)]{20,200})\)")
# What letters stand for, before them: "Global Positioning System (GPS)".
IN_FULL = re.compile(
    r"\b(?P<what>(?:[A-Z][\w’'-]{0,24}\s(?:(?:of|for|and|the|on|dan|untuk)\s){0,2}){2,9})\(\W{0,2}$"
)
NAMES = any_of(
    r"\b(?:(?:re)?named|called|known as|dubbed|(?:en)?titled|nicknamed?|name)\b",
    r"\b(?:bernama|dinamai|dinamakan|disebut|bertajuk|berjudul|diberi nama|dijuluki|julukan|sebutan"
    r"|nama(?:nya)?)\b",
)
DEFINED = re.compile(
    r"[\s)\"”’']{0,4}(?:\([^)]{1,40}\)\s?)?"
    r"(?:,|—|–|\s-{1,2}\s"
    r"|\badalah|\bialah|\bmerupakan|\byaitu|\byakni|\bis|\bare|\bwas|\bwere|\bmeans|\brefers to)\s{0,3}"
    r"(?:(?:sebuah|suatu|seorang|an?|the)\s)?[“\"]?(?P<what>[^.;”\"]{3,200})",
    re.IGNORECASE,
)
