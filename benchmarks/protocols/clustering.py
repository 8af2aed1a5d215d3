"""Same-story clustering behind `python -m benchmarks.protocol clustering`.

A request is {"id", "lang", "source", "time", "title", "text"}, its answer {"cluster"}: the same for articles
that tell the same. A request with the `op` "reset" begins another stream.
"""

from typing import Any

from benchmarks.protocol import Answer
from benchmarks.stories import Stream


def answerer() -> Answer:
    """Answers requests, one stream after the other."""
    stream = Stream()

    def answer(request: dict[str, Any]) -> dict[str, Any]:
        nonlocal stream
        if request.get("op") == "reset":
            stream = Stream()
            return {}
        return {"cluster": str(stream.place(request))}

    return answer
