"""The gap a question leaves: the words of a sentence that it does not say, beside those that it does.

"Which laws did the council repeal?" – "The council repealed | the fishing laws |.": what is asked for
by no kind of its own stands beside the question's words. Nothing is marked where no gap is plainly the one.
The constants were fitted on development questions.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answer.reading import Reading
from bot.domain import Span
from bot.text.stopwords import STOPWORDS

_LONGEST = 15  # words; what is longer is not an answer but a sentence
_LEAST_SAID = 2  # words of the question that the sentence must say for its gaps to mean something
_TURNS = re.compile(r"[,;:()“”\"–—]|\s-\s")  # where a clause ends
# What speaks for a gap, beside the 1 for standing next to a word of the question.
_BETWEEN = 0.7  # … instead, where one stands on each side: it is more likely in the middle of something
_CLAUSE = 0.4  # for each word of the question in the same clause
_NAMED = 0.2  # it holds a name
_ALONE = -0.2  # it is a single word in small letters
_ADVERB = -1.0  # … which only says how
_LEAST_WORTH = 1.25


@dataclass(frozen=True, slots=True)
class _Gap:
    first: int  # places of its words
    last: int
    left: bool  # whether a word of the question stands before it, with nothing but function words between
    right: bool


def fill(reading: Reading) -> Span | None:
    """The words of the sentence that fill the gap in the question, or None where that is not plain."""
    asked = set(reading.asked)
    if len({reading.stems[place] for place in asked}) < _LEAST_SAID:
        return None
    clauses = _clauses(reading)
    best, span = _LEAST_WORTH, None
    for gap in _gaps(reading, clauses, asked):
        if not (gap.left or gap.right) or gap.last - gap.first >= _LONGEST:
            continue
        start, end = reading.words[gap.first].start, reading.words[gap.last].end
        worth = _BETWEEN if gap.left and gap.right else 1.0
        worth += _CLAUSE * sum(clauses[place] == clauses[gap.first] for place in reading.asked)
        worth += _NAMED * any(name.start < end and name.end > start for name in reading.new)
        if gap.first == gap.last:
            word = reading.words[gap.first]
            worth += _ALONE * word.written.islower() + _ADVERB * word.folded.endswith("ly")
        if worth > best:
            best, span = worth, Span(start, reading.text[start:end])
    return span


def _clauses(reading: Reading) -> list[int]:
    """Of each word, the number of its clause."""
    clauses, number = [], 0
    for place, word in enumerate(reading.words):
        before = reading.words[place - 1].end if place else 0
        number += _TURNS.search(reading.text, before, word.start) is not None
        clauses.append(number)
    return clauses


def _gaps(reading: Reading, clauses: Sequence[int], asked: set[int]) -> Iterator[_Gap]:
    """The runs of words of one clause that hold none of the question's, less the function words around."""
    run: list[int] = []
    for place in range(len(reading.words) + 1):
        ends = place == len(reading.words) or place in asked or (run and clauses[place] != clauses[run[-1]])
        if ends and run:
            kept = [at for at in run if reading.words[at].folded not in STOPWORDS]
            if kept:
                yield _Gap(kept[0], kept[-1], run[0] - 1 in asked, run[-1] + 1 in asked)
            run = []
        if place < len(reading.words) and place not in asked:
            run.append(place)
