"""Which words are names however they are typed: the forms that the lexicon writes with a capital only."""

from functools import cache

from bot.text import lexicon
from bot.text.units import WORDS
from bot.text.words import content_tokens


@cache
def proper_forms() -> frozenset[tuple[str, ...]]:
    """The folded words of every such form: ("beijing",), ("white", "house"). Read once, in some 100 ms."""
    found, common = set(), set()
    for line in lexicon.lines():
        if line.startswith("#"):
            continue
        for form in line.replace("\t", ";").split(";"):
            if form.islower():  # most are, and need no tokenizer
                common.add(tuple(form.split()))
                continue
            words = tuple(content_tokens(form))
            folded = tuple(word.folded for word in words)
            if words and all(word.written[0].isupper() for word in words):
                found.add(folded)
            else:
                common.add(folded)
    return frozenset(found - common - {(word,) for word in WORDS})  # Lima, the capital; lima, five
