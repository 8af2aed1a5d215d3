"""Waiting for something to become true on the server, without polling."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Signal:
    """Whoever changes something calls `changed`; whoever waits gives a question that is asked again then."""

    def __init__(self) -> None:
        self._waiting: list[Callable[[], None]] = []

    def changed(self) -> None:
        for look in tuple(self._waiting):
            look()

    async def wait(self, question: Callable[[], T | None], timeout: float, what: str) -> T:  # noqa: ASYNC109
        """The first answer of `question` that is true.

        Raises TimeoutError, which says `what` did not happen, after `timeout` seconds.
        """
        found: asyncio.Future[T] = asyncio.get_running_loop().create_future()

        def look() -> None:
            if not found.done():
                try:
                    answer = question()
                except Exception as error:  # noqa: BLE001  # the waiter must hear of it, not whoever changed something
                    found.set_exception(error)
                    return
                if answer:
                    found.set_result(answer)

        self._waiting.append(look)
        try:
            look()
            return await asyncio.wait_for(found, timeout)
        except TimeoutError:
            raise TimeoutError(f"not within {timeout:g} s: {what}") from None
        finally:
            self._waiting.remove(look)
