"""Why an answer is the answer: how the question was understood, what was compared, and what decided."""

from collections.abc import Iterator, Mapping

from bot.answer.candidates import Weighed
from bot.answer.rank import RANKING, Ranked
from bot.answer.service import Considered
from bot.answer.weights import CONFIDENCE
from bot.domain import Answer
from bot.phrases import phrases
from bot.terminal.records import Record

_SHOWN = 5  # candidates
_PARTS = 8  # features of a candidate, those that weigh the most
_FORMS = 6  # alternatives of a term


def explanation(considered: Considered, answer: Answer, threshold: float) -> Iterator[tuple[str, str]]:
    """The lines of an explanation, each with its style."""
    question = considered.question
    yield f"question    {question.text}", "bold"
    yield f"understood  language {question.language}, asks for: {question.kind.value}", ""
    if question.names:
        yield f"names       {', '.join(question.names)}", ""
    if question.numbers:
        yield f"numbers     {', '.join(question.numbers)}", ""
    if question.period:
        published = phrases("en").period(question.period)
        yield f"period      “{question.period.words}”: only what was published {published}", ""
    for one in considered.weighed:
        yield f"term        {_term(one)}", ""
    if not considered.weighed:
        yield "term        none: only words that say nothing by themselves", ""
    searched = considered.searched
    yield f"searched    {searched.sentences:,} sentences of {searched.articles:,} articles", ""
    yield f"compared    {len(considered.ranked)} candidates", ""
    for place, ranked in enumerate(considered.ranked[:_SHOWN], start=1):
        sentence, article = ranked.candidate.sentence, ranked.candidate.article
        yield f"{place}. score {ranked.score:.2f}, match {ranked.confidence:.0%}: {sentence.text}", "bold"
        yield f"   from {article.outlet or article.title}, sentence {sentence.position}", "dim"
        yield f"   score: {_parts(ranked, RANKING)}", "dim"
        if place == 1:
            yield f"   match: {_parts(ranked, CONFIDENCE)}, bias {CONFIDENCE['bias']:+.2f}", "dim"
        if ranked.span:
            yield f"   marks: {ranked.span.text}", "dim"
    yield f"decided     {_decision(considered, answer, threshold)}", "bold"


def explanation_record(considered: Considered, threshold: float) -> Record:
    """The same as JSON, with every candidate and every feature."""
    question = considered.question
    return {
        "kind": question.kind.value,
        "names": list(question.names),
        "numbers": list(question.numbers),
        "terms": [
            {
                "word": one.term.word,
                "is_name": one.term.is_name,
                "sentences": one.sentences,
                "rarity": round(one.idf, 2),
                "alternatives": dict(one.term.alternatives),
            }
            for one in considered.weighed
        ],
        "threshold": threshold,
        "candidates": [
            {
                "text": one.candidate.sentence.text,
                "article": one.candidate.article.id,
                "position": one.candidate.sentence.position,
                "score": round(one.score, 3),
                "confidence": round(one.confidence, 4),
                "features": {name: round(value, 3) for name, value in one.features.items()},
            }
            for one in considered.ranked
        ],
    }


def _term(one: Weighed) -> str:
    kind = " (name)" if one.term.is_name else ""
    if not one.sentences:
        return f"{one.term.word}{kind}: stands nowhere in your sources"
    forms = sorted(one.term.alternatives.items(), key=lambda form: -form[1])
    listed = ", ".join(f"{form} {sure:.2g}" for form, sure in forms[:_FORMS])
    more = f", {len(forms) - _FORMS} more" if len(forms) > _FORMS else ""
    return f"{one.term.word}{kind}: in {one.sentences:,} sentences, rarity {one.idf:.1f}; {listed}{more}"


def _parts(one: Ranked, weights: Mapping[str, float]) -> str:
    parts = [(name, weight * one.features.get(name, 0.0)) for name, weight in weights.items()]
    weighty = sorted((part for part in parts if abs(part[1]) >= 0.005), key=lambda part: -abs(part[1]))
    return ", ".join(f"{name} {worth:+.2f}" for name, worth in weighty[:_PARTS]) or "nothing"


def _decision(considered: Considered, answer: Answer, threshold: float) -> str:
    if not considered.ranked:
        return "abstained: no sentence shares a word with the question"
    best = considered.ranked[0]
    absent = [one.term.word for one in considered.weighed if not one.sentences]
    lacking = f"; found nowhere: {', '.join(absent)}" if absent else ""
    if answer.abstained:
        return f"abstained: the best match, {best.confidence:.0%}, is below {threshold:.0%}{lacking}"
    ahead = ""
    if len(considered.ranked) > 1:
        second = considered.ranked[1]
        gains = sorted(
            (
                (weight * (best.features.get(name, 0.0) - second.features.get(name, 0.0)), name)
                for name, weight in RANKING.items()
            ),
            reverse=True,
        )
        names = [name for gain, name in gains[:2] if gain > 0]
        ahead = f"; ahead of the second by {best.score - second.score:.2f}, most by {' and '.join(names)}"
    return f"answered: the best match, {best.confidence:.0%}, is not below {threshold:.0%}{ahead}{lacking}"
