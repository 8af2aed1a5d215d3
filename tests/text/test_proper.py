"""Names that are known however they are typed."""

from bot.text.proper import proper_forms


def test_capitals_of_the_lexicon_show_names() -> None:
    known = proper_forms()
    assert {("beijing",), ("white", "house"), ("gedung", "putih")} <= known
    assert known.isdisjoint({("bridge",), ("jembatan",), ("police",), ("lima",), ()})
