"""What Discord remembers of a client that identified."""

import json
from collections import deque
from dataclasses import dataclass, field

from tests.e2e.discord_server.connection import Connection
from tests.e2e.discord_server.constants import Json, Op

REMEMBERED = 5_000  # events that a session can replay


@dataclass(eq=False)
class Session:
    """A client's subscription, its numbered events, and the connection it is on just now."""

    id: str
    intents: int
    shard: tuple[int, int]
    connection: Connection | None = None
    sequence: int = 0
    sent: deque[tuple[int, str, str]] = field(default_factory=lambda: deque(maxlen=REMEMBERED))

    @property
    def connected(self) -> bool:
        return self.connection is not None and self.connection.open

    def dispatch(self, event: str, data: Json) -> None:
        """Numbers and remembers the event; it goes out at once, or when the client resumes."""
        self.sequence += 1
        text = json.dumps({"op": Op.DISPATCH, "d": data, "s": self.sequence, "t": event})
        self.sent.append((self.sequence, text, event))
        if self.connection is not None and self.connection.open:
            self.connection.put(text, event)

    def replay(self, after: int) -> int:
        """Sends again what came after that number; how many."""
        missed = [(text, event) for number, text, event in self.sent if number > after]
        for text, event in missed:
            assert self.connection is not None
            self.connection.put(text, event)
        return len(missed)
