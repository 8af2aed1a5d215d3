"""What surrounds the words of an article without being part of them: credits, datelines, source lines.

The rules are about form, not about any one site, and only ever leave text out: what stays is to the letter.
"""

import re
from dataclasses import dataclass

_CREDIT_WORD = r"(?:foto|photo|photograph|dok|dokumentasi|ilustrasi|illustration|image|gambar|picture|grafis)"
# "… Latih AI Foto: Global Times", "… (Foto: Antara/Reno)", "… / Dok. Pribadi" at the end of a headline.
_GLUED_CREDIT = re.compile(
    rf"\s+[(\[/|–—-]?\s?{_CREDIT_WORD}(?:\s(?:by|oleh))?\s?[:.]\s?(?P<credit>[^:]{{2,80}}?)[)\]]?$",
    re.IGNORECASE,
)
_CREDIT_LINE = re.compile(rf"[(\[]?{_CREDIT_WORD}(?:\s(?:by|oleh))?\s?[:/]\s?[^:]{{2,120}}$", re.IGNORECASE)

# "Jakarta – ", "JAKARTA, KOMPAS.com - ", "WASHINGTON (AP) — ", "Jakarta, 30/1 (Antara) - "
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_][\w.'’]*(?:[ ,/]{1,2}[\w.'’]+){0,5},?)(?:\s?\((?P<agency>[\w .]{2,30})\))?"
    r"\s?(?:(?<=\s)-{1,2}|[–—])\s+(?=[^\W_a-z]|[\"“‘'(])"
)
_MAX_DATELINE = 60

_SOURCE_LINE = re.compile(
    r"(?:sumber(?: berita| artikel)?|source|(?:artikel|berita) ini (?:telah )?(?:tayang|terbit|dimuat) di"
    r"|dikutip dari|disadur dari|originally published (?:by|on|in|at)|via)\s?:?\s+(?P<outlet>[^:]{2,60}?)\.?$",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:penulis|reporter|pewarta|wartawan|oleh|by|author|written by)\s?:?\s+(?P<author>[^:]{3,60})$",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"(?:baca juga|lihat juga|simak juga|simak video|tonton juga|read also|read more|see also|also read|related)"
    r"\s?[:,]?\s.{0,200}$|(?:advertisement|iklan|scroll to continue with content|lanjutkan membaca|gulir ke bawah"
    r"|halaman selanjutnya|next page|share this|bagikan)[.:]?$|\[gambas:[^\]]{1,80}\]$"
    r"|(?:editor|penyunting|redaktur|copyright|hak cipta)\s?:?\s.{2,80}$|©.{0,100}$|\([a-z]{2,4}/[a-z]{2,4}\)$",
    re.IGNORECASE,
)
_MAX_FURNITURE_WORDS = 12  # a longer line that begins like these is a sentence


@dataclass(frozen=True, slots=True)
class Line:
    """What a line of an article turned out to be, apart from its words: whose it is, or nothing to keep."""

    furniture: bool
    outlet: str = ""
    author: str = ""


def split_credit(title: str) -> tuple[str, str]:
    """A headline without the photo credit glued to its end, and the credit ("" when there is none)."""
    match = _GLUED_CREDIT.search(title)
    if match is None or len(title[: match.start()].split()) < 3:
        return title, ""
    return title[: match.start()].rstrip(" -–—|/"), match["credit"].strip()


def dateline(paragraph: str) -> tuple[int, str]:
    """How many characters of the paragraph are its dateline, and the outlet or agency it names."""
    match = _DATELINE.match(paragraph, 0, _MAX_DATELINE + 2)
    if match is None or not _names_only(match["place"]):
        return 0, ""
    outlets = [word.strip(",") for word in match["place"].split() if "." in word.strip(",.")]
    return match.end(), match["agency"] or (outlets[0] if outlets else "")


def read_line(line: str, *, last: bool) -> Line:
    """What a line is; `last`: nothing but such lines follow, where a source or byline may stand unmarked."""
    words = len(line.split())
    if words > _MAX_FURNITURE_WORDS:
        return Line(furniture=False)
    if last and words <= 8 and (match := _SOURCE_LINE.match(line)):
        return Line(furniture=True, outlet=match["outlet"].strip())
    if words <= 8 and (match := _BYLINE.match(line)) and _names_only(match["author"]):
        return Line(furniture=True, author=match["author"].strip(" ."))
    return Line(furniture=bool(_BOILERPLATE.match(line) or _CREDIT_LINE.match(line)))


def _names_only(text: str) -> bool:
    """Whether every word is capitalised or a number, as in a place, an outlet or a person's name."""
    words = [word.strip(",.()/") for word in text.split()]
    return all(not word or not word[0].isalpha() or any(map(str.isupper, word)) for word in words)
