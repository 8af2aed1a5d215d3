"""Parts of Warta behind lines of JSON: `python -m benchmarks.protocol NAME`, for programs that score them.

A request a line on standard input, an answer a line on standard output, in order; each carries the `id` of
its request. A request that breaks is answered with nothing but its id and an `error`.
"""

import argparse
import importlib
import json
import sys
from collections.abc import Callable, Sequence
from typing import Any

NAMES = ("extraction", "feeds", "clustering", "digest")

Answer = Callable[[dict[str, Any]], dict[str, Any]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Answer until standard input ends."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.protocol", description=__doc__)
    parser.add_argument("name", choices=NAMES)
    name = parser.parse_args(arguments).name
    module = importlib.import_module(f"benchmarks.protocols.{name}")
    answer: Answer = module.answerer()
    for line in sys.stdin:
        request = json.loads(line)
        try:
            reply = answer(request)
        except Exception as error:  # noqa: BLE001 - the next request is to be answered all the same
            reply = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps({**reply, "id": request["id"]}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
