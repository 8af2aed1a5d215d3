"""What kills and trouble do to posts: `python -m benchmarks.outbox [--posts N] [--kills N]`.

The real bot posts to the local Discord of the tests and is killed again and again: half of the times as soon
as a message is there, before Discord has said so, and else at a random moment. One request in ten fails: with
a 429, a 503, or a reset before or after its work was done. It prints how many posts were lost and how many
came twice.
"""

import argparse
import asyncio
import random
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.e2e.discord_server import Channel, DiscordServer
from tests.e2e.discord_server.constants import ChannelType
from tests.e2e.posted import Mortal, Nursery, ours, post, put

POSTS, KILLS, BOTS = 6_000, 200, 4
_SHARE = 0.1 / 4  # of requests, for each of the four kinds of trouble
_LONGEST = 0.5  # seconds from the first message of a life to its end
_PATIENCE = 900.0


def _trouble(server: DiscordServer) -> None:
    for route in ("POST /channels/*", "GET /channels/*"):
        server.faults.add(route, retry_after=0.1, probability=_SHARE)
        server.faults.add(route, status=503, probability=_SHARE)
        server.faults.add(route, reset=True, probability=_SHARE)
        server.faults.add(route, reset=True, after=True, probability=_SHARE)


async def _lives(bot: Mortal, kills: int, chance: random.Random) -> None:
    for kill in range(kills):
        if kill % 2:
            await bot.live(seconds=chance.uniform(0, _LONGEST))
        else:
            await bot.live(after=chance.randint(1, 5))


async def measure(posts: int, kills: int) -> None:
    """Post, kill, and count."""
    chance = random.Random(7)
    home = Nursery()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as directory:
        async with DiscordServer(seed=7) as server:
            _trouble(server)
            places: list[Channel] = []

            async def bot(number: int) -> None:
                guild = server.guild(f"Kabar {number}")
                forum = number == BOTS - 1  # where there are no nonces
                place = (
                    server.channel(guild, "forum", ChannelType.FORUM) if forum else guild.channel("general")
                )
                places.append(place)
                data = Path(directory) / str(number)
                share = posts // BOTS
                await put(data, *(post(place, f"{one:05}") for one in range(share)))
                mortal = Mortal(home, server, place, data)
                await _lives(mortal, kills // BOTS, chance)
                await mortal.finish(share, _PATIENCE)

            await asyncio.gather(*map(bot, range(BOTS)))
            counts = [Counter(one.text for one in ours(server, place)) for place in places]
            twice = sum(count - 1 for counter in counts for count in counter.values())
            lost = posts // BOTS * BOTS - sum(map(len, counts))
            struck = sum(fault.struck for fault in server.faults.requests)
    home.close()
    print(
        f"{posts // BOTS * BOTS:,} posts, {kills // BOTS * BOTS} kills, {struck} failed requests:"
        f" {lost} lost, {twice} twice ({time.monotonic() - began:.0f} s)"
    )


def main(argv: Sequence[str] | None = None) -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=POSTS)
    parser.add_argument("--kills", type=int, default=KILLS)
    args = parser.parse_args(argv)
    asyncio.run(measure(args.posts, args.kills))


if __name__ == "__main__":
    main()
