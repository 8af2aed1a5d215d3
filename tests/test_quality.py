"""How many questions are answered rightly: floors under what was measured.

Floors are only ever raised, and in the change that earns it. One that has to be lowered is a regression: it
needs an issue that says what was gained for it.
"""

import json
import shlex
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import pytest

from bot.answer.service import AnswerService
from bot.config import Answers
from bot.domain import LOCAL, Answer
from bot.ingest.read import read_document
from bot.storage.sqlite.store import SqliteStore
from tests.answer.library import open_library, service

DATA = Path(__file__).parent / "data"
ROOT = Path(__file__).parents[1]
EVALUATION = ROOT.parent / "shared" / "eval"

# Shares of 35 English, 36 Indonesian and 32 unanswerable questions, just under what is measured: 32 of 35, 29
# of 36, 58 of 71, 23 of 32.
RIGHT_FIRST = {"en": 0.91, "id": 0.80}
ANSWERED_RIGHTLY = 0.81
ABSTAINED = 0.71
# Shares of the questions on the first article, asked of it alone: what was promised, in each language.
SEED_RIGHT_FIRST = 0.75


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the sentences that answer it; none: it cannot be answered."""

    language: str
    text: str
    accepted: tuple[str, ...]


def questions(name: str) -> list[Asked]:
    """The questions of a data file."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return [Asked(language, text, tuple(accepted)) for language, text, *accepted in rows]


ANSWERABLE = questions("sample_questions.tsv")
UNANSWERABLE = questions("sample_unanswerable.tsv")


@pytest.fixture
async def newsroom(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    """The sample newsroom, stored."""
    files = sorted(resources.files("bot").joinpath("sample").iterdir(), key=lambda one: one.name)
    documents = [read_document(one.read_bytes(), name=one.name) for one in files]
    async with open_library(tmp_path, documents) as store:
        yield store


def right(answer: Answer, asked: Asked) -> bool:
    """Whether an accepted sentence was quoted first."""
    return bool(answer.evidence) and answer.evidence[0].candidate.sentence.text in asked.accepted


async def wrong(answers: AnswerService, asked: list[Asked]) -> list[str]:
    """The questions whose first sentence does not answer them."""
    return [one.text for one in asked if not right(await answers.ask(one.text, LOCAL), one)]


def share(failed: list[str], asked: list[Asked]) -> float:
    """The share that did not fail."""
    return 1 - len(failed) / len(asked)


def test_the_questions_are_enough_and_asked_once() -> None:
    assert len(ANSWERABLE) >= 70
    assert len(UNANSWERABLE) >= 30
    assert all(one.accepted for one in ANSWERABLE)
    assert not any(one.accepted for one in UNANSWERABLE)
    texts = [one.text for one in ANSWERABLE + UNANSWERABLE]
    assert len(set(texts)) == len(texts)
    for asked in (ANSWERABLE, UNANSWERABLE):
        languages = [one.language for one in asked]
        assert languages.count("en") + languages.count("id") == len(asked)
        assert min(languages.count("en"), languages.count("id")) >= 0.4 * len(asked)


async def test_every_accepted_sentence_is_one_of_the_newsroom(newsroom: SqliteStore) -> None:
    stored = {
        sentence.text
        for article in await newsroom.articles(LOCAL, limit=99)
        for sentence in await newsroom.sentences(LOCAL, article.id)
    }
    assert {sentence for one in ANSWERABLE for sentence in one.accepted} <= stored


@pytest.mark.parametrize("language", sorted(RIGHT_FIRST))
async def test_a_right_sentence_comes_first(newsroom: SqliteStore, language: str) -> None:
    asked = [one for one in ANSWERABLE if one.language == language]
    failed = await wrong(service(newsroom, threshold=0.0), asked)
    assert share(failed, asked) >= RIGHT_FIRST[language], failed


async def test_questions_are_answered_rightly(newsroom: SqliteStore) -> None:
    failed = await wrong(service(newsroom, Answers().threshold), ANSWERABLE)
    assert share(failed, ANSWERABLE) >= ANSWERED_RIGHTLY, failed


async def test_what_cannot_be_answered_is_not(newsroom: SqliteStore) -> None:
    answers = service(newsroom, Answers().threshold)
    failed = [one.text for one in UNANSWERABLE if not (await answers.ask(one.text, LOCAL)).abstained]
    assert share(failed, UNANSWERABLE) >= ABSTAINED, failed


@pytest.mark.skipif(
    not (EVALUATION / "evaluate.py").exists(), reason="the evaluation data is not beside the project"
)
def test_the_first_article_is_answered_in_both_languages(tmp_path: Path) -> None:
    out = tmp_path / "seed.json"
    engine = shlex.join([sys.executable, "-m", "benchmarks.answers"])
    command = [sys.executable, str(EVALUATION / "evaluate.py"), "--split", "dev", "--sets", "seed"]
    command += ["--modes", "closed", "--cmd", engine, "--out", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=100)
    measured = json.loads(out.read_text(encoding="utf-8"))["results"][0]["modes"]["closed"]
    assert measured["n"] >= 20
    for language in ("en", "id"):
        assert measured[f"R@1_{language}"] >= SEED_RIGHT_FIRST, measured
