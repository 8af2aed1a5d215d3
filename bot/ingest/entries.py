"""Which entries of a feed are new, given what is remembered of it. Decides, and writes nothing.

    entry | its id is known, and its address or title with it → known
          | its address is known, and identifies one article  → known
          | its title and time are known together             → known
          | else                                              → new

No single one can be trusted: guids change at every fetch or are the same for all entries, addresses move from
http to https, gain parameters or are shared by a live blog, titles are edited and dates bumped. An entry
that was left out for a while and comes back is known, because nothing is ever forgotten here.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.domain.feeds import Entry, Listing
from bot.ingest.feed_items import digest
from bot.ingest.feed_links import link_key
from bot.text.words import tokens

_Index = dict[str, dict[str, None]]  # keys of rows, in the order in which they were learnt


@dataclass(frozen=True, slots=True)
class Seen:
    """What is remembered of an entry: one row of a table.

    `key` names the row (16 hexadecimal figures, unique within its feed, never changes). `id`, `link` and
    `title` are digests of the guid, the address and the headline as they were last (16 figures, or "" for
    none), and `published_at` the instant it gave then. `first_seen` is a UTC instant. Indexes on (feed,
    id), (feed, link) and (feed, title) let `Remembered` be made of only the rows that a listing can match:
    see `keys`.
    """

    key: str
    id: str
    link: str
    title: str
    published_at: str
    first_seen: str


@dataclass(frozen=True, slots=True)
class Keys:
    """By what an entry is recognised: digests as in `Seen`, "" for what it does not have."""

    id: str
    link: str
    title: str


@dataclass(frozen=True, slots=True)
class Novelty:
    """What a listing brought: entries never seen, the rows of those that were, and what is to be stored.

    `known` pairs each entry with its row as it was before. `rows` are to be inserted, or to replace the row
    of the same key: those of new entries, and of known ones that changed.
    """

    new: tuple[Entry, ...] = ()
    known: tuple[tuple[Entry, Seen], ...] = ()
    rows: tuple[Seen, ...] = ()


@dataclass
class Remembered:
    """The rows of a feed, or those of them that have a key in common with the listing to be judged."""

    rows: Iterable[Seen] = ()
    _by_key: dict[str, Seen] = field(default_factory=dict, init=False)
    _by_id: _Index = field(default_factory=dict, init=False)
    _by_link: _Index = field(default_factory=dict, init=False)
    _by_title: _Index = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.learn(self.rows)

    def learn(self, rows: Iterable[Seen]) -> None:
        """Add rows; one whose key is known replaces it."""
        for row in rows:
            former = self._by_key.get(row.key)
            for index, of in self._indexes():
                if former is not None:
                    index.get(of(former), {}).pop(row.key, None)
                if of(row):
                    index.setdefault(of(row), {})[row.key] = None
            self._by_key[row.key] = row

    def __iter__(self) -> Iterator[Seen]:
        return iter(self._by_key.values())

    def __len__(self) -> int:
        return len(self._by_key)

    def by_id(self, value: str) -> list[Seen]:
        """The rows with that id, the longest known first."""
        return [self._by_key[key] for key in self._by_id.get(value, ())]

    def by_link(self, value: str) -> list[Seen]:
        """The rows with that address."""
        return [self._by_key[key] for key in self._by_link.get(value, ())]

    def by_title(self, value: str) -> list[Seen]:
        """The rows with that headline."""
        return [self._by_key[key] for key in self._by_title.get(value, ())]

    def _indexes(self) -> tuple[tuple[_Index, Callable[[Seen], str]], ...]:
        return (
            (self._by_id, lambda row: row.id),
            (self._by_link, lambda row: row.link),
            (self._by_title, lambda row: row.title),
        )


def keys(entry: Entry) -> Keys:
    """By what `entry` is recognised. Ids that are addresses are compared as addresses: http is https."""
    link = link_key(entry.link)
    name = link_key(entry.id) if "://" in entry.id[:8] else ""
    words = " ".join(token.folded for token in tokens(entry.title)) or entry.title
    return Keys(digest(name or entry.id), digest(link) if link else "", digest(words))


def newly(listing: Listing, remembered: Remembered, now: datetime) -> Novelty:
    """Which entries of `listing` are new at `now` (aware), and which rows to store. `remembered` stays."""
    judge = _Judge([(entry, keys(entry)) for entry in listing.entries], remembered)
    seen_at = now.astimezone(UTC).isoformat(timespec="seconds")
    new: list[Entry] = []
    known: list[tuple[Entry, Seen]] = []
    rows: list[Seen] = []
    added: set[str] = set()
    for place, (entry, own) in enumerate(judge.listed):
        row = judge.row_of(place)
        if row is None:
            key = _key(own, seen_at)
            if key not in added:  # else it is listed twice, under spellings of one guid
                added.add(key)
                new.append(entry)
                rows.append(Seen(key, own.id, own.link, own.title, entry.published_at, seen_at))
            continue
        known.append((entry, row))
        changed = replace(
            row,
            id=own.id,
            link=own.link or row.link,
            title=own.title,
            published_at=entry.published_at or row.published_at,
        )
        if changed != row:
            rows.append(changed)
    return Novelty(tuple(new), tuple(known), tuple(rows))


@dataclass
class _Judge:
    listed: list[tuple[Entry, Keys]]
    remembered: Remembered
    _taken: set[str] = field(default_factory=set)  # rows that an entry of this listing has been found to be

    def __post_init__(self) -> None:
        self._ids = {own.id for _, own in self.listed}
        self._links = Counter(own.link for _, own in self.listed if own.link)
        # Certain matches come first: a row that is one entry's cannot be another's.
        self._sure = [self._by_id(own) for _, own in self.listed]
        self._taken.update(row.key for row in self._sure if row is not None)

    def row_of(self, place: int) -> Seen | None:
        """The row of the entry in that place, if it has been seen before; None for a new one."""
        entry, own = self.listed[place]
        row = self._sure[place] or self._by_link(own) or self._by_title(entry, own)
        if row is not None:
            self._taken.add(row.key)
        return row

    def _by_id(self, own: Keys) -> Seen | None:
        """A guid may be used again, for another article: then both address and title are others."""
        rows = self.remembered.by_id(own.id)
        for row in rows:
            if own.link and row.link == own.link:
                return row
        return next(
            (row for row in rows if row.title == own.title or not (row.link and own.link)),
            None,
        )

    def _by_link(self, own: Keys) -> Seen | None:
        rows = (
            [row for row in self.remembered.by_link(own.link) if row.key not in self._taken]
            if own.link
            else []
        )
        same = next((row for row in rows if row.title == own.title), None)
        if same is not None:
            return same
        # An address that several entries have, of a live blog say, identifies none of them.
        shared = self._links[own.link] > 1 or len(self.remembered.by_link(own.link)) > 1
        return rows[0] if rows and not shared and rows[0].id not in self._ids - {own.id} else None

    def _by_title(self, entry: Entry, own: Keys) -> Seen | None:
        """A site that moved changes guids and addresses alike. A title without a time is not enough."""
        if not entry.published_at:
            return None
        return next(
            (
                row
                for row in self.remembered.by_title(own.title)
                if row.published_at == entry.published_at
                and row.key not in self._taken
                and row.id not in self._ids
            ),
            None,
        )


def _key(own: Keys, seen_at: str) -> str:
    """The name of a new row; with the time, since the row that had these words first may have changed."""
    return digest(own.id, own.link, own.title, seen_at)
