"""Things that go wrong on purpose, the same way every time: by route, by count, by chance with a seed."""

import fnmatch
import random
from dataclasses import dataclass


@dataclass
class Fault:
    """One kind of failure of requests whose "METHOD /path" matches `route`."""

    route: str
    status: int | None = None  # 500, 502, 503 ...
    code: int | None = None  # Discord's error: 50013, 50001, 10003, 10008 ...
    retry_after: float | None = None  # a 429
    reset: bool = False  # the connection is reset
    delay: float = 0.0  # seconds before the answer
    after: bool = False  # strikes after the request has done its work: the client cannot know
    probability: float = 1.0
    count: int | None = None  # strikes that are left; None: no end
    struck: int = 0


@dataclass
class GatewayFault:
    """Dropped sockets, at events that are dispatched."""

    code: int | None = None  # close code; None: the socket is just gone
    lose: bool = True  # the event itself does not arrive before the drop
    probability: float = 1.0
    count: int | None = None
    every: int = 1  # strikes at every n-th event
    seen: int = 0
    struck: int = 0


class Faults:
    """The failures in force."""

    def __init__(self, seed: int = 0) -> None:
        self._random = random.Random(seed)
        self.requests: list[Fault] = []
        self.sockets: list[GatewayFault] = []
        self.duplicates_after_resume = 0  # events before the resumed number that are delivered again

    def add(
        self,
        route: str,
        *,
        status: int | None = None,
        code: int | None = None,
        retry_after: float | None = None,
        reset: bool = False,
        delay: float = 0.0,
        after: bool = False,
        probability: float = 1.0,
        count: int | None = None,
    ) -> Fault:
        """A failure of requests: route is a pattern such as "POST /channels/*/messages" or "*"."""
        fault = Fault(route, status, code, retry_after, reset, delay, after, probability, count)
        self.requests.append(fault)
        return fault

    def drop(
        self,
        *,
        code: int | None = None,
        lose: bool = True,
        probability: float = 1.0,
        count: int | None = None,
        every: int = 1,
    ) -> GatewayFault:
        """Drops the socket at events that are dispatched."""
        fault = GatewayFault(code, lose, probability, count, every)
        self.sockets.append(fault)
        return fault

    def clear(self) -> None:
        """Everything works again."""
        self.requests.clear()
        self.sockets.clear()
        self.duplicates_after_resume = 0

    def strike(self, method: str, path: str) -> Fault | None:
        """The fault that this request meets; the first that fits."""
        for fault in self.requests:
            if fnmatch.fnmatchcase(f"{method} {path}", fault.route) and self._happens(fault):
                return fault
        return None

    def strike_socket(self) -> GatewayFault | None:
        """The fault that this event meets."""
        for fault in self.sockets:
            fault.seen += 1
            if fault.seen % fault.every == 0 and self._happens(fault):
                return fault
        return None

    def _happens(self, fault: Fault | GatewayFault) -> bool:
        if fault.count == 0 or (fault.probability < 1.0 and self._random.random() >= fault.probability):
            return False
        if fault.count is not None:
            fault.count -= 1
        fault.struck += 1
        return True
