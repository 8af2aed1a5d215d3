"""The bot on Discord: who connects, what is asked of Discord, and how it is kept connected and stopped.

The only module of `bot/` that knows discord.py. What the bot can do is in `cogs/`, loaded by name: a new
group of commands is one more module there and one more entry of EXTENSIONS.
"""

import asyncio
import contextlib
import hashlib
import json
import logging
import random
import signal
import sys
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands
from yarl import URL

from bot import heap
from bot.app import App
from bot.errors import ServiceRefused, WartaError
from bot.traffic import Limits, Seen, Shelf, Work

EXTENSIONS = tuple(
    f"cogs.{name}"
    for name in (
        *("errors", "translator", "forms", "servers"),  # what the others rest on
        *("ask", "articles", "claims", "feedback", "feeds", "topics", "why"),
        *("digests", "watches", "courier", "recaps", "admin"),
    )
)

GRACE = 10.0  # seconds that a stop waits for what is under way
_CLOSING = 3.0  # … and for Discord to say goodbye
_BACKOFF, _LONGEST_BACKOFF = 1.0, 120.0  # seconds between two attempts to connect
_SETTLED = 60.0  # seconds after which a connection counts as one that worked
_LONGEST_RATELIMIT = 60.0  # seconds a request may be held back; discord.py would sleep however long
_GUILDS = 0.5  # seconds without another server after which all of them are known
_TURN = 0.0005  # seconds a thread keeps the interpreter for itself
_DAY, _BREATH = 86_400.0, 10.0  # seconds between two rounds of upkeep: forgetting, and setting aside
# Close codes after which to try again is no use: authentication, shards, version and intents.
_FINAL = {4004: "token", 4010: "shards", 4011: "shards", 4012: "version", 4013: "intents", 4014: "intents"}

_log = logging.getLogger("warta.discord")

T = TypeVar("T")
Press = Callable[..., Awaitable[None]]  # of an interaction and the values in a button's id
TROUBLE = (OSError, aiohttp.ClientError, TimeoutError, discord.DiscordServerError, discord.RateLimited)


def intents(*, content: bool = False) -> discord.Intents:
    """Servers, messages, the words of what is for us; with `content`, privileged, of all, and reactions."""
    wanted = discord.Intents.none()
    wanted.guilds = wanted.guild_messages = wanted.dm_messages = True
    wanted.message_content = wanted.guild_reactions = content
    return wanted


class WartaBot(commands.AutoShardedBot):
    """The connection, and what the cogs share: the open app, what was seen, limits, what is under way."""

    def __init__(self, app: App) -> None:
        # It would warn of libraries for voice.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=intents(content=app.settings.discord.message_content),
            allowed_mentions=discord.AllowedMentions.none(),
            # Who is a member and what was written is asked of nobody and kept nowhere.
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            guild_ready_timeout=_GUILDS,
            max_ratelimit_timeout=_LONGEST_RATELIMIT,
        )
        # Neither what is repeated nor what comes while the bot stops is carried out.
        self.tree.interaction_check = self.admits  # type: ignore[method-assign]
        self.app = app
        self.seen = Seen()
        self.work = Work()
        self.limits = Limits(app.settings.discord.user_per_minute, app.settings.discord.server_per_minute)
        self.forms: Shelf[tuple[int, Callable[[], discord.ui.Modal]]] = Shelf()  # that failed, by person
        self.presses: dict[str, Press] = {}
        self.refusal: Callable[[discord.Interaction[WartaBot]], Awaitable[None]] | None = None
        self._upkeep: asyncio.Task[None] | None = None
        dial = self.http.ws_connect

        async def dial_again(url: str, *, compress: int = 0) -> aiohttp.ClientWebSocketResponse:
            # After one refused connection discord.py begins a new session, and what happened meanwhile is
            # never told: so a few attempts more for the old one.
            return await patiently(lambda: dial(url, compress=compress))

        self.http.ws_connect = dial_again  # type: ignore[method-assign]

    async def setup_hook(self) -> None:
        """Load the cogs, and tell Discord the commands if they have changed."""
        for extension in EXTENSIONS:
            await self.load_extension(extension)
        await self._tell_commands()
        self._upkeep = asyncio.create_task(self._keep_up())

    async def _tell_commands(self) -> None:
        note = f"discord commands of {self.application_id}"
        digest = await commands_hash(self.tree)
        if await self.app.store.note(note) == digest:
            return
        try:
            await patiently(self.tree.sync)
        except (discord.HTTPException, *TROUBLE) as error:
            # The commands of last time work; the next start tries again.
            _log.warning("the commands could not be registered: %s", _one_line(error))
            return
        await self.app.store.save_note(note, digest)
        _log.info("the commands were registered")

    async def _keep_up(self) -> None:
        await self.wait_until_ready()
        with heap.settling(), contextlib.suppress(WartaError):
            await self.app.dialogues.warm_up()
            await self.app.stories.warm_up()
        loop = asyncio.get_running_loop()
        forget_at = loop.time()
        while True:
            if loop.time() >= forget_at:
                forget_at = loop.time() + _DAY
                with contextlib.suppress(WartaError):
                    await self.app.dialogues.forget_old()
            heap.set_aside()
            await asyncio.sleep(_BREATH)

    async def close(self) -> None:
        """End the connection; twice is once."""
        if self._upkeep is not None:
            self._upkeep.cancel()
        await super().close()

    def on_press(self, kind: str, press: Press) -> None:
        """Call `press` when a button of a kind is pressed, whichever message it is on."""
        self.presses[kind] = press

    async def admits(self, interaction: discord.Interaction["WartaBot"]) -> bool:
        """Whether an interaction is to be carried out: not one that is repeated, nor during a stop."""
        if not self.seen.first(interaction.id):
            return False
        if self.work.stopping and self.refusal is not None:
            await self.refusal(interaction)
        return not self.work.stopping

    async def on_message(self, message: discord.Message, /) -> None:
        """Nothing: there are no commands with a prefix; questions are for `cogs.ask`."""

    async def on_ready(self) -> None:
        """Say so."""
        _log.info("connected as %s, on %d servers", self.user, len(self.guilds))


async def commands_hash(tree: app_commands.CommandTree[Any]) -> str:
    """What tells whether the commands are those that Discord was last told, in every language."""
    translator = tree.translator
    payloads: list[Any] = []
    for kind in discord.AppCommandType:
        for command in tree.get_commands(type=kind):
            if translator is not None:
                payloads.append(await command.get_translated_payload(tree, translator))
            else:
                payloads.append(command.to_dict(tree))
    return hashlib.sha256(json.dumps(payloads, sort_keys=True, default=str).encode()).hexdigest()


async def patiently(call: Callable[[], Awaitable[T]], attempts: int = 4) -> T:
    """Make a request that may be made twice, again where Discord or the way to it is in trouble.

    discord.py does so for some troubles; not for 503 and 520, nor for a connection that Linux calls reset.
    """
    for attempt in range(attempts - 1):
        try:
            return await call()
        except discord.RateLimited as error:
            if error.retry_after > _LONGEST_RATELIMIT:
                raise
            await asyncio.sleep(error.retry_after)
        except TROUBLE:
            await asyncio.sleep((0.25 * 2**attempt) * random.uniform(0.5, 1.5))  # noqa: S311 - jitter
    return await call()


def point_at(api: str) -> None:
    """Let discord.py talk to a server at `api`, such as http://127.0.0.1:8080: for tests."""
    base = URL(api)
    discord.http.Route.BASE = f"{api.rstrip('/')}/api/v10"
    gateway = base.with_scheme("wss" if base.scheme == "https" else "ws")
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = gateway


async def run_discord(app: App, token: str, api: str = "") -> None:
    """Connect and stay connected until a signal says to stop; then finish what is under way.

    Raises ServiceRefused where no attempt can succeed: for the token, or intents that are not granted.
    """
    if api:
        point_at(api)
    # Questions are answered in threads. The loop, which has to acknowledge others meanwhile, gets its turn
    # after this long instead of 5 ms: of 60 at once the slowest waited 2.7 s before, 0.9 s so.
    sys.setswitchinterval(_TURN)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows: there Ctrl-C interrupts
            loop.add_signal_handler(name, stop.set)
    try:
        wait = _BACKOFF
        while not stop.is_set():
            began = loop.time()
            error = await _connection(WartaBot(app), token, stop)
            if error is None:
                break
            if loop.time() - began > _SETTLED:
                wait = _BACKOFF
            pause = wait * random.uniform(0.5, 1.0)  # noqa: S311 - jitter
            _log.warning("no connection to Discord (%s); trying again in %.0f s", _one_line(error), pause)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause)
            wait = min(wait * 2, _LONGEST_BACKOFF)
    finally:
        for name in (signal.SIGTERM, signal.SIGINT):
            with contextlib.suppress(NotImplementedError):
                loop.remove_signal_handler(name)


async def _connection(bot: WartaBot, token: str, stop: asyncio.Event) -> Exception | None:
    """One connection, from its beginning to its end; the trouble that ended it, None after a stop."""
    running = asyncio.create_task(bot.start(token))
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if stop.is_set():
            left = await bot.work.finish(GRACE)
            _log.info("stopped%s", f"; {left} answers were not finished" if left else "")
    finally:
        stopping.cancel()
        await _close(bot)
        heap.take_back()
        if not running.done():
            running.cancel()
        outcome = (await asyncio.gather(running, return_exceptions=True))[0]
    if stop.is_set() or outcome is None:
        return None if stop.is_set() else ConnectionError("the connection ended")
    return _judged(outcome)


def _judged(outcome: BaseException) -> Exception:
    """The trouble, if it is one that passes; raises what does not."""
    for kind, what in ((discord.LoginFailure, "token"), (discord.PrivilegedIntentsRequired, "intents")):
        if isinstance(outcome, kind):
            raise _refused(what) from outcome
    if isinstance(outcome, discord.ConnectionClosed) and outcome.code in _FINAL:
        raise _refused(_FINAL[outcome.code]) from outcome
    passing = (*TROUBLE, discord.HTTPException, discord.GatewayNotFound, discord.ConnectionClosed)
    if isinstance(outcome, passing) or type(outcome).__name__ == "ReconnectWebSocket":
        return outcome if isinstance(outcome, Exception) else ConnectionError(str(outcome))
    raise outcome


def _refused(what: str) -> ServiceRefused:
    page = "on the page Bot of the developer portal"
    if what == "token":
        why, todo = "it is mistyped, or was reset since", f"copy it again {page} into WARTA_TOKEN or its file"
        return ServiceRefused("Discord does not know this token", why, todo)
    if what == "intents":  # none is privileged but the one that a setting asks for
        why, todo = "discord.message_content asks for one of them", f"switch on Message Content Intent {page}"
        return ServiceRefused("Discord does not grant the intents", why, f"{todo}, or set it to false")
    return ServiceRefused(f"Discord refuses the {what} of this program", todo="update Warta")


def _one_line(error: Exception) -> str:
    return " ".join((str(error) or type(error).__name__).split())[:200]


async def _close(bot: WartaBot) -> None:
    """Close everything; Discord may take longer to answer a goodbye than anybody wants to wait."""
    closing = asyncio.create_task(bot.close())
    await asyncio.wait({closing}, timeout=_CLOSING)
    if not closing.done():
        closing.cancel()
        await bot.http.close()
    await asyncio.gather(closing, return_exceptions=True)
