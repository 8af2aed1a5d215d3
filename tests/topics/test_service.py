"""Topics over time, over a real store."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.app import App, open_app
from bot.config import Settings
from bot.domain import LOCAL, Document, Period, Scope, Timeline
from bot.errors import QuestionError
from bot.topics import service
from tests.clock import FrozenClock

OTHER = Scope("discord:2")


@pytest.fixture(name="app")
async def fixture_app(tmp_path: Path) -> AsyncIterator[App]:
    async with open_app(Settings(tmp_path), clock=FrozenClock()) as app:
        await publish(
            app,
            "Harian Muara",
            "2025-03-10",
            "Cirandu bridge closed|Engineers closed the Cirandu bridge after cracks were found in a pillar."
            "|The Cirandu bridge is to be repaired by 2 May 2025.|Lorries take the ferry.",
        )
        await publish(
            app,
            "Kabar Lain",
            "2025-03-10T23:30:00+00:00",
            "Bridge shut|Engineers closed the Cirandu bridge after cracks had been found in one pillar.",
        )
        await publish(
            app,
            "Kabar Teduh",
            "2025-03-12",
            "Jembatan Cirandu diperiksa|Jembatan Cirandu diperiksa oleh ahli dari provinsi.",
            "id",
        )
        await publish(app, "Harian Muara", "2025-03-11", "Chess title|Nadia Putri won the chess title.")
        yield app


async def publish(
    app: App, outlet: str, at: str, text: str, language: str = "en", scope: Scope = LOCAL
) -> None:
    """Add an article."""
    title, *body = text.split("|")
    document = Document(
        "\n".join(body), title, outlet=outlet, published_at=at, language=language, origin=outlet + title
    )
    await app.ingest.ingest_documents(scope, [document])


def told(found: Timeline) -> list[tuple[str, str, str]]:
    """The day, the outlet and the beginning of each event."""
    return [(one.day, one.article.outlet, one.sentence.text[:20]) for one in found.events]


async def test_events_stand_in_the_order_of_the_days_they_name(app: App) -> None:
    found = await app.topics.timeline("Cirandu  bridge", LOCAL, zone=ZoneInfo("UTC"))
    assert told(found) == [
        ("2025-03-10", "Harian Muara", "Engineers closed the"),
        ("2025-03-12", "Kabar Teduh", "Jembatan Cirandu dip"),
        ("2025-05-02", "Harian Muara", "The Cirandu bridge i"),
    ]
    assert [one.outlet for one in found.events[0].also_in] == ["Kabar Lain"]
    assert (found.topic, found.first) == ("Cirandu bridge", "")  # of the other only the day is known
    await publish(app, "Kabar Dini", "2025-03-09T20:00:00+00:00", "Cracks|The Cirandu bridge has cracks.")
    assert (await app.topics.timeline("Cirandu bridge", LOCAL)).first == "Kabar Dini"


async def test_in_a_period_a_zone_and_of_so_many(app: App) -> None:
    period = Period("", date(2025, 3, 11), None, None)
    later = await app.topics.timeline("jembatan Cirandu", LOCAL, period=period)
    assert [one.article.outlet for one in later.events] == ["Kabar Teduh"]
    jakarta = await app.topics.timeline("Cirandu bridge", LOCAL, zone=ZoneInfo("Asia/Jakarta"))
    assert ("2025-03-11", "Kabar Lain", "Engineers closed the") in told(jakarta)
    newest = await app.topics.timeline("Cirandu bridge", LOCAL, limit=1)
    assert [one.day for one in newest.events] == ["2025-05-02"]


async def test_nothing_is_told_of_what_nobody_published_or_others_hold(app: App) -> None:
    assert (await app.topics.timeline("airport", LOCAL)).events == ()
    assert (await app.topics.timeline("Cirandu airport", LOCAL)).events == ()
    assert (await app.topics.timeline("Cirandu bridge", OTHER)).events == ()
    for nothing in ("", "the of", "…"):
        with pytest.raises(QuestionError):
            await app.topics.timeline(nothing, LOCAL)


async def test_what_is_told_of_too_often_is_counted_as_far_back_as_was_looked(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = app.clock
    assert isinstance(clock, FrozenClock)
    clock.move(days=2)
    for number in range(3):
        await publish(
            app, f"Outlet {number}", "2025-03-16", f"Cirandu {number}|Cirandu has {number} ferries."
        )
    clock.move(days=1)
    await publish(app, "Kilat", "2025-03-17", "Cirandu again|Cirandu has a new pier.")
    everything = await app.topics.trend("Cirandu", LOCAL, days=30, zone=ZoneInfo("UTC"))
    assert (len(everything.days), everything.total) == (30, 7)
    monkeypatch.setattr(service, "_SENTENCES", 5)
    found = await app.topics.trend("Cirandu", LOCAL, days=30, zone=ZoneInfo("UTC"))
    assert found.days == ("2025-03-17",)  # of what was added on the 16th not all was seen
    assert found.total == 1


async def test_a_headline_alone_is_an_event_too(app: App) -> None:
    await publish(app, "Kilat", "2025-03-13", "Cirandu bridge opens again|Nothing more is known.")
    found = await app.topics.timeline("Cirandu bridge", LOCAL)
    assert ("2025-03-13", "Kilat", "Cirandu bridge opens") in told(found)


async def test_a_trend_counts_articles_a_day_and_outlet(app: App) -> None:
    found = await app.topics.trend("Cirandu", LOCAL, days=5, zone=ZoneInfo("UTC"))
    assert found.days == ("2025-03-10", "2025-03-11", "2025-03-12", "2025-03-13", "2025-03-14")
    assert found.outlets == (
        ("Harian Muara", (1, 0, 0, 0, 0)),
        ("Kabar Lain", (1, 0, 0, 0, 0)),
        ("Kabar Teduh", (0, 0, 1, 0, 0)),
    )
    assert found.total == 3
    assert (await app.topics.trend("Cirandu", OTHER, days=2)).total == 0
    for number in range(7):
        await publish(app, f"Outlet {number}", "2025-03-14", f"Cirandu again|Cirandu has {number} ferries.")
    many = await app.topics.trend("Cirandu", LOCAL, days=1)
    assert [name for name, _ in many.outlets] == [f"Outlet {number}" for number in range(5)] + [""]
    assert many.outlets[-1][1] == (2,)
