"""What surrounds the words of an article without being part of them: credits, datelines, source lines.

The rules are about form, not about any one site, and only ever leave text out: what stays is to the letter.
Where form cannot tell, the text stays: a dateline too many in a quotation does less harm than a subject lost.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.text.dates import find_dates
from bot.text.stopwords import STOPWORDS

_CREDIT_WORD = r"(?:foto|photo|photograph|dok|dokumentasi|ilustrasi|illustration|image|gambar|picture|grafis)"
# "… Latih AI Foto: Global Times", "… (Foto: Antara/Reno)", "… / Dok. Pribadi" at the end of a headline.
_GLUED_CREDIT = re.compile(
    rf"\s(?P<apart>[(\[/|–—-]?)\s?{_CREDIT_WORD}(?:\s(?:by|oleh))?\s?[:.]\s?(?P<credit>[^:]{{2,80}}?)[)\]]?$",
    re.IGNORECASE,
)
_CREDIT_LINE = re.compile(rf"[(\[]?{_CREDIT_WORD}(?:\s(?:by|oleh))?\s?[:/]\s?[^:]{{2,120}}$", re.IGNORECASE)
_CREDIT_REACH = 150  # characters at the end of a headline; more than the pattern can match
_LONGEST_CREDIT = 4  # words, where nothing but the word "Foto:" sets it apart from the headline
# What a headline about pictures has before the word: "Pameran Foto: Nelayan Muara".
_ABOUT_PICTURES = frozenset(
    "balik dalam dari di dengan ini itu kontes kumpulan lewat lomba oleh pameran sebuah sesi seri soal "  # noqa: SIM905
    "tentang unggah unggahan viral sebar sita about behind contest exhibition from gallery in of on seize "
    "the these with".split()
)

# "Jakarta – ", "JAKARTA, KOMPAS.com - ", "WASHINGTON (AP) — ", "Jakarta, 30/1 (Antara) - "
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_][\w.'’]*(?:[ ,/]{1,2}[\w.'’]+){0,6},?)(?:\s?\((?P<agency>[\w .]{2,30})\))?"
    r"(?P<dash>\s-{1,2}\s{1,3}|\s?[–—]\s{0,3})(?=[^\W_a-z]|[\"“‘'(])"
)
_MAX_DATELINE = 60
_SHORTEST_CITY = 4  # letters; "AS—China" is a pair
_OUTLET_WORD = re.compile(r"\w{2,20}(?:\.(?:com|co|id|net|org)){1,2}|\w{2,16}com", re.IGNORECASE)
_INSERTED = re.compile(r"\s(?:[–—]|-{1,2})\s")  # a dash between words
_BETWEEN_A_PAIR = 6  # characters: " dan ", " vs ", " - "
_SENTENCE_REACH = 300  # characters of a paragraph in which the second dash of a pair would stand

_SOURCE_LINE = re.compile(
    r"(?:sumber(?: berita| artikel)?|source|(?:artikel|berita) ini (?:telah )?(?:tayang|terbit|dimuat) di"
    r"|dikutip dari|disadur dari|originally published (?:by|on|in|at)|via)"
    r"(?P<mark>\s?:\s?|\s)(?P<outlet>[^\s:][^:]{1,59}?)\.?$",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:penulis|reporter|pewarta|wartawan|oleh|by|author|written by)\s?:?\s{1,3}(?P<author>[^:|]{3,60}?)"
    r"(?:\s?[|/]\s?(?:editor|penyunting|redaktur)\s?:?\s[^:]{2,60})?$",
    re.IGNORECASE,
)
_POINTER = (  # words before another headline
    r"(?:baca|lihat|simak|tonton|dengarkan|saksikan)(?: juga| pula| selengkapnya)?(?: video| berita)?"
    r"|read(?: also| more| next| this)?|(?:see|watch|listen) (?:also|more)|also (?:read|see|on [\w.]+)"
    r"|watch|related"
    r"(?: articles?| news| stor(?:y|ies)| topics?| coverage)?|recommended|more(?: on this"
    r"| from [\w ]{2,30})?|must read"
    r"|don['’]t miss|you (?:may|might) also like|artikel (?:terkait|lainnya|menarik)|berita (?:terkait"
    r"|lainnya|populer)"
    r"|terkait|pilihan(?: editor| redaksi)?|les også|læs også|läs (?:också|mer)|lesen sie (?:auch|hier"
    r"|mehr)|lies auch"
    r"|mehr (?:zum thema|dazu)|auch interessant|lire aussi|à lire(?: aussi)?|lee también|lea también"
    r"|le[ei]a (?:mais|também)"
    r"|te puede interesar|leggi anche|lees ook|czytaj (?:też|także|również)|čtěte (?:také|též)"
    r"|читайте (?:также|ещё)"
)
_MARKED = re.compile(  # what a colon (or a bracket) gives away whatever follows
    rf"\[?(?:{_POINTER}|editor|penyunting|redaktur|copyright|hak cipta|disclaimer|tags?|topik|keywords"
    r"|kata kunci|follow us|ikuti kami|redaktion|faktencheck|bildrechte)\s?:|\[gambas:[^\]]{1,80}\]$|©"
    r"|copyright\s(?:©|\(c\)|\d{4})|\([a-z]{2,5}/[a-z]{2,5}\)$|all rights reserved"
    r"|\((?:additional |with )?(?:reporting|writing|editing|compiled|laporan|pewarta)\s?(?:by|oleh|:)",
    re.IGNORECASE,
)
_UNMARKED = re.compile(  # a pointer to another headline, which ends without a full stop
    r"(?:(?:baca|lihat|simak|tonton) (?:juga|pula)|simak video|read also|also read|see also"
    r"|also on [\w-]+\.[a-z]{2,3})\s",
    re.IGNORECASE,
)
_BUTTON = re.compile(
    rf"(?:{_POINTER}|advertisement|advertorial|sponsored|iklan|scroll to continue(?: with content)?"
    rf"|lanjutkan membaca"
    r"|gulir ke bawah(?: untuk [\w ]{3,30})?|halaman selanjutnya|(?:next|previous) page|share(?: this| on)?"
    r"(?: article| story| page)?|bagikan(?: artikel ini| berita ini)?|tweet|print|cetak|e-?mail"
    r"|(?:\d+ )?(?:comments?"
    r"|komentar)|(?:leave|post|add) a comment|(?:tulis|kirim|tinggalkan) komentar|copy link"
    r"|salin (?:tautan|link)"
    r"|kopi (?:tautan|link)|follow us|ikuti kami|sign up|subscribe(?: now)?|log ?in|masuk|daftar|newsletters?"
    r"|(?:story|article) continues (?:below|after)(?: (?:this )?advertisement)?|trending|terpopuler|loading"
    r"|tell us what you think|hauptinhalt|what to read next|top stories|play video|close|tutup)[.:…!]{0,3}$",
    re.IGNORECASE,
)
# A call to the reader, and by which way: "Ikuti berita terbaru di kanal WhatsApp kami".
_CALL = re.compile(
    r"(?:follow|like us|join (?:us|our)|subscribe|sign up|get (?:the|our|all|more|daily|breaking|access"
    r"|alerts)|download"
    r"|listen (?:to|live)|click here|tap here|reach (?:the|our)|e-?mail (?:us|[A-Z])|never miss"
    r"|stay (?:up|informed|tuned)"
    r"|don['’]t miss|check out (?:more|our|the latest)|for more|enjoy(?:ed|ing)|if you enjoyed|like this"
    r"|share (?:this|your)"
    r"|have (?:a|you)|want (?:more|the)|read more|ikuti|dapatkan|simak|baca (?:berita|artikel|informasi)"
    r"|(?:ber)?gabung"
    r"|mari bergabung|yuk|ayo|unduh|klik|saksikan|cek|jangan (?:lupa|lewatkan)|update berita"
    r"|temukan berita)\b",
    re.IGNORECASE,
)
_WAY = re.compile(
    r"\bnewsletters?\b|\binbox\b|\b(?:our|mobile|free|kami) (?:app|emails?|podcast)\b|\be-?mail (?:alerts"
    r"|updates)|\bpush\b"
    r"|\b(?:facebook|twitter|instagram|youtube|tiktok|telegram|whatsapp|linkedin|google news|x\.com)\b"
    r"|\bplay ?store\b"
    r"|\bapp store\b|\b(?:kanal|saluran|aplikasi|grup|media sosial|medsos|notifikasi)\b|@\w{3,}"
    r"|\bsubscri(?:be|ption)"
    r"|\bwith a friend\b|\bapple podcasts\b|\bclick here\b|\bdi sini\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“”\"]")
_PLACEHOLDER = re.compile(  # what a browser shows in place of something
    r"(?:this )?advertisement has not loaded|you are using (?:a|an (?:old|outdated|unsupported)) browser"
    r"|browser (?:ini )?tidak mendukung|(?:please )?(?:enable|aktifkan) javascript|an error occurred"
    r"|this video is not"
    r"|at this point you will find external content|an dieser stelle finden sie externe",
    re.IGNORECASE,
)
_INITIALS = re.compile(
    r"(?<=[.!?”\"])\s{0,3}(?:[(\[][a-z]{2,5}(?:/[a-z]{2,5}){0,3}[)\]]|\(\*{1,3}\)|\*{1,3})$"
)
_MAX_FURNITURE = 2_000  # characters; nothing longer is split into words to count them
_MAX_FURNITURE_WORDS = 30  # the longest headline that a "Baca juga:" points to
_SHORT = 8  # words of a source line or byline
_ABOUT_TIME = frozenset(
    "published updated posted terbit tayang diterbitkan diperbarui dipublikasikan pada pukul jam pkl "  # noqa: SIM905
    "tanggal date wib wita wit gmt utc on at am pm last senin selasa rabu kamis jumat jum'at sabtu minggu "
    "ahad monday tuesday wednesday thursday friday saturday sunday".split()
)
_MAX_DATE_LINE = 60
_MAX_CALL_WORDS = 45
_SIGNED_WORDS = 4  # of a name in capitals below an article


@dataclass(frozen=True, slots=True)
class Line:
    """What a line of an article turned out to be, apart from its words: whose it is, or nothing to keep."""

    furniture: bool
    outlet: str = ""
    author: str = ""
    date: str = ""


def split_credit(title: str) -> tuple[str, str]:
    """A headline without the photo credit glued to its end, and the credit ("" when there is none)."""
    match = _GLUED_CREDIT.search(title, max(0, len(title) - _CREDIT_REACH))
    if match is None:
        return title, ""
    words = title[: match.start()].split()
    if len(words) < 3:
        return title, ""
    if not match["apart"] and (
        words[-1].casefold() in _ABOUT_PICTURES or len(match["credit"].split()) > _LONGEST_CREDIT
    ):
        return title, ""
    return title[: match.start()].rstrip().rstrip(" -–—|/"), match["credit"].strip()


def dateline(paragraph: str, title: str = "") -> tuple[int, str]:
    """How many characters of the paragraph are its dateline, and the outlet or agency it names.

    `title` is the headline: a pair that stands in it too ("Persib - Persija") is no dateline.
    """
    match = _DATELINE.match(paragraph, 0, _MAX_DATELINE + 2)
    if match is None or not _is_dateline(paragraph, match, title):
        return 0, ""
    outlets = [word.strip(",") for word in match["place"].split() if _OUTLET_WORD.fullmatch(word.strip(",."))]
    return match.end(), match["agency"] or (outlets[0] if outlets else "")


def _is_dateline(paragraph: str, match: re.Match[str], title: str) -> bool:
    place, rest = match["place"], paragraph[match.end() :]
    words = place.split()
    if not _names_only(place, besides=_OUTLET_WORD) or words[0].casefold() in STOPWORDS:
        return False
    if not match["dash"][-1].isspace() and not (
        match["dash"][-1] == "—" and place.isupper() and len(place) >= _SHORTEST_CITY and rest[:1].isalpha()
    ):
        return False  # a dash without a space joins words, unless it follows a city: "JAKARTA—Presiden …"
    if match["agency"]:
        return True
    if place[-1].isdigit() and rest[:1].isdigit() and "," not in place:
        return False  # "Skor 2 – 1"
    first = rest.split(maxsplit=1)[0].strip(",.“”\"'") if rest.strip() else ""
    if first and first in title.partition(place)[2][: _BETWEEN_A_PAIR + len(first)]:
        return False
    # A second dash closes an insertion: "Cirandu Farm – Perusahaan rintisan susu – memanen …".
    return len(_INSERTED.findall(rest.partition(". ")[0][:_SENTENCE_REACH])) % 2 == 0


def read_line(line: str, *, last: bool) -> Line:
    """What a line is; `last`: nothing but such lines follow, where a source may stand unmarked."""
    if len(line) > _MAX_FURNITURE:
        return Line(furniture=False)
    if not any(map(str.isalnum, line)):
        return Line(furniture=True)
    words = len(line.split())
    if words <= _MAX_CALL_WORDS and _is_call(line):
        return Line(furniture=True)
    if words > _MAX_FURNITURE_WORDS:
        return Line(furniture=False)
    if signed := _signature(line, words, last=last):
        return signed
    if day := _date_line(line):
        return Line(furniture=True, date=day)
    pointer = _UNMARKED.match(line) is not None and not line.endswith((".", ".”", '."'))
    if _MARKED.match(line) or _BUTTON.match(line) or pointer:
        return Line(furniture=True)
    return Line(furniture=words <= _SHORT + 4 and _CREDIT_LINE.match(line) is not None)


def without_furniture(lines: Sequence[tuple[int, str]]) -> tuple[list[tuple[int, str]], Line]:
    """The lines (with their places) that are the article's, and what the others tell, the topmost date."""
    kept: list[tuple[int, str]] = []
    outlet = author = date = ""
    for place, line in reversed(lines):
        found = read_line(line, last=not kept)
        outlet, author, date = outlet or found.outlet, author or found.author, found.date or date
        if not found.furniture:
            kept.append((place, line))
    kept.reverse()
    return kept, Line(furniture=False, outlet=outlet, author=author, date=date)


def _signature(line: str, words: int, *, last: bool) -> Line | None:
    """A line that names the outlet or the author."""
    if last and words <= _SHORT and (match := _SOURCE_LINE.match(line)):
        outlet = match["outlet"].strip()
        if ":" in match["mark"] or _names_only(outlet, besides=_OUTLET_WORD):
            return Line(furniture=True, outlet=outlet)
    if words <= _SHORT and (match := _BYLINE.match(line)) and _names_only(match["author"]):
        return Line(furniture=True, author=match["author"].strip(" ."))
    # "SARI MELATI" below the last paragraph; a single word is an agency.
    letters = line.replace(" ", "")
    if last and words <= _SIGNED_WORDS and line.isupper() and letters.isalpha() and len(letters) > 2:
        return Line(furniture=True, author=line.title() if words > 1 else "")
    return None


def _is_call(line: str) -> bool:
    if _PLACEHOLDER.search(line):
        return True
    return _CALL.match(line) is not None and _WAY.search(line) is not None and not _QUOTED.search(line)


def without_initials(paragraph: str) -> str:
    """An article's last paragraph without the initials of its editors: "… kata dia. (abc/def)"."""
    match = _INITIALS.search(paragraph[-40:])
    return paragraph if match is None else paragraph[: len(paragraph[:-40]) + match.start()]


def _date_line(line: str) -> str:
    """The date of a line that holds nothing else: "Kamis, 30 Januari 2025 | 10:15 WIB"; else ""."""
    if len(line) > _MAX_DATE_LINE:
        return ""
    for found in find_dates(line):
        rest = re.findall(r"[^\W\d_][\w']*", line[: found.start] + " " + line[found.end :])
        if all(word.casefold() in _ABOUT_TIME for word in rest):
            return found.iso
    return ""


def _names_only(text: str, besides: re.Pattern[str] | None = None) -> bool:
    """Whether every word is capitalised or a number, as in a place, an outlet or a person's name."""
    words = [word.strip(",.()/") for word in text.split()]
    return all(
        not word
        or not word[0].isalpha()
        or any(map(str.isupper, word))
        or (besides is not None and besides.fullmatch(word) is not None)
        for word in words
    )
