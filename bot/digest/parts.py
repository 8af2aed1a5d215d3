"""A digest as posts: parts that each fit into a card, as JSON and back.

What a card holds is measured here without making one: letters, of which those that may have to be escaped
count twice, and components. Three long quotes and their outlets fit into one.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.domain import (
    Article,
    Digest,
    DigestAnswer,
    DigestCorrection,
    DigestQuote,
    DigestStory,
    Post,
    PostKind,
    Schedule,
    Scope,
)

LETTERS, COMPONENTS = 3_300, 32  # of a card, beside its head and foot
TITLE, QUOTE, FACT, OUTLETS = 200, 500, 80, 6  # letters that are shown at most, and outlets that are named
_SCAFFOLD = 60  # letters of ours around a quote: quotation marks, separators, a date

Item = DigestStory | DigestCorrection | DigestAnswer


@dataclass(frozen=True, slots=True)
class DigestPart:
    """What one card holds of a digest: part `number` of `count`.

    `total` is how many stories all parts tell, `late` by how many seconds it came too late.
    """

    digest: Digest
    number: int = 1
    count: int = 1
    total: int = 0
    late: int = 0

    @property
    def first(self) -> bool:
        """Whether it has the head."""
        return self.number == 1

    @property
    def last(self) -> bool:
        """Whether it has the foot."""
        return self.number == self.count


def parts(digest: Digest, late: int = 0) -> list[DigestPart]:
    """A digest in as few parts as fit into cards, in order."""
    empty = replace(digest, stories=(), corrections=(), answered=())
    pieces = [empty]
    letters = components = 0
    items: tuple[Item, ...] = (*digest.stories, *digest.corrections, *digest.answered)
    for one in items:
        more_letters, more_components = _size(one)
        letters, components = letters + more_letters, components + more_components
        if pieces[-1] is not empty and (letters > LETTERS or components > COMPONENTS):
            pieces.append(empty)
            letters, components = more_letters, more_components
        pieces[-1] = _with(pieces[-1], one)
    total = len(digest.stories)
    return [DigestPart(one, place, len(pieces), total, late) for place, one in enumerate(pieces, 1)]


def _with(held: Digest, one: Item) -> Digest:
    if isinstance(one, DigestStory):
        return replace(held, stories=(*held.stories, one))
    if isinstance(one, DigestCorrection):
        return replace(held, corrections=(*held.corrections, one))
    return replace(held, answered=(*held.answered, one))


def posts(digest: Digest, schedule: Schedule, run: str, late: int = 0) -> list[Post]:
    """A digest as posts of a schedule's run, in order: the further parts go where the first one is."""
    key = f"digest:{schedule.id}:{run}"
    found = []
    for one in parts(digest, late):
        payload = {"digest": _packed(one), "schedule": schedule.id} | (
            {} if one.first else {"into": f"{key}:1"}
        )
        text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
        found.append(Post(f"{key}:{one.number}", PostKind.DIGEST, schedule.scope, schedule.place, text))
    return found


def skipped(schedule: Schedule, run: str, missed: int, due_at: str) -> Post:
    """What is posted in the place of a digest that would come too late; `missed`: how many before it."""
    payload = {"schedule": schedule.id, "due_at": due_at, "missed": missed}
    key = f"digest:{schedule.id}:{run}:1"
    return Post(key, PostKind.DIGEST_SKIPPED, schedule.scope, schedule.place, json.dumps(payload))


def part_of(payload: Mapping[str, Any]) -> DigestPart:
    """A part from what a post holds. Raises ValueError where it is none."""
    try:
        packed = payload["digest"]
        articles = {number: Article(**one) for number, one in enumerate(packed["articles"])}
        digest = Digest(
            Scope(packed["scope"]),
            packed["language"],
            packed["since"],
            packed["until"],
            tuple(_story(one, articles) for one in packed["stories"]),
            tuple(DigestCorrection(articles[a], before, after) for a, before, after in packed["corrections"]),
            tuple(DigestAnswer(asked, _quote(one, articles)) for asked, one in packed["answered"]),
            packed["counts"][0],
            packed["counts"][1],
        )
        return DigestPart(digest, packed["number"], packed["count"], packed["total"], packed["late"])
    except (KeyError, IndexError, TypeError) as error:
        raise ValueError("it is no part of a digest") from error


def _size(one: Item) -> tuple[int, int]:
    """Letters and components of what is told, at most."""
    if isinstance(one, DigestStory):
        letters = _letters(one.headline.title, TITLE) + sum(map(_quote_letters, one.quotes))
        letters += (OUTLETS + 1) * FACT + 2 * _SCAFFOLD
        return letters, 5 + 3 * max(1, len(one.quotes))
    if isinstance(one, DigestCorrection):
        letters = _letters(one.before, QUOTE) + _letters(one.after, QUOTE)
        return letters + _letters(one.article.outlet, FACT) + 3 * _SCAFFOLD, 4
    return _letters(one.question, TITLE) + _quote_letters(one.quote) + _SCAFFOLD, 4


def _quote_letters(one: DigestQuote) -> int:
    return _letters(one.text, QUOTE) + _letters(one.article.outlet, FACT) + 2 * _SCAFFOLD


def _letters(text: str, most: int) -> int:
    """Letters of a text as Discord counts them, once it is escaped; at most so many are shown."""
    length = 0
    for letter in text[:most]:
        length += 1 if letter in " ,.“”" or (letter.isalnum() and letter < "\U00010000") else 2
        if length >= most:
            return most
    return length


def _packed(part: DigestPart) -> dict[str, Any]:
    digest = part.digest
    articles: dict[int, int] = {}
    known: list[Article] = []

    def place(article: Article) -> int:
        if article.id not in articles:
            articles[article.id] = len(known)
            known.append(replace(article, title=article.title[:1_000]))
        return articles[article.id]

    def packed(one: DigestQuote) -> list[Any]:
        return [place(one.article), one.position, one.text]

    stories = [
        {
            "id": one.story_id,
            "headline": place(one.headline),
            "quotes": list(map(packed, one.quotes)),
            "articles": list(map(place, one.articles[: 4 * OUTLETS])),
        }
        for one in digest.stories
    ]
    return {
        "scope": digest.scope.name,
        "language": digest.language,
        "since": digest.since,
        "until": digest.until,
        "stories": stories,
        "corrections": [[place(one.article), one.before, one.after] for one in digest.corrections],
        "answered": [[one.question, packed(one.quote)] for one in digest.answered],
        "counts": [digest.articles, digest.further],
        "articles": list(map(asdict, known)),
        "number": part.number,
        "count": part.count,
        "total": part.total,
        "late": part.late,
    }


def _quote(packed: list[Any], articles: Mapping[int, Article]) -> DigestQuote:
    return DigestQuote(articles[packed[0]], packed[1], packed[2])


def _story(packed: Mapping[str, Any], articles: Mapping[int, Article]) -> DigestStory:
    return DigestStory(
        packed["id"],
        articles[packed["headline"]],
        tuple(_quote(one, articles) for one in packed["quotes"]),
        tuple(articles[one] for one in packed["articles"]),
    )
