"""One entry on its way: through every gate, with a reason at each.

waiting | recent? | wanted? | page, article | wanted, now that its text is known? | copy? | Add, Update, Skip
        | settle, with what is posted of it
"""

import asyncio
import json
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain import (
    Add,
    Draft,
    Fate,
    Follow,
    Gate,
    GateName,
    Intent,
    Memory,
    Post,
    PostKind,
    Scope,
    Settled,
    Skip,
    Source,
    Twin,
    Update,
    Waiting,
    copy_gates,
)
from bot.ingest import rhythm
from bot.ingest.articles import Articles, Found
from bot.ingest.checking import instant
from bot.ingest.decide import Decider
from bot.ingest.filters import is_empty, refusals, text_of
from bot.ingest.turns import together
from bot.ingest.twins import prints_of, site_of, twin_of
from bot.ports import ArticleStore, Clock, FeedStore

Stored = Callable[[Sequence[int]], Awaitable[None]]

ATTEMPTS = 5  # at a page; afterwards what the feed carries has to do
CHUNK = 8  # entries of a feed that are looked at together, and stored in one transaction
RECENT = timedelta(days=7)  # what was published earlier is no news: it is indexed, and not posted


class JudgeStore(ArticleStore, FeedStore, Protocol):
    """What judging needs of the store."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """An entry with what was found of it, and who wants it."""

    waiting: Waiting
    gates: tuple[Gate, ...]
    wanted: tuple[Follow, ...]
    found: Found | None  # None: nobody wants it

    @property
    def is_of_its_site(self) -> bool:
        """Whether its words are those of its page, or of a feed of the same site."""
        link = self.waiting.memory.entry.link
        whole = self.found is not None and self.found.whole
        return whole or any(site_of(one.feed.url) == site_of(link) for one in self.wanted)


class Judge:
    """Takes entries through the gates. `stored` is told of the articles that are new or have changed."""

    def __init__(
        self,
        store: JudgeStore,
        articles: Articles,
        clock: Clock,
        chance: random.Random,
        stored: Stored | None = None,
    ) -> None:
        self._store = store
        self._articles = articles
        self._clock = clock
        self._chance = chance
        self._stored = stored
        self._deciding = asyncio.Lock()  # two feeds that bring the same article at once are to see each other

    async def work(self, source: Source) -> Counter[Fate]:
        """Settle what waits of a feed by now, for those who follow it; how many entries met which fate."""
        fates: dict[str, Fate] = {}
        # Who follows it is read anew for every few entries, since their pages may take minutes to come.
        while follows := await self._store.followers(source):
            waiting = await self._store.waiting(instant(self._clock.now()), CHUNK, source)
            if not waiting:
                break
            settled = await self.judge(waiting, follows, keep=True)
            fates.update((one.waiting.memory.key, one.fate) for one in settled)
        return Counter(fates.values())

    async def judge(
        self, waiting: Sequence[Waiting], follows: Sequence[Follow], *, keep: bool
    ) -> list[Settled]:
        """Take entries of one feed through the gates, and `keep` what comes of it (or only say it)."""
        seen = await together(self._look(one, follows) for one in waiting)
        async with self._deciding:
            settled = [replace(await self._decide(one), follows=tuple(follows)) for one in seen]
            if not keep:
                return settled
            ids = await self._store.settle(settled)
        fresh = [
            number
            for one, number in zip(settled, ids, strict=True)
            if number is not None and one.fate in (Fate.ADDED, Fate.UPDATED)
        ]
        if fresh and self._stored is not None:
            await self._stored(fresh)
        return settled

    async def _look(self, waiting: Waiting, follows: Sequence[Follow]) -> _Seen:
        """As far as one entry can be judged by itself: is it wanted, and what is its article?"""
        memory, now = waiting.memory, self._clock.now()
        entry = memory.entry
        gates = [Gate(GateName.READ, True), _newness(memory), _recency(memory, now)]
        verdicts = await _verdicts(follows, entry.title, text_of(entry), whole=not entry.link)
        if follows and all(verdicts.values()):  # neither "" nor None: all refuse it for certain
            return _Seen(waiting, (*gates, *_wanted(verdicts)), (), None)
        found = await self._articles.find(
            entry, waiting.source.name, last_attempt=memory.attempts + 1 >= ATTEMPTS
        )
        if found.draft is not None:
            text = f"{text_of(entry)}\n{found.draft.text}"
            verdicts = await _verdicts(follows, entry.title, text, whole=True)
        wanted = tuple(one for one in follows if not verdicts[one.id])
        return _Seen(waiting, (*gates, *_wanted(verdicts)), wanted, found)

    async def _decide(self, seen: _Seen) -> Settled:
        waiting, memory, found = seen.waiting, seen.waiting.memory, seen.found
        if found is None:
            return Settled(waiting, Fate.FILTERED, seen.gates)
        gates = (*seen.gates, *found.gates)
        if found.passing:
            wait = rhythm.pause(memory.attempts + 1, self._chance)
            later = instant(self._clock.now() + timedelta(seconds=wait))
            again = Gate(GateName.ARTICLE, False, f"it is looked for again {later}")
            return Settled(waiting, Fate.FAILED, (*gates, again), next_try=later)
        if found.draft is None:
            return Settled(waiting, Fate.REFUSED, gates)
        if not seen.wanted:
            return Settled(waiting, Fate.FILTERED, gates)
        if memory.article_id is not None and not found.whole:
            # The article is stored as its page had it; the few words of the feed do not replace it.
            kept = Gate(GateName.STORED, True, f"as article {memory.article_id}, unchanged")
            return Settled(waiting, Fate.UNCHANGED, (*gates, kept))
        return await self._place(seen, gates, found.draft)

    async def _place(self, seen: _Seen, gates: tuple[Gate, ...], draft: Draft) -> Settled:
        """New, changed, unchanged or a copy: what is to be stored of an article, and posted."""
        waiting = seen.waiting
        known = await self._store.known(waiting.source, [draft])
        (intent,) = await asyncio.to_thread(Decider(known).decide, [draft])
        assert intent is not None  # only a draft of the same batch makes another wait
        intent, twin = await self._revising(intent, waiting)
        # Whose page could not be had, and who is of another site, may say of it what he likes: nobody else's
        # entry is taken for a copy of that.
        prints = prints_of(draft) if seen.is_of_its_site else ()
        fate = _fate(intent, copy=twin is not None)
        placed = (
            (Gate(GateName.ORIGINAL, True), _stored(intent)) if twin is None else copy_gates(twin.article_id)
        )
        gates = (*gates, *placed)
        posts = await self._corrections(intent) if isinstance(intent, Update) else ()
        to, unposted = _posted(seen, fate)
        return Settled(
            waiting,
            fate,
            (*gates, *unposted),
            None if twin is not None else intent,
            twin.article_id if twin is not None else None,
            prints,
            to,
            posts,
        )

    async def _revising(self, intent: Intent, waiting: Waiting) -> tuple[Intent, Twin | None]:
        """What is to be done, given the articles of all feeds, and of which foreign one it is a copy."""
        if not isinstance(intent, Add):
            return intent, None
        draft, known = intent.draft, waiting.memory.article_id
        found = await self._store.twins(prints_of(draft))
        twin = await asyncio.to_thread(twin_of, draft, found)
        if twin is not None and twin.source_id != waiting.source.id and known in (None, twin.article_id):
            return intent, twin
        if known is not None:  # a revision of the article that the entry is known to announce
            return Update(known, draft), None
        return (Skip(twin.article_id, "stored already"), None) if twin is not None else (intent, None)

    async def _corrections(self, update: Update) -> tuple[Post, ...]:
        """To tell those who were shown a sentence that the article says no more, or otherwise."""
        quoted = await self._store.quoted(update.article_id)
        if not quoted:
            return ()
        now_says = [one.text for one in update.draft.sentences]
        gone = [one for one in quoted if one[3] not in now_says]
        return tuple(
            [await asyncio.to_thread(_correction, update.article_id, now_says, *one) for one in gone]
        )


async def _verdicts(
    follows: Sequence[Follow], title: str, text: str, *, whole: bool
) -> dict[int, str | None]:
    """What the filter of each follow says; in a thread, since a text may be long and the filters many."""
    wanted = {one.id: one.filter for one in follows}
    if all(map(is_empty, wanted.values())):
        return dict.fromkeys(wanted, "")
    return await asyncio.to_thread(refusals, wanted, title, text, whole=whole)


def _newness(memory: Memory) -> Gate:
    if memory.article_id is None:
        return Gate(GateName.NEW, True, f"first listed {memory.first_seen}")
    return Gate(GateName.NEW, True, f"its entry has changed since article {memory.article_id} was stored")


def _recency(memory: Memory, now: datetime) -> Gate:
    published = memory.entry.published_at
    if memory.quiet:
        return Gate(GateName.RECENT, False, "it came while nobody wanted the feed: indexed only")
    if published and published < instant(now - RECENT):
        return Gate(GateName.RECENT, False, f"published {published}, too long ago for a post: indexed only")
    return Gate(GateName.RECENT, True, f"published {published}" if published else "it has no date")


def _wanted(verdicts: "dict[int, str | None]") -> list[Gate]:
    return [
        Gate(GateName.WANTED, not verdict, verdict or ("" if verdict == "" else "as far as is known"), number)
        for number, verdict in verdicts.items()
    ]


def _fate(intent: Intent, *, copy: bool) -> Fate:
    if copy:
        return Fate.DUPLICATE
    return (
        Fate.ADDED
        if isinstance(intent, Add)
        else Fate.UPDATED
        if isinstance(intent, Update)
        else Fate.UNCHANGED
    )


def _stored(intent: Intent) -> Gate:
    match intent:
        case Add():
            return Gate(GateName.STORED, True, "as a new article")
        case Update(article_id=number):
            return Gate(GateName.STORED, True, f"as another revision of article {number}")
        case Skip(article_id=number):
            return Gate(GateName.STORED, True, f"as article {number}, unchanged")


def _posted(seen: _Seen, fate: Fate) -> tuple[tuple[Follow, ...], list[Gate]]:
    """Where it is posted, and for everybody else who wants it why it is not."""
    news = fate in (Fate.ADDED, Fate.DUPLICATE) and seen.waiting.memory.article_id is None
    recent = all(gate.passed for gate in seen.gates if gate.name == GateName.RECENT)
    to, gates = [], []
    for follow in seen.wanted:
        if not follow.post or not follow.place:
            why = "this follow only indexes"
        elif not news:
            why = "it is no new article"
        elif not recent:
            why = "it is not recent"
        else:
            to.append(follow)
            continue
        gates.append(Gate(GateName.POSTED, False, why, follow.id))
    return tuple(to), gates


def _correction(
    article_id: int, now_says: Sequence[str], scope: Scope, place: int, message: int, was: str
) -> Post:
    from rapidfuzz import fuzz, process

    nearest = process.extractOne(was, now_says, scorer=fuzz.ratio, score_cutoff=60.0)
    payload = {
        "article_id": article_id,
        "message_id": message,
        "was": was,
        "now": nearest[0] if nearest else "",
    }
    key = f"correction:{message}:{article_id}"
    return Post(key, PostKind.CORRECTION, scope, place, json.dumps(payload, ensure_ascii=False))
