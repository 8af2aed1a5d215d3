"""Errors in Indonesian: every text that they are made of has its line."""

from pathlib import Path
from string import Formatter

import pytest

from bot.complaints import in_language, retold, table
from bot.errors import DocumentError, FetchError, UsageError
from tests.complaints import Source

ROOT = Path(__file__).parents[1]
TABLE = "bot/indonesian.tsv"
# Whose errors people meet in Discord. A new package of such errors is one more entry.
MODULES = [
    *sorted((ROOT / "bot" / "ingest").glob("*.py")),
    ROOT / "bot" / "library.py",
    ROOT / "bot" / "digest" / "own_day.py",
]
SAME_IN_BOTH = {"data", "XML", "{} MiB", "https://{}"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_every_text_of_an_error_is_there_in_indonesian(path: Path) -> None:
    missing = [
        f"{path.relative_to(ROOT)}:{line}: {text!r}"
        for text, line in Source(path).texts().items()
        if text not in table()
    ]
    assert not missing, (
        f"{TABLE} needs a line for each of these: the text as it stands between the quotes, a tab, and the"
        f" same in Indonesian with as many {{}} (until then it is told in English):\n" + "\n".join(missing)
    )


def test_the_texts_of_a_module_are_found(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        "_LATER = 'later'\n_TABLE = {404: ('none such', 'look'), 500: ('broken', _LATER)}\n"
        "def kind(data):\n    return 'a PDF' if data else next((k for k in _LIST), 'a ZIP')\n"
        "_LIST = ['a PNG']\n"
        "def refused(name, why):\n    return FetchError(f'{name} is refused', why, todo=_LATER)\n"
        "def read(data, size):\n    why, todo = _TABLE.get(size, (f'status {size:d}', ''))\n"
        "    raise DocumentError('unread', why, todo)\n"
        "    raise refused(data, why=f'it is {kind(data)}')\n"
        "print('no error')\n",
        encoding="utf-8",
    )
    assert set(Source(module).texts()) == {
        *("later", "none such", "look", "broken", "a PDF", "a ZIP", "a PNG", "{} is refused"),
        *("status {}", "unread", "it is {}"),
    }


def test_every_line_is_another_text_with_the_same_holes() -> None:
    for english, indonesian in table().items():
        assert (english != indonesian) or english in SAME_IN_BOTH
        holes = [name for _, name, _, _ in Formatter().parse(indonesian) if name is not None]
        assert len(holes) == english.count("{}"), english


def test_an_error_is_told_in_indonesian() -> None:
    error = FetchError("https://a.example/x cannot be fetched", "it is a PDF, not text", "try again in 30 s")
    assert in_language(error, "id") == (
        "https://a.example/x tidak dapat diambil: isinya PDF, bukan teks. Coba lagi dalam 30 detik."
    )
    assert in_language(error, "en") == str(error)
    assert in_language(DocumentError("a.txt cannot be read", "as nobody foresaw"), "id") == (
        "a.txt tidak dapat dibaca: as nobody foresaw."
    )


def test_a_line_that_was_kept_is_told_in_indonesian() -> None:
    error = FetchError("https://a.example/x cannot be fetched", "it is malformed", "try again later")
    for one in (error, FetchError(error.what, error.why), FetchError(error.what)):
        assert retold(str(one), "id") == in_language(one, "id") != str(one)
        assert retold(str(one), "en") == str(one)
    assert retold("", "id") == ""


def test_what_is_filled_in_stays_to_the_letter() -> None:
    for name in ("{} {0} {x}", "%s {", "a\nb"):
        assert in_language(UsageError(f"{name} is empty"), "id") == f"{' '.join(name.split())} kosong."
    assert in_language(UsageError("x" * 5_000), "id") == "x" * 5_000 + "."
