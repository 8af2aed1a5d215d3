"""The development questions, answered and judged: what fitting and the list of failures work on.

The evaluation's own program judges, so that what is fitted is what is measured. It and the data are looked
for in ../shared/eval beside the project; they are no part of it.
"""

import asyncio
import importlib.util
import tempfile
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from bot.answer.rank import Ranked
from bot.app import App, open_app
from bot.config import Answers, Settings
from bot.domain import LOCAL, Document

EVALUATION = Path(__file__).resolve().parents[2] / "shared" / "eval"
# Which questions are asked of one article ("closed") and which of every sentence of the set ("open").
MODES: dict[str, tuple[str, ...]] = {
    "seed": ("closed", "open"),
    "facqa": ("closed", "open"),
    "facqa-en": ("open",),
    "tydi-id": ("closed",),
    "squad": ("open",),
    "xquad-en": ("open",),
    "xling-en-id": ("open",),
    "xling-id-en": ("open",),
}
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Case:
    """A question of the evaluation, what was ranked for it, and which of that is right."""

    table: str  # set and mode: "facqa open"
    question: dict[str, Any]
    ranked: Sequence[Ranked]
    hits: Sequence[bool]

    @property
    def answerable(self) -> bool:
        """Whether the article answers the question."""
        return bool(self.question["answerable"])

    @property
    def right(self) -> bool:
        """Whether a right sentence came first."""
        return bool(self.hits) and self.hits[0]


def judge() -> ModuleType:
    """The evaluation's own program."""
    found = importlib.util.spec_from_file_location("evaluate", EVALUATION / "evaluate.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def cases() -> list[Case]:
    """Every development question, answered: about 4,000 in a minute."""

    async def collect() -> list[Case]:
        return [case for name in MODES async for case in _answer(judge(), name)]

    return asyncio.run(collect())


async def _answer(evaluate: ModuleType, name: str) -> AsyncIterator[Case]:
    documents, questions = evaluate.load("dev")
    documents = [one for one in documents if name in one["sets"]]
    questions = [one for one in questions if one["set"] == name]
    scorer = evaluate.Scorer(documents)
    with tempfile.TemporaryDirectory() as directory:
        settings = Settings(Path(directory), answers=Answers(threshold=0.0))
        async with open_app(settings) as app:
            stored = await _store(app, documents)
            names: dict[int, str] = {}
            for document, article in stored.items():
                names.setdefault(article, document)
            for mode in MODES[name]:
                for question in questions:
                    unasked = question.get("needs_context") or (name == "seed" and not question["answerable"])
                    if mode == "open" and unasked:
                        continue
                    article_id = stored[question["doc_id"]] if mode == "closed" else None
                    considered = await app.answers.consider(question["question"], LOCAL, article_id)
                    hits = [
                        bool(question["answerable"])
                        and bool(
                            scorer.hit(
                                {
                                    "doc_id": question["doc_id"]
                                    if article_id
                                    else names[one.candidate.article.id],
                                    "text": one.candidate.sentence.text,
                                },
                                question,
                            )
                        )
                        for one in considered.ranked
                    ]
                    yield Case(f"{name} {mode}", question, considered.ranked, hits)


async def _store(app: App, documents: Sequence[dict[str, Any]]) -> dict[str, int]:
    """Store the documents; their articles' ids by document."""
    handed = [
        Document(
            one["text"],
            title=one["title"],
            language=one["lang"],
            url=f"https://evaluation.invalid/{one['doc_id']}",
            origin=one["doc_id"],
        )
        for one in documents
    ]
    stored = {}
    for start in range(0, len(handed), _BATCH):
        for fate in await app.ingest.ingest_documents(LOCAL, handed[start : start + _BATCH]):
            if fate.article is not None:
                stored[fate.origin] = fate.article.id
    return stored
