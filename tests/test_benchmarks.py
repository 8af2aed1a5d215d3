"""The benchmarks: the line protocol as a real process, and invented news that is always the same."""

import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from benchmarks.corpus import SENTENCES_AN_ARTICLE, Corpus

ROOT = Path(__file__).parents[1]
TUNNEL = {
    "doc_id": "tunnel",
    "title": "Tunnel under Mount Varda opens",
    "lang": "en",
    "text": "The tunnel under Mount Varda is 3.2 kilometres long.\nEngineer Nils Orrin designed it in 2019.",
}
KEBUN = {
    "doc_id": "kebun",
    "title": "Kebun Teh Wanasari Dibuka",
    "lang": "id",
    "text": "Kebun teh Wanasari dibuka untuk umum pada 5 Mei 2023.\nTiketnya Rp 15.000 untuk orang dewasa.",
}


class Engine:
    """`python -m benchmarks.answers`, spoken to line by line."""

    def __init__(self) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.answers"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def tell(self, message: dict[str, Any]) -> None:
        """Send a message that has no reply."""
        assert self._child.stdin is not None
        self._child.stdin.write(json.dumps(message) + "\n")
        self._child.stdin.flush()

    def say(self, message: dict[str, Any]) -> dict[str, Any]:
        """Send a message; the reply to it."""
        self.tell(message)
        assert self._child.stdout is not None
        reply: dict[str, Any] = json.loads(self._child.stdout.readline())
        return reply

    def ask(self, question: str, doc_id: str | None = None, k: int = 10) -> dict[str, Any]:
        """Ask one question."""
        return self.say({"op": "ask", "qid": "q1", "question": question, "doc_id": doc_id, "k": k})

    def index(self, *documents: dict[str, str]) -> dict[str, Any]:
        """Begin anew with these documents; the reply to the commit."""
        assert self.say({"op": "reset"}) == {"ok": True}
        for document in documents:
            self.tell({"op": "doc", **document})
        return self.say({"op": "commit"})

    def close(self) -> int:
        """End of input, if it has not ended by itself; its exit code."""
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.close()
        code = self._child.wait(20)
        self._child.stdout.close()
        return code


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """One engine for all questions; it ends well."""
    engine = Engine()
    yield engine
    assert engine.close() == 0


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """The engine with two documents."""
    assert engine.index(TUNNEL, KEBUN) == {"ok": True, "sentences": 6}
    return engine


def test_a_question_is_answered_from_the_whole_corpus(filled: Engine) -> None:
    reply = filled.ask("Who designed the tunnel?")
    assert reply.keys() == {"qid", "results", "abstained", "confidence"}
    assert reply["qid"] == "q1"
    assert reply["abstained"] is False
    assert 0 < reply["confidence"] < 1
    first = reply["results"][0]
    assert first["doc_id"] == "tunnel"
    assert first["text"] == "Engineer Nils Orrin designed it in 2019."
    assert first["answer_span"] == "Engineer Nils Orrin"


def test_a_question_is_answered_across_the_languages(filled: Engine) -> None:
    assert filled.ask("How much is a ticket?")["results"][0]["doc_id"] == "kebun"
    assert filled.ask("Berapa panjang terowongan itu?")["results"][0]["text"] == TUNNEL["text"].split("\n")[0]


def test_a_question_can_be_asked_of_one_document(filled: Engine) -> None:
    results = filled.ask("When was it opened?", "kebun")["results"]
    assert {one["doc_id"] for one in results} == {"kebun"}
    assert results[0]["text"] == KEBUN["text"].split("\n")[0]


def test_results_are_ranked_even_where_it_abstains(filled: Engine) -> None:
    reply = filled.ask("Who is the wife of the tunnel keeper of Kandra?")
    assert reply["abstained"] is True
    assert reply["results"]


def test_no_more_results_than_asked_for(filled: Engine) -> None:
    assert len(filled.ask("tunnel", k=1)["results"]) == 1


@pytest.mark.parametrize(
    "question",
    [
        "",
        "  ",
        "???",
        "🙂",
        "\x00",
        "x" * 2001,
        "a\nb",
        '"tunnel" NEAR(* OR',
        "'; DROP TABLE articles",
        "\ud800",
    ],
)
def test_hostile_questions_are_answered_with_a_line(filled: Engine, question: str) -> None:
    reply = filled.ask(question)
    assert reply["qid"] == "q1"
    assert isinstance(reply["results"], list)
    assert isinstance(reply["abstained"], bool)
    assert filled.ask("Who designed the tunnel?")["results"]


def test_an_unknown_document_does_not_end_the_conversation(filled: Engine) -> None:
    reply = filled.ask("Who designed the tunnel?", "nowhere")
    assert reply.keys() == {"qid", "results", "abstained", "confidence"}
    assert filled.ask("Who designed the tunnel?")["results"]


def test_a_document_that_is_no_article_is_left_out(engine: Engine) -> None:
    empty = {"doc_id": "empty", "title": "", "lang": "en", "text": " "}
    assert engine.index(TUNNEL, empty) == {"ok": True, "sentences": 3}


def test_a_reset_forgets_everything(filled: Engine) -> None:
    assert filled.index() == {"ok": True, "sentences": 0}
    reply = filled.ask("Who designed the tunnel?")
    assert (reply["results"], reply["abstained"]) == ([], True)


def test_quit_and_the_end_of_input_end_it_well() -> None:
    talkative, silent = Engine(), Engine()
    talkative.tell({"op": "quit"})
    assert talkative.close() == 0
    assert silent.close() == 0


# -- invented news ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def corpora() -> tuple[Corpus, Corpus, Corpus]:
    """Two of the same seed and one of another."""
    return Corpus(7), Corpus(7), Corpus(8)


def test_the_same_seed_gives_the_same_news(corpora: tuple[Corpus, Corpus, Corpus]) -> None:
    one, same, other = (list(corpus.articles(6)) for corpus in corpora)
    assert one == same
    assert one != other
    assert [document.language for document in one] == ["en", "id"] * 3
    for document in one:
        assert len(document.text.split("\n")) == 1 + SENTENCES_AN_ARTICLE
    assert len({document.origin for document in one}) == len(one)


def test_the_same_seed_asks_the_same_questions() -> None:
    asked = []
    for _ in range(2):
        corpus = Corpus(3)
        (document,) = islice(corpus.articles(1), 1)
        asked.append([corpus.question(line) for line in document.text.split("\n")[1:]])
    assert asked[0] == asked[1]
    for question in asked[0]:
        content = question.text.rstrip("?").split()[-3:]
        words = [word.strip(".,") for word in question.sentence.split()]
        assert all(word in words for word in content)
