"""Whose article may tell a story beside whose: feeds among each other, a library's by itself.

What is pasted into one library is compared with that library and with the feeds its scope sees. Nothing is
ever compared with it but articles of the same library, so no scope learns from its stories what
another holds.
"""

from collections import OrderedDict
from collections.abc import Mapping

from bot.digest.clusterer import Clusterer
from bot.digest.concepts import Concepts
from bot.digest.profile import hours, packed, profile, unpacked
from bot.domain import Telling, Told

_LIBRARIES = 64  # of which the articles are at hand; those of the others are as if they were older


class Stories:
    """The articles that later ones are compared with, and the stories they are in.

    A story that is not stored yet has a number below zero, until `settle` gives it its own.
    """

    def __init__(self, concepts: Concepts) -> None:
        self._concepts = concepts
        self._feeds = Clusterer()
        self._libraries: OrderedDict[int, Clusterer] = OrderedDict()
        self._last_new = 0

    def place(self, telling: Telling, arrived: str) -> Told:
        """Decide in which story an article is, which is final; it arrived at an instant."""
        one = profile(telling, self._concepts)
        found = [self._group(telling.source_id, own=telling.own).best(one)]
        if telling.own and telling.sees:
            found.append(self._feeds.best(one, telling.sees))
        likely = max((best for best in found if best is not None), default=None)
        if likely is None:
            self._last_new -= 1
        story = self._last_new if likely is None else likely[1]
        told = Told(
            telling.article_id, telling.source_id, telling.own, story, telling.at, packed(one), arrived
        )
        self.restore(told)
        return told

    def restore(self, told: Told) -> None:
        """Compare later articles with one that was put into its story."""
        group = self._group(told.source_id, own=told.own)
        if told.profile:
            one, arrived = unpacked(told.profile), hours(told.placed_at)
            group.add(one, story=told.story_id, source=told.source_id, arrived=arrived)
        else:  # too old to be compared with, but it tells the pace
            group.passed(hours(told.at))

    def settle(self, stories: Mapping[int, int]) -> None:
        """Give new stories the numbers they were stored under."""
        for group in (self._feeds, *self._libraries.values()):
            group.rename(stories)

    def _group(self, source: int, *, own: bool) -> Clusterer:
        if not own:
            return self._feeds
        group = self._libraries.setdefault(source, Clusterer())
        self._libraries.move_to_end(source)
        if len(self._libraries) > _LIBRARIES:
            self._libraries.popitem(last=False)
        return group
