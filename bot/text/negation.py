"""What a sentence negates, in English and Indonesian: the words that negate, and how far each reaches.

A negation or a ban reaches from its word to the end of its clause, a denial over its whole clause. What only
looks like one ("not only", "tidak hanya", "no fewer than", "tak lama kemudian") is none. Two that reach the
same word cancel each other: "did not deny".

Every pattern is an alternation of fixed words with at most one space between two, so none can run away.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

_AUXILIARY = "(?:(?:do|does|did|is|are|was|were|has|have|had|will|would|can|could|should|may|might|must) )?"
_NO_ID = "(?:tidak|tak|bukan|nggak|enggak|gak|tdk)"
_PSEUDO = re.compile(
    r"\b(?:"
    r"not (?:only|just|merely|simply|least|until|to mention|(?:less|fewer|more|later) than)"
    r"|no (?:fewer|less|later|more|longer) than|no (?:doubt|matter|wonder|sooner)|no\.? ?\d"
    r"|nothing (?:but|less than|short of)|none other than|(?:whether )?or not|without (?:a )?doubt"
    rf"|{_NO_ID} (?:hanya|cuma|cuman|saja|sekadar|sekedar|semata|kurang|lain|sedikit|jarang|lama|urung"
    r"|terkecuali|lebih dari)"
    r"|(?:lain dan )tidak bukan|belum lama|tanpa (?:terkecuali|kecuali|ragu)|(?:mau|suka) tidak"
    r")\b",
    re.IGNORECASE,
)
# In order: the longer first. The group that matches says how far the word reaches.
_CUE = re.compile(
    r"\b(?:"
    rf"(?P<forward>no longer|{_AUXILIARY}(?:not|never)|cannot|no(?! one\b)|neither|nor"
    r"|(?:ca|wo|is|are|was|were|do|does|did|has|have|had|would|could|should|must|need|might)n['’]t"
    r"|refus(?:e|es|ed|ing) to|fail(?:s|ed)? to|(?:banned|barred|prohibited) from|forbidden to"
    r"|forbids?|forbade|prohibits?|dilarang|melarang"
    r"|(?:tidak|tak|belum)(?:lah)?(?: (?:pernah|ada|lagi))?|bukan(?:lah)?|nggak|enggak|ngga|gak|tdk|tiada"
    r"|jangan)"
    r"|(?P<near>without|tanpa)"
    r"|(?P<both>nobody|no one|none|nothing"
    r"|den(?:y|ies|ied|ying|ials?)|refut(?:e|es|ed|ing)"
    r"|(?:mem|di)?bantah(?:an|nya)?|menampik|ditampik|menyangkal|disangkal|menepis|ditepis|mengingkari"
    r"|memungkiri|dipungkiri)"
    r")\b",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(
    r"[,;:](?=\s|$)|[.!?…](?=\s)|[()\[\]“”\"«»—]| [-–] "
    r"|\b(?:but|although|though|while|whereas|because|however|which|who|unless|until|nor|instead"
    r"|tetapi|tapi|namun|sedangkan|melainkan|meski|meskipun|walau|walaupun|karena|sebab|sehingga|sementara"
    r"|padahal|hingga)\b"
    r"|\band (?:is|are|was|were|has|have|had|will|then|said)\b"
    r"|\bdan (?:kini|masih|akan|telah|sudah|kemudian|sedang)\b",
    re.IGNORECASE,
)
# Words that say nothing but that something is not so.
ONLY_NEGATE = frozenset("nobody nothing none never neither nor cannot tiada".split())
_NEAR = 40  # characters: "without paying a toll", but not the rest of the sentence


@dataclass(frozen=True, slots=True)
class Negation:
    """A word that negates, text[start:end], what it reaches, text[first:last], and where its clause is."""

    text: str
    start: int
    end: int
    first: int
    last: int
    clause: int

    def reaches(self, place: int) -> bool:
        """Whether it negates the word that begins at `place`; never itself."""
        return self.first <= place < self.last and not self.start <= place < self.end

    def follows(self, place: int) -> bool:
        """Whether the word at `place` leads up to it in its clause: what is negated is said of that word."""
        return self.clause <= place < self.start and not self.reaches(place)


def find_negations(text: str) -> list[Negation]:
    """The negations of `text`, in order. Never raises."""
    looks = [match.span() for match in _PSEUDO.finditer(text)]
    starts = [start for start, _ in looks]
    edges = [(match.start(), match.end()) for match in _BOUNDARY.finditer(text)]
    opens, ends = [start for start, _ in edges], [end for _, end in edges]
    found = []
    for cue in _CUE.finditer(text):
        if _inside(cue.start(), cue.end(), looks, starts):
            continue
        # The edge that a "nor" is itself does not end its own reach.
        behind = bisect_left(opens, cue.end())
        last = opens[behind] if behind < len(opens) else len(text)
        first = cue.end()
        if cue["near"]:
            last = min(last, cue.end() + _NEAR)
        before = bisect_left(ends, cue.start() + 1) - 1
        clause = ends[before] if before >= 0 else 0
        first = clause if cue["both"] else first
        found.append(Negation(cue[0], cue.start(), cue.end(), first, last, clause))
    return found


def negating(negations: Sequence[Negation], place: int) -> Negation | None:
    """The negation under which the word at `place` stands: None for none, or for two that cancel."""
    reaching = [one for one in negations if one.reaches(place)]
    return reaching[-1] if len(reaching) % 2 else None


def _inside(start: int, end: int, spans: Sequence[tuple[int, int]], starts: Sequence[int]) -> bool:
    """Whether text[start:end] shares a letter with one of `spans`, which do not overlap."""
    at = bisect_left(starts, end) - 1
    return at >= 0 and spans[at][1] > start
