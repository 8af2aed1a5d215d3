"""From the preview of a feed to following it.

A feed is followed after its preview was seen: what is wanted waits on a shelf until a button is pressed.
"""

from dataclasses import replace

from bot.ingest.following import FeedService
from bot.outbox import Outbox
from bot.traffic import Shelf
from cogs import feed_cards
from cogs.feed_cards import Wish, title_of
from cogs.notices import AMBER, GREEN, notice
from cogs.replies import Interaction, Reply, Setting, answering, require_manager, setting_of


class Previews:
    """Previews that were shown, each to one person."""

    def __init__(self, feeds: FeedService, outbox: Outbox) -> None:
        self._feeds = feeds
        self._outbox = outbox
        self._wishes: Shelf[tuple[int, Wish]] = Shelf()

    async def offer(self, reply: Reply, place: Setting, wish: Wish, person: int) -> None:
        """Show what a feed lists, with buttons to follow it or not."""
        key = self._wishes.put((person, wish))
        await reply.show(feed_cards.preview(wish, key, place.says(), place.zone))

    async def step(self, interaction: Interaction, what: str, key: str, other: str) -> None:
        """Take one step after a preview, in the place of what is shown."""
        require_manager(interaction)
        async with answering(interaction, private=True, in_place=True) as reply:
            place = await setting_of(interaction)
            words = place.says()
            person, wish = self._wishes.find(key) or (0, None)
            if wish is None or person != interaction.user.id:
                await reply.show(notice(words.feed_gone, AMBER))
            elif what == "yes":
                self._wishes.drop(key)
                await self._follow(reply, place, wish, person)
            elif what == "other":
                candidates = wish.preview.candidates
                url = candidates[min(int(other), len(candidates) - 1)]
                preview = replace(await self._feeds.preview(url), candidates=candidates)
                await self.offer(reply, place, replace(wish, preview=preview), person)
            else:
                self._wishes.drop(key)
                await reply.show(notice(words.feed_cancelled))

    async def _follow(self, reply: Reply, place: Setting, wish: Wish, person: int) -> None:
        """Follow it, say so, and read at once what it lists."""
        words, url = place.says(), wish.preview.url
        follow = await self._feeds.follow(
            place.scope,
            url,
            place=wish.place,
            post=wish.post,
            ping=wish.ping,
            filter=wish.filter,
            added_by=person,
        )
        if wish.post:  # what was held back there was held back while it might not be written in
            await self._outbox.resume(place.scope, wish.place)
        named = {"number": follow.id, "title": title_of(follow)}
        await reply.show(notice(words.feed_followed.format(**named), GREEN))
        reports = await self._feeds.poll(place.scope, follow.feed.url)
        if not any(one.error for one in reports):
            await reply.show(notice(words.feed_read.format(**named), GREEN))
