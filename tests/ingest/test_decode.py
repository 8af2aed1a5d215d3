import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import DocumentError
from bot.ingest.decode import binary_kind, decode

INDONESIAN = (
    "Wali kota berkata, “Jembatan ditutup” – warga memutar lewat Kafé Senja. Biayanya Rp2,4 miliar.\n" * 3
)
FRENCH = "Le conseil a décidé hier de fermer le vieux pont à l’été. Où ira-t-on ? Élèves et garçons à pied.\n"
JAPANESE = "市長は火曜日、古い橋を閉鎖すると発表した。住民は来月まで新しい橋を利用する予定である。\n" * 2
RUSSIAN = "Мэр города объявил во вторник о закрытии старого моста. Жителей просят пользоваться новым.\n" * 2
CHINESE = "市长星期二宣布关闭旧桥，请居民在维修期间使用北面的新桥。维修工作预计九月完成。\n" * 2


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *(
            (INDONESIAN, name)
            for name in ("utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "cp1252")
        ),
        (FRENCH, "cp1252"),
        *((JAPANESE, name) for name in ("utf-8", "shift_jis", "euc_jp", "iso2022_jp", "utf-16")),
        *((RUSSIAN, name) for name in ("utf-8", "cp1251", "koi8_r", "utf-16")),
        *((CHINESE, name) for name in ("utf-8", "gbk", "big5")),
    ],
)
def test_encodings_are_recognised(text: str, encoding: str) -> None:
    data = text.encode(encoding, "ignore")
    assert decode(data) == data.decode(encoding).removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("windows-1252", "cp1252"),
        ("ISO-8859-1", "cp1252"),  # as browsers read it
        ('"us-ascii"', "cp1252"),
        ("windows-1250", "cp1250"),
        ("UTF-16LE", "utf-16-le"),
        ("iso-8859-2", "iso8859-2"),
    ],
)
def test_a_declared_charset_is_believed(charset: str, encoding: str) -> None:
    text = "Kafé “Senja” di tepi kota" if encoding != "iso8859-2" else "Łódź, żółw i gęś"
    assert decode(text.encode(encoding), charset=charset) == text


@pytest.mark.parametrize(
    "charset", ["iso-8859-1", "windows-1252", "ascii", "hex", "rot13", "utf-7", "tidak-ada", "ü", "\0"]
)
def test_a_wrong_declaration_does_not_spoil_utf8(charset: str) -> None:
    assert decode(INDONESIAN.encode(), charset=charset) == INDONESIAN


def test_a_mark_is_stronger_than_a_declaration() -> None:
    assert decode("Kafé".encode("utf-8-sig"), charset="utf-16") == "Kafé"
    assert decode("Kafé".encode("utf-16"), charset="utf-8") == "Kafé"


def test_mixed_encodings_are_read_piece_by_piece() -> None:
    data = (
        "Kafé “satu”\n".encode() + b"harga \x93dua\x94 \x96 naik\n" + "“tiga” dan ".encode() + b"Jum\x92at\n"
    )
    assert decode(data) == "Kafé “satu”\nharga “dua” – naik\n“tiga” dan Jum’at\n"


def test_halves_of_characters_do_not_become_gibberish() -> None:
    data = "Kafé “satu” ".encode() + "“".encode()[:2] + b" dua\n" + b"x" * 3000
    with pytest.raises(DocumentError, match="encoding cannot be recognised"):
        decode(data)
    assert decode(data, damaged=True).startswith("Kafé “satu” \ufffd dua\n")


def test_a_page_with_a_few_broken_bytes_is_read_all_the_same() -> None:
    data = b"satu\0 dua \xff\x81 tiga " + b"empat " * 500
    assert decode(data, damaged=True).startswith("satu dua ")
    for broken in (bytes(range(128, 256)) * 9, b"\0" * 100 + b"satu", b"%PDF-1.7"):
        with pytest.raises(DocumentError):
            decode(broken, damaged=True)


def test_gibberish_of_others_is_left_to_the_letter() -> None:
    text = "Ia berkata, â€œJembatan ditutupâ€\x9d, di kafÃ© itu."
    assert decode(text.encode()) == text


def test_line_ends_and_marks_are_all_that_changes() -> None:
    assert decode(b"\xef\xbb\xbfsatu\r\ndua\rtiga\n\n  empat\t\xc2\xa0lima \xe2\x80\x8b") == (
        "satu\ndua\ntiga\n\n  empat\t\xa0lima \u200b"
    )


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "a PNG image"),
        (b"\xff\xd8\xff\xe0", "a JPEG image"),
        (b"GIF89a", "a GIF image"),
        (b"%PDF-1.7\nteks", "a PDF"),
        (b"PK\x03\x04\x14\0[Content_Types].xml word/document.xml", "a Word document"),
        (b"PK\x03\x04\x14\0mimetypeapplication/epub+zip", "an e-book"),
        (b"PK\x03\x04\x14\0apa saja", "a ZIP archive"),
        (b"\x1f\x8b\x08\0", "a gzip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
        (b"{\\rtf1 teks}", "an RTF document"),
        (b"RIFF\0\0\0\0WEBPVP8", "a WebP image"),
        (b"\0\0\0 ftypmp42", "a video or picture file"),
        (b"ID3\x04\0\0\0", "a sound file"),
        (b"\0" * 257 + b"ustar", "a tar archive"),
    ],
)
def test_other_files_are_named(data: bytes, kind: str) -> None:
    with pytest.raises(DocumentError, match=f"catatan.txt cannot be read: it is {kind}"):
        decode(data, name="catatan.txt")


@pytest.mark.parametrize("text", ["ID3 adalah sebuah format", "BZh", "BMW", "PK adalah", "GIF"])
def test_letters_are_not_signatures(text: str) -> None:
    assert binary_kind(text.encode()) == ""
    assert decode(text.encode()) == text


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)),
        b"teks\0dengan NUL",
        b"\x01\x02\x03\x04\x05\x06\x07\x08" * 30,
        b"\xff\xfe\x00\xd8\x00",  # UTF-16, damaged
        b"\x81\x8d\x8f\x90\x9d\x81\x8d",
        bytes(200 + (n * n * 37) % 55 for n in range(400)),
    ],
)
def test_what_is_not_credibly_text_is_refused(data: bytes) -> None:
    with pytest.raises(
        DocumentError, match=r"cannot be read: (it is not text|its character encoding).*UTF-8"
    ):
        decode(data)


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", b"\xef\xbb\xbf", b"\xff\xfe", "\u200b\ufeff\n".encode()])
def test_empty_files_are_called_empty(data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"a\.txt is empty"):
        decode(data, name="a.txt")


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=200))
def test_utf8_is_kept_to_the_letter(text: str) -> None:
    data = text.encode()
    if binary_kind(data) or not text.strip().strip("\ufeff\u200b"):
        return
    assert decode(data) == text.removeprefix("\ufeff")


@given(st.binary(max_size=300), st.sampled_from(["", "utf-8", "latin-1", "shift_jis", "utf-16"]))
def test_any_bytes_are_text_or_refused(data: bytes, charset: str) -> None:
    try:
        text = decode(data, charset=charset)
    except DocumentError:
        return
    assert "\0" not in text
    assert "\r" not in text
    assert not any("\udc80" <= char <= "\udcff" for char in text)
