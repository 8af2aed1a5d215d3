"""What became of an entry, in both languages."""

import ast
from pathlib import Path

import pytest

import bot
from bot.domain import Fate, Gate, GateName
from bot.feed_phrases import fate_name, gate_name, gate_reason, is_known_reason

CODE = Path(bot.__file__).parent
# Words between the two that are no reasons, or stand inside one.
MODULES = (
    *(
        "ingest/articles.py",
        "ingest/judging.py",
        "ingest/filters.py",
        "ingest/following.py",
        "ingest/trials.py",
    ),
    *("domain/feeds.py", "storage/sqlite/settling.py"),
)


def reasons() -> list[str]:
    """Every reason that the code gives a gate, with {} for what it fills in."""
    found = []
    for name in MODULES:
        for node in ast.walk(ast.parse((CODE / name).read_text())):
            called = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Gate"
            if called and isinstance(node, ast.Call) and len(node.args) > 2:
                found += _texts(node.args[2])
    return sorted(set(found))


def _texts(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        parts = [one.value if isinstance(one, ast.Constant) else "17" for one in node.values]
        return ["".join(map(str, parts))]
    if isinstance(node, ast.IfExp):
        return _texts(node.body) + _texts(node.orelse)
    return []


@pytest.mark.parametrize("reason", [one for one in reasons() if one])
def test_every_reason_of_the_code_is_known_in_both_languages(reason: str) -> None:
    assert is_known_reason(reason)
    gate = Gate(GateName.NEW, True, reason)
    assert gate_reason(gate, "en") == reason
    assert gate_reason(gate, "id") != reason


def test_the_code_gives_reasons_at_all() -> None:
    assert len(reasons()) > 12


def test_what_a_reason_holds_stays() -> None:
    known = Gate(GateName.NEW, False, "it is known already: added")
    assert gate_reason(known, "id") == "sudah dikenal: ditambahkan"
    wanted = Gate(GateName.WANTED, False, "it does not say “harga beras”")
    assert gate_reason(wanted, "id") == "tidak menyebut “harga beras”"
    page = Gate(GateName.PAGE, False, "the site refuses programs (403)")
    assert gate_reason(page, "id") == page.reason


def test_what_went_wrong_with_a_page_is_said_in_the_same_language() -> None:
    why = "what the feed itself carries, since there is no such page (404)"
    said = gate_reason(Gate(GateName.ARTICLE, True, why), "id")
    assert said == "isi yang dibawa umpan itu sendiri, karena tidak ada halaman seperti itu (404)"


@pytest.mark.parametrize("fate", Fate)
def test_every_fate_has_words(fate: Fate) -> None:
    assert fate_name(fate, "en") == fate.value
    assert fate_name(fate, "id") != fate.value


@pytest.mark.parametrize("name", GateName)
def test_every_gate_has_words(name: GateName) -> None:
    assert gate_name(Gate(name, True), "en") == name.value
    assert gate_name(Gate(str(name), True), "id") != name.value
