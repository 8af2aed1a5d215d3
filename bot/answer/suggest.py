"""Names the asker may have meant: "did you mean …?" where a name of the question stands nowhere."""

from collections.abc import Sequence

from rapidfuzz.distance import JaroWinkler

from bot.answer.candidates import Weighed
from bot.answer.spelling import MIN_LENGTH
from bot.domain import Candidate, Query, Scope
from bot.ports import SearchStore
from bot.text.names import names
from bot.text.words import stem

_MOST = 3
_WORDS = 4  # of a question that are looked up
_SIMILAR = 30  # index terms compared with a word, best by shared trigrams
_FLOOR = 0.8  # Jaro-Winkler, 0 … 1; what is nearer than a slip or two has been read as meant already


async def suggest(store: SearchStore, weighed: Sequence[Weighed], scope: Scope) -> tuple[str, ...]:
    """Names in sentences of `scope`, as written there, that look like words of the question found nowhere."""
    absent = [one.term.word for one in weighed if not one.sentences and " " not in one.term.word]
    found: dict[str, None] = {}
    for word in [one for one in absent if len(one) >= MIN_LENGTH and not one[0].isdigit()][:_WORDS]:
        likely = [
            (JaroWinkler.similarity(word, term), term) for term in await store.similar_terms(word, _SIMILAR)
        ]
        for _, term in sorted((one for one in likely if one[0] >= _FLOOR), reverse=True)[:_MOST]:
            for candidate in await store.search(Query((((term,),),)), scope, 1):
                if name := _name_with(term, candidate):
                    found.setdefault(name)
    return tuple(found)[:_MOST]


def _name_with(term: str, candidate: Candidate) -> str | None:
    """The name in the candidate's sentence that holds the index term; None where it is no name."""
    language = candidate.article.language
    for name in names(candidate.sentence.text):
        opens = name.start == 0 and len(name.words) == 1
        if not opens and any(term in (word, stem(word, language)) for word in name.words):
            return name.text
    return None
