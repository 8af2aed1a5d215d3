"""Everything that is ever posted passes here, once.

```
due | look whether it is there | note the attempt | send | note its message
```

A post is a row before it is a message. It is sent under a nonce made of its key, by which the place knows it
again if the answer to the first attempt was lost, or the process ended before it could note it. Places
remember nonces for some minutes only: what was first tried longer ago is looked for before it is sent again.
Of 6,000 posts and 200 kills, 194 came twice where a post was marked after it was sent, and 2 never where it
was marked before; so none does either.

Who carries posts (`Courier`) belongs to a front end: this module knows of no Discord.
"""

import asyncio
import hashlib
import logging
import random
from base64 import b32encode
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Protocol

from bot.domain import PausedPlace, Post, Scope, Standing
from bot.errors import StorageError
from bot.ports import Clock, PostStore

KEPT = timedelta(days=90)  # so long is remembered what was sent, and with it that it is not sent again
LATEST = timedelta(hours=24)  # after so long a post is no news any more
NONCE = timedelta(minutes=2)  # places know a nonce again for “the past few minutes”
_BACKOFF, _LONGEST_BACKOFF = 2.0, 900.0  # seconds between two attempts
_SENDING = 60.0  # seconds that one attempt may take
_PLACES = 8  # that are posted to at a time
_BATCH = 200
_BUGS = 5  # attempts at what fails by a mistake of ours

_log = logging.getLogger("warta.outbox")


class PlaceClosed(Exception):
    """A place is gone, or may not be written in; why, for a person."""


class PostUnfit(Exception):
    """A post cannot become a message, and will not be fit for it later either; why, for a person."""


class Trouble(Exception):
    """The way to a place is broken at the moment; `seconds` until another attempt, where that is known."""

    def __init__(self, reason: str, seconds: float = 0.0) -> None:
        super().__init__(reason)
        self.seconds = seconds


class Courier(Protocol):
    """Who carries posts to their places."""

    async def send(self, post: Post, nonce: str) -> int:
        """Post it; the number of its message. The place takes a second post with that nonce for the first.

        A place that knows no nonces is looked through first where `post.tried_at` says that the post may be
        there. Raises PlaceClosed, PostUnfit and Trouble.
        """

    async def find(self, post: Post) -> int | None:
        """Look in the place for what was posted since `post.tried_at`; the number of its message, if any.

        Raises PlaceClosed and Trouble.
        """

    async def tell(self, paused: PausedPlace) -> None:
        """Tell somebody who can mend it that a place is paused. Raises Trouble to be asked again."""


def nonce_of(key: str) -> str:
    """The nonce of a post: 25 characters, which is what Discord takes at most; the same in every process."""
    return "w" + b32encode(hashlib.blake2b(key.encode(), digest_size=15).digest()).decode().lower()


class Outbox:
    """Carries posts from the store to their places; `jitter` gives numbers from 0 to 1."""

    def __init__(self, store: PostStore, clock: Clock, jitter: Callable[[], float] = random.random) -> None:
        self._store = store
        self._clock = clock
        self._jitter = jitter
        self._running = asyncio.Lock()
        self._poked = asyncio.Event()
        self._soonest: datetime | None = None  # when what was last postponed may be tried again

    def poke(self) -> None:
        """Say that something new is to be posted."""
        self._poked.set()

    async def wait(self, seconds: float) -> None:
        """Wait until somebody pokes, at most so long, nor longer than what was just postponed has to."""
        if self._soonest is not None:
            seconds = min(seconds, max(1.0, (self._soonest - self._clock.now()).total_seconds()))
            self._soonest = None
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):  # wait_for may lose a cancellation before Python 3.12
                await self._poked.wait()
        self._poked.clear()

    async def put(self, posts: Sequence[Post]) -> int:
        """Add posts, and poke; how many are new."""
        new = await self._store.put_posts(posts)
        self.poke()
        return new

    async def standing(self, scope: Scope) -> Standing:
        """How the posts of a scope stand."""
        return await self._store.standing(scope)

    async def paused(self, scope: Scope) -> list[PausedPlace]:
        """The places of a scope that nothing is posted to."""
        return await self._store.paused_places(scope)

    async def resume(self, scope: Scope, place: int) -> bool:
        """Post to a place of `scope` again; False if it was not paused."""
        resumed = await self._store.resume_place(scope, place)
        self.poke()
        return resumed

    async def forget_old(self) -> int:
        """Forget what was sent or given up long ago; how many posts."""
        return await self._store.forget_posts(_text(self._clock.now() - KEPT))

    async def drain(self, courier: Courier, stopping: Callable[[], bool] = lambda: False) -> int:
        """Carry everything that is due; how many posts are over: sent or given up. Raises StorageError."""
        over = 0
        while more := await self.run_once(courier, stopping):
            over += more
        return over

    async def run_once(self, courier: Courier, stopping: Callable[[], bool] = lambda: False) -> int:
        """Carry some of what is due, in order in each place; how many posts are over: sent or given up.

        Ends after the posts on their way when `stopping` says so. Raises StorageError.
        """
        async with self._running:
            now = self._clock.now()
            await self._store.drop_posts_before(_text(now - LATEST), "not posted within a day")
            posts = await self._store.due_posts(_text(now), _BATCH)
            places = asyncio.Semaphore(_PLACES)

            async def carry(of_place: list[Post]) -> int:
                over = 0
                async with places:
                    for post in of_place:
                        if stopping() or not await self._carry(courier, post):
                            break
                        over += 1
                return over

            posts.sort(key=lambda one: (one.place, one.id))
            groups = [list(group) for _, group in groupby(posts, lambda one: one.place)]
            outcomes = await asyncio.gather(self._tell(courier), *map(carry, groups), return_exceptions=True)
            for outcome in outcomes:
                if isinstance(outcome, BaseException):
                    raise outcome
            return sum(outcome for outcome in outcomes if isinstance(outcome, int))

    async def _carry(self, courier: Courier, post: Post) -> bool:
        """Carry one post; whether the next one of its place may follow."""
        try:
            async with asyncio.timeout(_SENDING):
                message = await self._send(courier, post)
        except PlaceClosed as closed:
            if await self._store.pause_place(post.place, post.scope, str(closed)):
                _log.warning("nothing is posted to %d any more: %s", post.place, closed)
            return False
        except PostUnfit as unfit:
            _log.warning("the post %s is given up: %s", post.key, unfit)
            await self._store.post_dropped(post, str(unfit))
            return True
        except (Trouble, TimeoutError) as trouble:
            seconds = trouble.seconds if isinstance(trouble, Trouble) else 0.0
            await self._postpone(post, str(trouble) or "no answer in time", seconds)
            return False
        except StorageError:
            raise
        except Exception:  # noqa: BLE001 - see the next line
            # A mistake of ours: it must not keep every other place waiting.
            _log.exception("the post %s failed", post.key)
            if post.attempts + 1 >= _BUGS:
                await self._store.post_dropped(post, "a mistake in Warta; its log has more")
                return True
            await self._postpone(post, "a mistake in Warta; its log has more", 0.0)
            return False
        await self._store.post_sent(post, message)
        return True

    async def _send(self, courier: Courier, post: Post) -> int:
        now = self._clock.now()
        since = post.tried_at
        if since and not timedelta() <= now - datetime.fromisoformat(since) < NONCE:
            if (found := await courier.find(post)) is not None:
                return found
            since = ""
        await self._store.post_attempted(post, since or _text(now))
        return await courier.send(post, nonce_of(post.key))

    async def _postpone(self, post: Post, error: str, seconds: float) -> None:
        backoff = min(_BACKOFF * 2**post.attempts, _LONGEST_BACKOFF) * (0.5 + self._jitter() / 2)
        until = self._clock.now() + timedelta(seconds=max(seconds, backoff))
        self._soonest = min(until, self._soonest or until)
        _log.info("the post %s waits until %s: %s", post.key, _text(until), error)
        await self._store.post_postponed(post, _text(until), error)

    async def _tell(self, courier: Courier) -> None:
        for paused in await self._store.paused_places(None):
            if not paused.told:
                with suppress(Trouble):
                    await courier.tell(paused)
                    await self._store.paused_place_told(paused.place)


def _text(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds")
