"""Which sentences of a story are quoted: a few, to the letter, that together tell most of it.

    accounts | in the digest's language | features | chance of each word | choose | reading order

Every word of a sentence has a chance to be worth telling, the logistic of a weighted sum over features of the
word and of its sentence (`bot.digest.weights`). What is chosen is to tell much in little: twice the expected
words worth telling over the words told and wanted, the F1 by which summaries are judged. A word that is told
again counts for a part only, which is what keeps sentences apart that say the same.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.digest.features import Account, Reading, leans, read_story
from bot.digest.weights import WEIGHTS

MOST_ACCOUNTS = 30  # that are read; more say the same again
_COMPARED = 20  # sentences, in the order in which a story is read
_AGAIN, _AGAIN_FUNCTION = 0.4, 0.65  # what a word counts when it is told once more
_WANTED = 1.6  # words that would be worth telling, in budgets: more than fit
_RUN = 0.03  # what a word counts for following its predecessor: what was written together reads well
_INSIDE = 0.55  # how much of the last sentence must lie within the budget
_SAME = 0.7  # of the words of two sentences, from which on they are one
_LEAST = 3  # words of a sentence
# A sentence without its end was cut off, or is a caption.
ENDS = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]{0,3}\s{0,3}$")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A sentence to quote: of which account (its place in the story), where it stands there, and its text."""

    account: int
    position: int
    text: str


@dataclass(slots=True)
class _Candidate:
    reading: Reading
    chances: list[float]
    leaning: bool


def choose(
    accounts: Sequence[Account],
    language: str = "",
    *,
    words: int = 70,
    most: int = 3,
    weights: Mapping[str, float] = WEIGHTS,
) -> list[Chosen]:
    """The sentences to quote of a story, in reading order; none only where there is no sentence.

    At most `most` of them and about `words` words: the last may end beyond, with the smaller part of it. Of
    a story of several outlets, at least two are heard if `most` and the texts allow. Only those in `language`
    are quoted where there are any. No sentence comes without the one that its beginning points back to.
    """
    known = list(enumerate(accounts))
    spoken = [one for one in known if one[1].language == language] or known
    kept = _newest_first_of_each_outlet(spoken)
    readings = read_story([account for _, account in kept])
    chooser = _Chooser(_candidates(readings, weights), words, most)
    found = chooser.choose()
    return [Chosen(kept[one.account][0], one.position, one.text) for one in found]


def _newest_first_of_each_outlet(accounts: Sequence[tuple[int, Account]]) -> list[tuple[int, Account]]:
    """At most so many accounts as are read, as many outlets among them as can be, in their order."""
    seen: Counter[str] = Counter()
    ranked = []
    for place, account in accounts:
        ranked.append((seen[account.outlet], place, account))
        seen[account.outlet] += 1
    ranked.sort(key=lambda one: one[:2])
    return sorted(((place, account) for _, place, account in ranked[:MOST_ACCOUNTS]), key=lambda one: one[0])


def chances(one: Reading, weights: Mapping[str, float]) -> list[float]:
    """The chance of each word of a sentence to be worth telling."""
    base = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in one.features.items())
    sums = [base + sum(weights.get(name, 0.0) * value for name, value in word.items()) for word in one.words]
    return [1 / (1 + math.exp(-max(-30.0, min(30.0, value)))) for value in sums]


def _candidates(readings: Sequence[Reading], weights: Mapping[str, float]) -> list[_Candidate]:
    worded = [one for one in readings if one.keys]
    whole = [one for one in worded if one.length >= _LEAST and ENDS.search(one.text)] or worded
    once = {one.text: one for one in sorted(whole, key=lambda one: one.order, reverse=True)}
    ordered = sorted(once.values(), key=lambda one: one.order)[:_COMPARED]
    return [_Candidate(one, chances(one, weights), one.position > 1 and leans(one.text)) for one in ordered]


class _Chooser:
    """Looks for the best set: adds or exchanges a sentence as long as that betters it."""

    def __init__(self, candidates: Sequence[_Candidate], words: int, most: int) -> None:
        self._all = candidates  # in reading order, so that a sorted set of places is one too
        self._budget = max(1, words)
        self._most = max(1, most)
        self._outlets = {one.reading.outlet for one in candidates}
        self._alike = {
            (left, right)
            for right, second in enumerate(candidates)
            for left, first in enumerate(candidates[:right])
            if _same(first.reading.content, second.reading.content)
        }

    def choose(self) -> list[Reading]:
        """The best set found."""
        chosen: tuple[int, ...] = ()
        reached = 0.0
        while True:
            options = [(self._worth(one), one) for one in self._options(chosen)]
            best, option = max(options, default=(0.0, ()), key=lambda one: one[0])
            if best <= reached + 1e-9:
                break
            reached, chosen = best, option
        if not chosen and self._all:
            chosen = (0,)
        return [self._all[place].reading for place in self._balanced(chosen)]

    def _options(self, chosen: tuple[int, ...]) -> list[tuple[int, ...]]:
        others = [place for place in range(len(self._all)) if place not in chosen]
        added = [chosen] if len(chosen) < self._most else []
        rests = [*added, *(tuple(one for one in chosen if one != gone) for gone in chosen)]
        return [tuple(sorted((*rest, place))) for rest in rests for place in others]

    def _balanced(self, chosen: tuple[int, ...]) -> tuple[int, ...]:
        """The set, changed so that a second outlet is heard where one is."""
        if len({self._all[place].reading.outlet for place in chosen}) != 1 or len(self._outlets) == 1:
            return chosen
        if self._most == 1:
            return chosen
        options = [
            (self._worth(one), one)
            for one in self._options(chosen)
            if len({self._all[place].reading.outlet for place in one}) > 1
        ]
        if len(chosen) == 1:  # nothing can be exchanged: the two may be longer than the budget
            options = [
                (max(worth, 0.0) - place * 1e-6, one)
                for place, (worth, one) in enumerate(options)
                if not self._forbidden(one)
            ]
        best, option = max(options, default=(-1.0, chosen), key=lambda one: one[0])
        return option if best >= 0 or len(chosen) == 1 else chosen

    def _forbidden(self, chosen: tuple[int, ...]) -> bool:
        """Whether two say the same, or one begins with what points to a sentence that is not there."""
        if any((left, right) in self._alike for right in chosen for left in chosen):
            return True
        stands = {(self._all[one].reading.account, self._all[one].reading.position) for one in chosen}
        return any(
            self._all[one].leaning
            and (self._all[one].reading.account, self._all[one].reading.position - 1) not in stands
            for one in chosen
        )

    def _worth(self, chosen: tuple[int, ...]) -> float:
        """How well a set tells the story in its budget; below 0: it must not be."""
        parts = [self._all[place] for place in chosen]
        room = self._budget - sum(one.reading.length for one in parts[:-1])
        last = parts[-1].reading.length
        if (len(parts) > 1 and room < _INSIDE * last) or self._forbidden(chosen):
            return -1.0
        told: Counter[tuple[str, bool]] = Counter()
        stands = {(one.reading.account, one.reading.position) for one in parts}
        gain = length = 0.0
        for one in parts:
            share = min(1.0, max(room, 1) / last) if one is parts[-1] else 1.0
            sentence = 0.0
            for key, chance in zip(one.reading.keys, one.chances, strict=True):
                sentence += chance * (_AGAIN_FUNCTION if key[1] else _AGAIN) ** told[key]
                told[key] += 1
            if (one.reading.account, one.reading.position - 1) in stands:
                sentence += _RUN * len(one.chances)
            gain += share * sentence
            length += share * len(one.chances)
        return 2 * gain / (length + _WANTED * self._budget)


def _same(left: set[str], right: set[str]) -> bool:
    return bool(left and right) and len(left & right) >= _SAME * len(left | right)
