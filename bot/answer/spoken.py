"""Which sentences are the words of somebody a question asks about, whoever is named in them.

"What did Rini Halim say?": the speaker of a sentence was found when its article was stored, where a pronoun
stands for the name, too (`bot.text.attribution`).
"""

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.answer.candidates import LIMIT, Weighed, gather
from bot.answer.features import presence
from bot.answer.patterns import KIND_WORDS
from bot.answer.sayings import SAYINGS, speaker_of
from bot.answer.spelling import likeness
from bot.domain import AnswerKind, Attribution, Candidate, Query, Question, Said, Scope, Span, Term
from bot.ports import AttributionStore, SearchStore
from bot.text.attribution import attribute
from bot.text.names import names
from bot.text.words import content_stems, content_tokens, stem, tokens

_BATCH = 200  # articles of an older database that are looked through at once
_BATCHES = 50  # … before an answer; the rest at the next question
_MOST = 1_000  # sentences with a speaker that are looked at for one question
_CLAIM = 0.9  # what a claim is worth against the words themselves
_SLIP = 0.9  # … the name with a slip
_PART = 0.8  # … a part of the name: "Halim said"
_PLACED = 0.8  # … a role of which the question says where: "the mayor of Sangkara"
_ANYBODY = 0.3  # … anybody, where the question names nobody
_TITLE_WORDS = 3  # before a name
_BESIDE = 110  # characters of an apposition
_LEADS = re.compile(r"(?:^|[.;:,“”\"(])(?P<role>[^.;:,“”\"(]{2,110}),\s$")
_FOLLOWS = re.compile(r",\s(?P<role>[^.;:,“”\"]{2,110})")


class SpokenStore(SearchStore, AttributionStore, Protocol):
    """What finding somebody's words needs of the store."""


async def catch_up(store: AttributionStore) -> None:
    """Look for speakers in articles that were stored by a version that did not."""
    for _ in range(_BATCHES):
        texts = await store.unattributed(_BATCH)
        if not texts:
            return
        await store.save_attributions(await asyncio.to_thread(_attributed, texts))


def _attributed(texts: Mapping[int, Sequence[tuple[int, str]]]) -> dict[int, list[Attribution]]:
    return {article_id: attribute(sentences) for article_id, sentences in texts.items()}


async def gather_spoken(
    store: SpokenStore,
    question: Question,
    weighed: Sequence[Weighed],
    scope: Scope,
    article_id: int | None = None,
) -> list[Candidate]:
    """The candidates of `gather` with their speakers, and what the same articles say in the speaker's words.

    A sentence in which a pronoun stands for the speaker is in an article that names the speaker.
    """
    await catch_up(store)
    found: list[Candidate] = []
    about = [one for one in weighed if one.sentences]
    if article_id is None and about and question.period is None and not _topic(question):
        # Of all that somebody said the newest is wanted, and the index would offer the shortest.
        clause = tuple(tuple(one.term.alternatives) for one in about)
        found = await store.search(Query((clause,), newest=True, outlet=question.outlet), scope, LIMIT)
    found = found or await gather(store, weighed, scope, article_id, question.period, question.outlet)
    articles = list(dict.fromkeys(one.article.id for one in found))
    said = {one.sentence.id: one for one in await store.said_in(scope, articles, _MOST)}
    found = [said.pop(one.sentence.id, one) for one in found]
    return found + await asyncio.to_thread(_heard, question, found, list(said.values()))


def _heard(question: Question, found: list[Candidate], said: list[Candidate]) -> list[Candidate]:
    hearing = Hearing(question, [*found, *said])
    return [one for one in said if hearing.worth(one)][:LIMIT]


def _topic(question: Question) -> list[Term]:
    """What a question asks about, beside that somebody said it."""
    speaker = {token.folded for token in tokens(speaker_of(question.text))}
    return [term for term in question.terms if not speaker.issuperset(term.word.split())]


@dataclass(frozen=True, slots=True)
class _Match:
    """How surely a speaker is the one asked about, and the stems that say so."""

    worth: float
    stems: tuple[str, ...] = ()


class Hearing:
    """Hears among the candidates for one question those that are words of whom it asks about.

    For every other kind of question it hears nothing.
    """

    def __init__(self, question: Question, candidates: Sequence[Candidate]) -> None:
        self._matches: dict[tuple[int, str], _Match] = {}
        self._asked = question.kind is AnswerKind.QUOTATION
        self._newest: list[str] = []
        self._wants_words = SAYINGS.search(question.text) is not None
        self._topic = _topic(question) if self._asked else []
        self._off_topic: set[int] = set()
        spoken = [one for one in candidates if one.attribution is not None] if self._asked else []
        if not spoken:
            return
        speaker = speaker_of(question.text)
        speakers = {(one.article.id, _speaker(one)): one.article.language for one in spoken}
        about = _about(candidates)
        called = _called(speaker)
        for (article, name), language in speakers.items():
            if match := _named(called, name, language, about[article]):
                self._matches[article, name] = match
        if not self._matches:  # a role is looked at where no name fits: another mayor is not this one
            self._find_roles(question, speaker, candidates, speakers, about)
        if self._topic:
            self._off_topic = {one for one in about if not _any_of(self._topic, about[one])}
        else:
            days = {one.article.published_at[:10] for one in spoken if self.worth(one)}
            self._newest = sorted(filter(None, days), reverse=True)

    def _find_roles(
        self,
        question: Question,
        speaker: str,
        candidates: Sequence[Candidate],
        speakers: Mapping[tuple[int, str], str],
        about: Mapping[int, set[str]],
    ) -> None:
        """ "The mayor": whose name stands beside that word somewhere in the article."""
        words = {token.folded for token in tokens(speaker)}
        within = [term for term in question.terms if words.issuperset(term.word.split())]
        role = [term for term in within if not term.is_name and term.word not in KIND_WORDS]
        if not role:
            if not any(term.is_name for term in within):
                self._matches = dict.fromkeys(speakers, _Match(_ANYBODY))
            return
        texts: dict[int, list[Candidate]] = {}
        for one in candidates:
            texts.setdefault(one.article.id, []).append(one)
        placed = [term for term in within if term.is_name]
        for (article, name), language in speakers.items():
            if all(presence(term.alternatives, about[article]) for term in placed) and any(
                _holds(role, stems) for stems in _beside(texts[article], name, language)
            ):
                said = (part for term in role for form in term.alternatives for part in form.split())
                standing = tuple(part for part in dict.fromkeys(said) if part in about[article])
                self._matches[article, name] = _Match(_PLACED if placed else 1.0, standing)

    def worth(self, candidate: Candidate) -> float:
        """How surely the candidate is what was asked for: 0 … 1."""
        said = candidate.attribution
        match = self._matches.get((candidate.article.id, said.speaker)) if said else None
        if said is None or match is None:
            return 0.0
        return match.worth * (1.0 if said.kind is Said.QUOTATION else _CLAIM)

    def attributed(self, candidate: Candidate) -> Candidate:
        """The candidate with the stems of its speaker, as though the sentence named who it is by."""
        match = self._matches.get((candidate.article.id, _speaker(candidate)))
        if match is None:
            return candidate
        lacking = tuple(one for one in match.stems if one not in candidate.sentence.stems)
        sentence = replace(candidate.sentence, stems=(*lacking, *candidate.sentence.stems))
        return replace(candidate, sentence=sentence)

    def features(self, candidate: Candidate) -> dict[str, float]:
        """ "spoken" for what was asked for, "latest" where its newest is wanted; "untyped" for all else.

        Off the topic, too, it is not what was asked for; and where nothing but that somebody spoke was asked
        for, another sentence has nothing of it. "Menurut X, apa …?" asks for a thing.
        """
        if not self._asked:
            return {}
        worth = self.worth(candidate)
        if not worth:
            lacking = 1.0 if self._topic else 2.0
            return {"untyped": lacking} if self._wants_words else {}
        found = {"spoken": worth}
        if candidate.article.id in self._off_topic:
            found["untyped"] = 1.0
        day = candidate.article.published_at[:10]
        return found | {"latest": 1 / (1 + self._newest.index(day))} if day in self._newest else found

    def span(self, candidate: Candidate) -> Span | None:
        """What of the candidate was said, where that was asked for."""
        said = candidate.attribution
        if said is None or not self.worth(candidate):
            return None
        text = candidate.sentence.text[said.start : said.start + said.length]
        return Span(said.start, text.rstrip(" ,"))


def _speaker(candidate: Candidate) -> str:
    return candidate.attribution.speaker if candidate.attribution else ""


def _about(candidates: Sequence[Candidate]) -> dict[int, set[str]]:
    """The stems of the candidates of each article, and of what stands around them."""
    stems: dict[int, set[str]] = {}
    for one in candidates:
        here = stems.setdefault(one.article.id, set())
        here.update(one.sentence.stems, one.headline, one.before, one.after)
    return stems


def _called(speaker: str) -> list[tuple[str, ...]]:
    """What a question calls the speaker: the names in it, or all of its words."""
    found = [one.words for one in names(speaker)]
    return found or [tuple(token.folded for token in content_tokens(speaker))]


def _named(called: Sequence[tuple[str, ...]], name: str, language: str, about: set[str]) -> _Match | None:
    """`name` as what is asked for, or as what that may be called; None where it is another."""
    parts = [token.folded for token in tokens(name)]
    own = content_stems(name, language)
    found = []
    for words in filter(None, called):
        whole = tuple(stem(word, language) for word in words)
        if set(words) <= set(parts):
            found.append(_Match(1.0, own))
        elif _like(words, parts):
            found.append(_Match(_SLIP, own))
        elif parts and set(parts) <= set(words) and about.issuperset(whole):
            found.append(_Match(1.0, whole))  # "Halim said", of Rini Halim, whom the article names
        elif parts and _like(parts, words):
            found.append(_Match(_PART, own))
    return max(found, key=lambda one: one.worth, default=None)


def _like(words: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether every one of the words is one of the parts, but for a slip."""
    return all(any(word == part or likeness(word, part) for part in parts) for word in words)


def _any_of(terms: Sequence[Term], stems: set[str]) -> bool:
    return any(presence(term.alternatives, stems) for term in terms)


def _holds(role: Sequence[Term], stems: set[str]) -> bool:
    return all(presence(term.alternatives, stems) for term in role)


def _beside(texts: Sequence[Candidate], name: str, language: str) -> list[set[str]]:
    """What is said of a name right beside it, as stems: a title before, an apposition on either side."""
    found: list[set[str]] = []
    own = content_stems(name, language)
    for text in {one.sentence.text for one in texts}:
        at = text.find(name)
        if at < 0:
            continue
        before = text[max(0, at - _BESIDE - 4) : at]
        if leads := _LEADS.search(before):
            title = leads["role"]
        else:
            title = " ".join(re.split(r"[.;:,“”\"(]", before)[-1].split()[-_TITLE_WORDS:])
        follows = _FOLLOWS.match(text, at + len(name))
        roles = (title, follows["role"] if follows else "")
        found.extend({*own, *content_stems(role, language)} for role in roles)
    return found
