"""No text, however long or odd, makes a pattern or the search of a sentence run away."""

import random
import re
import string
import time

import pytest

from bot.answer import cues, patterns
from bot.answer.question import analyse
from bot.answer.span import Finder
from bot.text.lexicon import load

LENGTH = 50_000
# Half a second is asked for on an idle machine; running away takes minutes.
SECONDS = 2.0
ADVERSARIAL = {
    "spaces": " ",
    "digits": "1",
    "dotted digits": "1.",
    "initials": "a.",
    "letters": "a",
    "capitals": "Ab ",
    "commas": ",",
    "dashes": "-",
    "quotes": "”",
    "brackets": "( ",
    "name joiners": "A of the ",
    "titles": "Pak ",
    "days": "senin ",
    "almost dates": "1 jan ",
    "money": "rp ",
    "numbers": "dua puluh ",
    "reasons": "karena ",
    "manners": "dengan cara ",
    "more than": "lebih dari ",
    "being": "robotics is ",
    "what": "what is ",
    "which": "what which two ",
    "who": "who is a ",
    "years": "tahun ",
    "passive": "Abu dituduh ",
    "active": "Abu menuduh Bab oleh ",
    "lines": "\n\t",
}
QUESTIONS = (
    "Siapa yang menuduh Bab?",
    "Kapan kapal itu karam?",
    "Berapa biayanya?",
    "What is robotics?",
    "Di mana ia lahir?",
)
STARTS = ("", "apa ", "what is a ", "who's ", "siapa itu ", "what does ", "how ", "Robotics (", "rp")
ALL_PATTERNS = {
    name: value for name, value in (vars(patterns) | vars(cues)).items() if isinstance(value, re.Pattern)
}
ALL_PATTERNS |= {
    f"unit: {place}": held for place, pair in enumerate(patterns.TIME_UNITS) for held in pair[1:]
}
ALL_PATTERNS |= {f"asked unit: {place}": asked for place, (asked, _) in enumerate(patterns.TIME_UNITS)}
ALL_PATTERNS |= {f"question: {kind}": pattern for kind, pattern in patterns.QUESTION_KINDS}


def test_every_pattern_is_tried() -> None:
    assert len(ALL_PATTERNS) == 23 + len(patterns.QUESTION_KINDS) + 2 * len(patterns.TIME_UNITS)


@pytest.mark.timeout(30)
@pytest.mark.parametrize("name", ALL_PATTERNS)
def test_no_text_makes_a_pattern_run_away(name: str) -> None:
    pattern = ALL_PATTERNS[name]
    texts = [
        start + piece * (LENGTH // len(piece)) for piece in ADVERSARIAL.values() for start in ("", "apa ")
    ]
    texts += [start + " " * LENGTH for start in STARTS]
    texts.append("".join(random.Random(3).choices(string.printable, k=LENGTH)))
    for text in texts:
        begun = time.perf_counter()
        for _ in pattern.finditer(text):
            pass
        assert time.perf_counter() - begun < SECONDS, text[:40]


@pytest.mark.parametrize("piece", ADVERSARIAL.values(), ids=ADVERSARIAL)
def test_a_very_long_sentence_is_looked_through_in_time(piece: str) -> None:
    text = piece * (LENGTH // len(piece))
    for question in QUESTIONS:
        begun = time.perf_counter()
        Finder(analyse(question, load())).find(text, "id")
        assert time.perf_counter() - begun < SECONDS
