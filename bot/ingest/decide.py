"""Is it new, changed, or stored already? Decides, and writes nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from bot.domain import Add, Draft, Intent, Known, Skip, Update

# A file of the same name whose headline resembles the stored one this much is the same article, edited;
# below it, the name was used again for another article.
SAME_HEADLINE = 60.0


@dataclass
class Decider:
    """Decides over the drafts of one batch; `known` is what the store holds of them."""

    known: Sequence[Known]
    _claimed: set[str] = field(default_factory=set)

    def decide(self, drafts: Iterable[Draft]) -> list[Intent | None]:
        """An intent a draft; None for one that must wait for an earlier draft of the batch to be stored."""
        return [self._decide(draft) for draft in drafts]

    def _decide(self, draft: Draft) -> Intent | None:
        marks = {draft.key, draft.content_hash}
        if marks & self._claimed:
            return None
        self._claimed |= marks
        for known in self.known:
            if known.content_hash == draft.content_hash:
                return Skip(known.article_id, "stored already")
        for is_same in (_same_key, _same_file):
            for known in self.known:
                if is_same(known, draft):
                    return Update(known.article_id, draft)
        return Add(draft)


def _same_key(known: Known, draft: Draft) -> bool:
    return known.key == draft.key


def _same_file(known: Known, draft: Draft) -> bool:
    if not draft.origin or known.origin != draft.origin:
        return False
    return fuzz.token_set_ratio(known.title, draft.title) >= SAME_HEADLINE
