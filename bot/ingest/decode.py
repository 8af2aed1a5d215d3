"""From bytes to text, without ever turning one into the other's gibberish in silence."""

import codecs
import re

from bot.errors import DocumentError

_MARKS = (  # the longer first: a UTF-32 mark begins with a UTF-16 one
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"%PDF-", "a PDF"),
    (b"%!PS", "a PostScript file"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"SQLite format 3\0", "a SQLite database"),
    (b"\x7fELF", "a program"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"fLaC", "a sound file"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
)
_ZIPPED = (
    (b"word/", "a Word document"),
    (b"xl/", "an Excel workbook"),
    (b"ppt/", "a PowerPoint presentation"),
    (b"application/epub+zip", "an e-book (EPUB)"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file"),
)
_WESTERN = frozenset({"ascii", "iso8859-1", "cp1252", "iso8859-15"})
# Codecs of Python that decode to text but that no file or page is written in.
_NOT_CHARSETS = frozenset({"idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape", "utf-7"})
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_INSIDE_A_WORD = re.compile("(?<=[^\\W\\d_])[\xa1-\xa9\xab-\xb6\xb8\xb9\xbb-\xbf\x83-\x9f×÷](?=[^\\W\\d_])")
_CUT_OFF = re.compile("[\udcc2-\udcf4][\udc80-\udcbf]")
_CP1252 = {0xDC00 + byte: bytes([byte]).decode("cp1252", "ignore") or "\x81" for byte in range(0x80, 0x100)}
# The legacy encodings news is found in; the other seventy that Python knows only add wrong guesses.
_LEGACY = (
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874"),
    *("iso8859_2", "koi8_r", "koi8_u", "cp932", "euc_jp", "gb18030", "big5", "cp949"),
)
_DAMAGE = 500  # characters, of which one may be broken
_SAMPLE = 256 * 1024
_LEAST_SENSE = 0.2  # of charset-normalizer's coherence: real text has 0.3 … 1, letters at random 0 … 0.19
_MAX_MESS = 0.15  # charset-normalizer's own bound is 0.2; Indonesian cp1252 and Shift JIS measure < 0.06


def binary_kind(data: bytes) -> str:
    """What kind of file `data` is when it is a well-known one that is not text ("a PDF"), else ""."""
    head = data[:16]
    if head.startswith(b"PK\x03\x04"):
        return next((kind for mark, kind in _ZIPPED if mark in data), "a ZIP archive")
    if head[:4] == b"RIFF":
        return "a WebP image" if head[8:12] == b"WEBP" else "a sound or video file"
    if head[4:8] == b"ftyp":
        return "a video or picture file"
    if data[257:262] == b"ustar":
        return "a tar archive"
    found = next((kind for mark, kind in _SIGNATURES if head.startswith(mark)), "")
    # Three letters are also the beginning of a sentence; what follows them in such a file is not text.
    return "" if head[:3] in (b"ID3", b"BZh") and _is_ascii_text(data[:64]) else found


def decode(data: bytes, *, charset: str = "", name: str = "the file", damaged: bool = False) -> str:
    """The text of `data`, without byte order mark and with LF line ends, otherwise to the letter.

    In turn: byte order mark, the declared `charset` where it decodes cleanly, UTF-8, UTF-8 with stray
    Windows-1252 bytes, UTF-16 without a mark, Windows-1252, then what charset-normalizer recognises. With
    `damaged`, as browsers do, at last the declared charset or UTF-8 with U+FFFD for a few broken characters.
    Raises DocumentError, naming `name`, when `data` is empty or is not credibly text.
    """
    kind = binary_kind(data)
    if kind:
        raise DocumentError(
            f"{name} cannot be read", f"it is {kind}, not text", "save its text as UTF-8 (.txt)"
        )
    text = _decoded(data, charset)
    if text is None and damaged:
        text = _damaged(data, _python_name(charset) or "utf-8")
    if text is None:
        why = "it is not text" if b"\0" in data else "its character encoding cannot be recognised"
        raise DocumentError(f"{name} cannot be read", why, "save it as UTF-8 text")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip().strip("\ufeff\u200b"):
        raise DocumentError(f"{name} is empty", "there is no text in it")
    return text


def _decoded(data: bytes, charset: str) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _strictly(data[len(mark) :], encoding)
            # The damaged rest of a UTF-8 file may still be read piecewise; a damaged UTF-16 one may not.
            return text if text is not None or encoding != "utf-8" else _pieces(data[len(mark) :])
    declared = _python_name(charset)
    utf8 = _strictly(data, "utf-8")
    if declared in _WESTERN and utf8 is None and not _has_utf8(data):
        declared = "cp1252"  # what browsers read these labels as: encoding.spec.whatwg.org
        return _strictly(data, declared) or _strictly(data, "iso8859-1")
    if declared and declared not in _WESTERN:
        text = _strictly(data, declared)
        if text is not None:
            return text
    if utf8 is not None and "\x1b" not in utf8:
        return utf8
    if b"\x1b$" in data:
        return _strictly(data, "iso2022_jp_2")
    return utf8 or _pieces(data) or _utf16(data) or _western(data) or _recognised(data)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError):
        return None
    return text if _credible(text) else None


def _credible(text: str) -> bool:
    """Whether `text` has no NUL and next to no control characters."""
    if "\0" in text:
        return False
    controls = sum(1 for _ in _CONTROLS.finditer(text))
    return controls <= 2 or controls * 200 <= len(text)


def _python_name(charset: str) -> str:
    """Python's name of a declared charset; "" when it is none that text is written in."""
    try:
        name = codecs.lookup(charset.strip().strip("\"'")).name if charset.isascii() else ""
    except (LookupError, ValueError):
        return ""
    return (
        ""
        if name in _NOT_CHARSETS or name in {"hex", "base64", "bz2", "zlib", "rot13", "uu", "quopri"}
        else name
    )


def _has_utf8(data: bytes) -> bool:
    """Whether a multi-byte UTF-8 sequence stands in `data`; other encodings hardly ever make one."""
    return any(char >= "\x80" for char in data.decode("utf-8", "ignore"))


def _pieces(data: bytes) -> str | None:
    """UTF-8 in which single bytes are Windows-1252; None when it is not mainly UTF-8.

    Byte by byte and not line by line, because one line often has both.
    """
    text = data.decode("utf-8", "surrogateescape")
    stray = sum(1 for char in text if "\udc80" <= char <= "\udcff")
    multibyte = sum(1 for char in text if char >= "\x80") - stray
    if not multibyte or stray > max(20 * multibyte, 3) or stray * 8 > len(text):
        return None
    if _CUT_OFF.search(text):
        return None  # halves of UTF-8 characters: they would become "â€"
    mended = text.translate(_CP1252)
    return (
        mended if "\x81" not in mended and not _INSIDE_A_WORD.search(mended) and _credible(mended) else None
    )


def _damaged(data: bytes, encoding: str) -> str | None:
    """`data` without its NULs and with U+FFFD where it is broken; None when that is in too many places."""
    text = data.replace(b"\0", b"").decode(encoding, "replace")
    broken = text.count("\ufffd") + data.count(0)
    return text if broken <= max(3, len(text) // _DAMAGE) and _credible(text) else None


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a byte order mark, recognised by the NUL half of most Latin letters."""
    if len(data) % 2 or b"\0" not in data:
        return None
    even, odd = data[0:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    pairs = min(len(data), _SAMPLE) // 2
    if max(even, odd) * 2 < pairs or min(even, odd) * 20 > pairs:
        return None
    return _strictly(data, "utf-16-le" if odd > even else "utf-16-be")


def _western(data: bytes) -> str | None:
    """Windows-1252 where a few letters and punctuation of it stand in a text that is otherwise ASCII."""
    high = sum(1 for byte in data[:_SAMPLE] if byte >= 0x80)
    if high * 12 > min(len(data), _SAMPLE):
        return None
    text = _strictly(data, "cp1252")
    return None if text is None or _INSIDE_A_WORD.search(text) else text


def _recognised(data: bytes) -> str | None:
    """What charset-normalizer holds `data` to be, when it is nearly sure."""
    if b"\0" in data:
        return None
    from charset_normalizer import from_bytes

    sample = data[:_SAMPLE].rsplit(b"\n", 1)[0] if len(data) > _SAMPLE else data
    matches = from_bytes(sample, cp_isolation=list(_LEGACY))
    best = matches.best()
    if best is None or best.chaos > _MAX_MESS:
        return None
    rivals = [
        match
        for match in matches
        if match.chaos <= best.chaos + 0.02
        and match.coherence >= best.coherence - 0.05
        and str(match) != str(best)
    ]
    # Any bytes are letters of some single-byte encoding; only words of a language tell that it is the one.
    if best.coherence < _LEAST_SENSE and (rivals or not best.multi_byte_usage):
        return None
    # French makes as much sense in three of them: the common one wins a draw, else a draw is no answer.
    if any(match.encoding == "cp1252" and match.coherence >= best.coherence for match in (best, *rivals)):
        return _strictly(data, "cp1252")
    return None if rivals else _strictly(data, best.encoding)


def _is_ascii_text(data: bytes) -> bool:
    return data.isascii() and _credible(data.decode("ascii"))
