"""The log holds no secret and nobody's words."""

import io
import logging

import pytest

from bot.logs import HIDDEN, logging_to

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.not-a-real-token-of-anybody-000"
INTERACTION = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5MA"


def logged(level: str, logger: str, message: str, *args: object, at: int = logging.DEBUG) -> str:
    """What a line becomes."""
    out = io.StringIO()
    with logging_to(out, level, TOKEN):
        logging.getLogger(logger).log(at, message, *args)
    return out.getvalue()


@pytest.mark.parametrize(
    ("message", "args"),
    [
        (
            "%s %s with %s has returned %s",
            ("POST", f"https://x/interactions/1/{INTERACTION}/callback", {}, 204),
        ),
        ("%s %s has received %s", ("PATCH", f"https://x/webhooks/2/{INTERACTION}/messages/@original", {})),
        ("For Shard ID %s: WebSocket Event: %s", (0, {"token": INTERACTION, "content": "my secret"})),
        (
            "Webhook ID %s with %s %s has returned status code %s",
            (2, "POST", f"https://x/webhooks/2/{INTERACTION}", 200),
        ),
        ("Authorization: Bot %s", (TOKEN,)),
        ("{'token': '%s'}", (INTERACTION,)),
    ],
)
def test_no_token_is_logged(message: str, args: tuple[object, ...]) -> None:
    line = logged("debug", "discord.http", message, *args)
    assert line
    for secret in (TOKEN, INTERACTION, "my secret"):
        assert secret not in line
    assert HIDDEN in line


def test_what_happened_is_still_told() -> None:
    line = logged(
        "debug", "discord.http", "%s %s with %s has returned %s", "PUT", "https://x/api", {"a": 1}, 200
    )
    assert "PUT https://x/api with … has returned 200" in line


def test_a_traceback_is_without_secrets_too() -> None:
    out = io.StringIO()
    with logging_to(out, "info", TOKEN):
        error = ValueError(f"https://x/webhooks/2/{INTERACTION} {TOKEN}")
        logging.getLogger("warta.discord").error("failed", exc_info=error)
    assert "ValueError" in out.getvalue()
    assert INTERACTION not in out.getvalue()
    assert TOKEN not in out.getvalue()


def test_the_level_is_kept_to_and_given_back() -> None:
    before = logging.getLogger().level
    assert not logged("info", "warta.discord", "x")
    assert logged("info", "warta.discord", "x", at=logging.INFO)
    assert logging.getLogger().level == before
    assert not logged("debug", "aiosqlite", "SELECT 'my secret'")
