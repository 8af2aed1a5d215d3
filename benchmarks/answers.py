"""An answer engine behind the line protocol of the evaluation: JSON lines on standard input and output.

    {"op":"reset"}                              -> {"ok":true}
    {"op":"doc","doc_id":…,"title":…,"lang":…,"text":…}   (no reply)
    {"op":"commit"}                             -> {"ok":true,"sentences":N}
    {"op":"ask","qid":…,"question":…,"doc_id":null|…,"k":10}
                                                -> {"qid":…,"results":[…],"abstained":…,"confidence":…}
    {"op":"quit"}

The whole engine is behind it: a real database in a temporary directory, ingest, and the answer service.
Results are ranked even where Warta abstains, so that both decisions can be scored.
"""

import asyncio
import json
import sys
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from bot.app import App, open_app
from bot.config import Answers, Settings
from bot.domain import LOCAL, Document
from bot.errors import QuestionError

_BATCH = 200


class Engine:
    """Warta as the evaluation sees it."""

    def __init__(self) -> None:
        self._stack = AsyncExitStack()
        self._app: App | None = None
        self._documents: list[Document] = []
        self._article: dict[str, int] = {}
        self._document: dict[int, str] = {}

    async def reset(self) -> None:
        """Begin with an empty library."""
        await self._stack.aclose()
        directory = self._stack.enter_context(tempfile.TemporaryDirectory())
        # Threshold 0 never abstains: the ranking is always returned, and the decision is made below.
        settings = Settings(Path(directory), answers=Answers(threshold=0.0))
        self._app = await self._stack.enter_async_context(open_app(settings))
        self._documents, self._article, self._document = [], {}, {}

    def add(self, message: dict[str, Any]) -> None:
        """Remember a document until `commit`."""
        name = str(message["doc_id"])
        url = f"https://evaluation.invalid/{name}"
        self._documents.append(
            Document(message["text"], title=message["title"], language=message["lang"], url=url, origin=name)
        )

    async def commit(self) -> int:
        """Store the documents; how many sentences they hold."""
        assert self._app is not None
        for start in range(0, len(self._documents), _BATCH):
            batch = self._documents[start : start + _BATCH]
            for ingested in await self._app.ingest.ingest_documents(LOCAL, batch):
                if ingested.article is not None:
                    self._article[ingested.origin] = ingested.article.id
                    self._document.setdefault(ingested.article.id, ingested.origin)
        return (await self._app.store.counts(LOCAL)).sentences

    async def ask(self, message: dict[str, Any]) -> dict[str, Any]:
        """Answer one question."""
        assert self._app is not None
        named = message["doc_id"]
        article_id = self._article.get(named) if named else None
        if named and article_id is None:
            return {"qid": message["qid"], "results": [], "abstained": True, "confidence": 0.0}
        try:
            answer = await self._app.answers.ask(
                message["question"], LOCAL, limit=message["k"], article_id=article_id
            )
        except QuestionError:
            return {"qid": message["qid"], "results": [], "abstained": True, "confidence": 0.0}
        results = [
            {
                "doc_id": named or self._document[one.candidate.article.id],
                "text": one.candidate.sentence.text,
                "score": one.score,
                "answer_span": one.span.text if one.span else "",
            }
            for one in answer.evidence
        ]
        return {
            "qid": message["qid"],
            "results": results,
            "abstained": answer.confidence < Answers().threshold,
            "confidence": answer.confidence,
        }

    async def close(self) -> None:
        """Let go of the library."""
        await self._stack.aclose()


async def serve() -> None:
    """Answer line after line until "quit" or the end of input."""
    engine = Engine()
    try:
        while line := await asyncio.to_thread(sys.stdin.readline):
            message = json.loads(line)
            match message["op"]:
                case "reset":
                    await engine.reset()
                    reply: dict[str, Any] = {"ok": True}
                case "doc":
                    engine.add(message)
                    continue
                case "commit":
                    reply = {"ok": True, "sentences": await engine.commit()}
                case "ask":
                    reply = await engine.ask(message)
                case _:
                    break
            print(json.dumps(reply, ensure_ascii=False), flush=True)
    finally:
        await engine.close()


if __name__ == "__main__":
    asyncio.run(serve())
