import asyncio
import threading

import pytest

from bot.ingest.names import Names


async def test_names_of_this_machine_and_of_none() -> None:
    names = Names(threads=1)
    (found, *_) = await names.resolve("127.0.0.1", 8080)
    assert (found["host"], found["port"], found["hostname"]) == ("127.0.0.1", 8080, "127.0.0.1")
    with pytest.raises(OSError):  # noqa: PT011 - of any kind, as the system likes
        await names.resolve("a..example", 80)
    await names.close()


async def test_dead_names_hold_no_thread_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    end = threading.Event()
    monkeypatch.setattr("bot.ingest.names.socket.getaddrinfo", lambda *_, **__: end.wait(30) and [])
    names = Names(threads=4)
    stuck = [asyncio.create_task(names.resolve(f"{place}.example", 80)) for place in range(50)]
    await asyncio.sleep(0)
    async with asyncio.timeout(20):
        assert await asyncio.to_thread(int, "7") == 7
    end.set()
    await asyncio.gather(*stuck)
    await names.close()
