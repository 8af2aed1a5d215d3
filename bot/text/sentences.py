"""Where the sentences of a text begin and end.

Every run of . ! ? … before white space is a candidate; it ends a sentence unless what stands before it (an
abbreviation, an initial, the number of a list) or after it (a small letter) says that it does not. Boundaries
inside quotations count: a quoted speech of five sentences is five sentences.
"""

import re
from functools import cache
from itertools import pairwise

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")

# Terminators, what closes after them, and footnote marks; then white space. Scripts that write none between
# sentences have terminators of their own.
_NOT_NEXT = frozenset(",;:)]}+=/%&|<>")  # what no sentence begins with
_CREDIT = re.compile(r"\s*\([^()]{1,40}\)\s*")  # a reporter's initials, after the last sentence
_CLOSERS = "\"'”’»›)\\]}\u200b\u2060\ufeff"
_MARKS = ".!?…؟۔।॥‼⁇⁈⁉"
_CANDIDATE = re.compile(
    rf"(?<![{_MARKS}])[{_MARKS}]++(?:\s?[”»])?[{_CLOSERS}]*+(?:\[[^\]\s]{{1,12}}\]){{0,5}}(?=\s)"
    rf"|[。！？｡]+[」』”’）】\"')]*"
    rf"|(?<=[a-z]{{2}})[.!?][”\"]?(?!Com|Net|Org)(?=[A-Z][a-z]{{2,20}}\s)"
)
_OPENERS = " \t\xa0\u202f\u200b\u2060\ufeff\"'“”‘’«»‹›([{¿¡-–—―•*·"
_BEFORE = re.compile(r"[^\s(\[{\"“”‘«/–—,;:]{1,30}$")
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_LETTERS_AND_DOTS = re.compile(r"(?:[^\W\d_]{1,2}\.){1,6}[^\W\d_]{1,3}")
_ITEM = re.compile(r"[\W_]*(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[\W_]*")
_BEGINS_SMALL = re.compile(r"[a-z](?:[A-Z]|[.)]\s)")  # iPhone; b) …
_LONGEST_ORDINAL = 2
_LONGEST_ITEM = 12
_WINDOW = 40  # characters looked at on either side of a candidate
_REPORTED = re.compile(
    r"(?:[A-Z][\w’'-]{1,30} ){1,3}(?:said|says|asked|asks|shouted|replied|wrote|added|told|cried|exclaimed"
    r"|berkata|bertanya|berteriak|menjawab|menulis|menambahkan|menegaskan|mengatakan)\b"
)
_INVISIBLE = "\u200b\u200c\u200e\u200f\u2060\ufeff"

# What a name, a word or a number must follow. The second and third kind only where they are written with a
# capital, or where a number follows.
_NEVER_LAST = """dr drs dra drg drh prof ir hj kh mr mrs ms messrs jl jln sdr sdri bpk kab kec kel prov yth
    yts kpd dgn yg mis spt st sr sra cf vs e.g i.e a.n u.p d.a s.d n.b c.q u.b a.k.a ca approx bzw z.b
    d.h nr nn psw telp tlp esp dept univ brig bripka kompol akbp aiptu ipda
    iptu"""
_NEVER_LAST_CAPITALISED = """gen sen rep gov col capt cmdr lt sgt maj adm pres rev hon supt insp pte pvt mgr
    pt cv ud rp st mt ny tn sec lettu kol letkol mayjen brigjen irjen kombes alm h """
_BEFORE_NUMBER = """no nos nomor tgl hlm hal p pp vol fig art ps psl ay lt rt rw km kav blok pasal ayat ch
    op par ver jan feb mar apr mei jun jul agt agu ags aug sep sept oct okt nov dec des rp rs us usd idr tel
    ext núm pág"""
# What may end a sentence or not: it does before a word that sentences begin with.
_MAY_BE_LAST = """tbk inc ltd corp co bros llc plc jr sr esq etc al dll dsb dst dkk ph.d m.d sp ph gmbh ag
    s.a bhd sdn ave blvd rd calif ariz mich minn okla"""
_ENDS_WHEN_CAPITAL = frozenset({"etc", "dll", "dsb", "dst", "dkk"})
_STARTERS = """The He She It They We You His Her Its Their Our My This That These Those There Here In On At
    But And Or So If As An For From With When While After Before Since Although Though However Now Then What
    Who Why How Where Last Some Many Most Both Each All No Not Yet Still By To Under During According
    Despite Because Once Ini Itu Ia Dia Mereka Kami Kita Saya Aku Beliau Namun Tetapi Tapi Sedangkan
    Sementara Selain Menurut Saat Pada Di Ke Dari Dalam Untuk Dengan Setelah Sebelum Ketika Meski Meskipun
    Walau Sejak Karena Jika Kalau Sebab Oleh Hal Para Sebuah Seorang Ada Tidak Bukan Belum Sudah Telah Akan
    Juga Hingga Sampai Bahkan Adapun Kemudian Lalu Akibatnya Padahal Apalagi Sebelumnya Selanjutnya Sebagai
    Semua Banyak Beberapa Apa Siapa Kapan Mengapa Kenapa Bagaimana Berapa Tak Bila Agar Supaya Demikian
    Begitu Terkait Berdasarkan Kini Kata Atas Lebih Jadi Maka"""
_DOTTED_ORDINALS = frozenset({"de", "da", "no", "nb", "fi", "cs", "hr", "sr", "sl", "hu", "tr"})
_NAMES_WITH_MARK = frozenset({"yahoo", "jeopardy"})


def split(text: str, language: str) -> list[tuple[int, int]]:
    """The sentences of `text` as half-open character offsets, in order, trimmed, never overlapping.

    A line break ends a sentence; a line with neither letter nor digit is none, all else lies in one.
    `language` (ISO 639-1) matters where "7." is an ordinal, as in German. Linear in the length
    of the text. Never raises.
    """
    found: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        found.extend(_sentences_of(text, line.start(), line.end(), ordinals=language in _DOTTED_ORDINALS))
    return found


@cache
def _words() -> dict[str, frozenset[str]]:
    lists = {
        "never": _NEVER_LAST,
        "capitalised": _NEVER_LAST_CAPITALISED,
        "number": _BEFORE_NUMBER,
        "maybe": _MAY_BE_LAST,
        "starters": _STARTERS,
    }
    return {name: frozenset(words.split()) for name, words in lists.items()}


def _sentences_of(text: str, start: int, end: int, *, ordinals: bool) -> list[tuple[int, int]]:
    """The sentences of the line text[start:end]."""
    cuts = [start]
    looked_at, has_word = start, False
    for candidate in _CANDIDATE.finditer(text, start, end):
        stop = candidate.end()
        if not has_word:
            has_word = any(map(str.isalnum, text[looked_at:stop]))
        looked_at = stop
        if has_word and _is_end(text, cuts[-1], candidate, end, ordinals=ordinals):
            cuts.append(stop)
            has_word = False
    if not has_word and len(cuts) > 1 and not any(map(str.isalnum, text[looked_at:end])):
        cuts.pop()  # what is left over, a quotation mark or a face, belongs to the last sentence
    cuts.append(end)
    trimmed = (_trim(text, first, last) for first, last in pairwise(cuts))
    return [(first, last) for first, last in trimmed if any(map(str.isalnum, text[first:last]))]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in _INVISIBLE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _INVISIBLE):
        end -= 1
    return start, end


def _is_end(text: str, start: int, candidate: re.Match[str], end: int, *, ordinals: bool) -> bool:
    """Whether the sentence that begins at `start` ends with `candidate`."""
    mark = candidate[0]
    if mark[0] in "。！？｡":
        return True
    after = text[candidate.end() : min(end, candidate.end() + _WINDOW)].lstrip(_OPENERS)
    following = after[:1]
    if not following or following in _NOT_NEXT:
        return False
    if following.islower() and not _BEGINS_SMALL.match(after):
        return _CREDIT.fullmatch(text, candidate.end(), end) is not None
    if candidate.end() - start <= _LONGEST_ITEM and _ITEM.fullmatch(text, start, candidate.end()):
        return False
    if mark[0] in "!?":
        return _ends_exclamation(text, start, candidate, after)
    if mark[0] != "." or mark.startswith(".."):
        return True
    before = _BEFORE.search(text, max(start, candidate.start() - _WINDOW), candidate.start())
    quoted = text[candidate.end() : candidate.end() + 2].strip()[:1] in {"“", '"', "‘", "«"}
    if before is None:
        return True
    if ordinals and len(before[0]) <= _LONGEST_ORDINAL and before[0].isdigit():
        return text[before.start() - 1 : before.start()] in {",", "/", "-", "–"}
    amount = text[max(start, before.start() - 2) : before.start()].strip().isdigit()  # Rp 5 M.
    return (amount and len(before[0]) == 1) or _ends_after(before[0], after, quoted)


def _ends_exclamation(text: str, start: int, candidate: re.Match[str], after: str) -> bool:
    """Whether ! or ? ends a sentence: not in “Stop!” Budi said, Yahoo! Finance or (who else?) Budi."""
    closing = candidate[0].lstrip("!?.…")[:1]
    if closing in {")", "]"}:
        opening = text.rfind(
            "(" if closing == ")" else "[", max(start, candidate.start() - 200), candidate.start()
        )
        return opening - start < _WINDOW and not text[start : max(start, opening)].strip(_OPENERS)
    if closing:
        return not (_REPORTED.match(after) and after.split(" ", 1)[0] not in _words()["starters"])
    before = _BEFORE.search(text, max(start, candidate.start() - _WINDOW), candidate.start())
    return before is None or before[0].lower() not in _NAMES_WITH_MARK


def _ends_after(word: str, after: str, quoted: bool) -> bool:
    """Whether a full stop after `word`, with `after` following, ends a sentence."""
    lists = _words()
    low = word.lower()
    initial = len(word) == 1 and word.isupper()
    if low in lists["never"] or (low in lists["capitalised"] and word[0].isupper()):
        return False
    if low in lists["number"] and not initial:
        return not after[0].isdigit()
    if low in _ENDS_WHEN_CAPITAL:
        return True
    if initial or low in lists["maybe"] or _LETTERS_AND_DOTS.fullmatch(word):
        following = _WORD.match(after)
        starter = following is not None and following[0] in lists["starters"]
        return starter or (quoted and not initial)
    return True
