"""What Warta is for, from the command line, and several of them side by side."""

import html
import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.e2e.warta import PASAR, TIMEOUT, WHO, Warta

SEED = Path(__file__).parents[2].parent / "shared/seed/article-deepseek-id.txt"


def test_a_newcomer_asks_the_sample_newsroom(warta: Warta) -> None:
    out = warta.succeed(
        "run", said="who accused DeepSeek?\nSiapa yang menuduh DeepSeek?\nwho won the world cup?\n"
    )
    first, second, third = (block.splitlines() for block in out.strip().split("\n\n"))
    assert first[0] == "> who accused DeepSeek?"
    assert "accused" in first[1]
    assert second[0] == "> Siapa yang menuduh DeepSeek?"
    assert second[1].startswith("“")
    assert third[1] == "Not in your sources."


@pytest.mark.skipif(not SEED.exists(), reason="the first article is not here")
def test_the_first_article(warta: Warta) -> None:
    assert warta.succeed("ingest", str(SEED)).startswith("added 1  ")
    text = SEED.read_text(encoding="utf-8")
    for question in (
        "who accused DeepSeek?",
        "what is distillation?",
        "kapan data dicuri?",
        "who is David Sacks?",
    ):
        answer = json.loads(warta.succeed("ask", "--json", question))
        assert not answer["abstained"], question
        assert all(one["text"] in text for one in answer["answers"])
        assert answer["answers"][0]["article"]["source"] == "Detiksport"
    assert json.loads(warta.succeed("ask", "--json", "who is the CEO of DeepSeek?"))["abstained"]


def test_from_a_file_to_an_answer_and_back(warta: Warta, tmp_path: Path) -> None:
    file = tmp_path / "pasar.txt"
    file.write_text(PASAR, encoding="utf-8")
    assert warta.succeed("ingest", str(file)).startswith("added 1  ")
    assert warta.succeed("ingest", str(file)).startswith("unchanged 1  ")
    file.write_text(PASAR + "\nAtap pasar itu masih baru.", encoding="utf-8")
    assert warta.succeed("ingest", str(file)).startswith("updated 1  ")
    assert "Rahma Yuni" in warta.succeed("ask", WHO)
    assert "Atap pasar" in warta.succeed("articles", "show", "1")
    copy = tmp_path / "copy.db"
    warta.succeed("backup", str(copy))
    assert warta.succeed("articles", "remove", "1").startswith("removed 1")
    assert warta.succeed("articles", "list") == "0 articles, 0 sentences\n"
    restored = json.loads(warta.succeed("restore", str(copy), "--json"))
    assert restored["articles"] == 1
    assert Path(restored["kept"]).is_file()
    assert "Rahma Yuni" in warta.succeed("ask", WHO)
    assert warta.sound()


def test_a_conversation_sees_what_another_process_adds(full: Warta, tmp_path: Path) -> None:
    file = tmp_path / "kapal.txt"
    file.write_text(
        "Kapal Berhenti\nDua kapal ke Cirandu berhenti karena gelombang empat meter.", encoding="utf-8"
    )
    with full.start("chat", stdin=subprocess.PIPE) as chat:
        assert chat.stdin is not None
        assert chat.stdout is not None
        chat.stdin.write(b"/articles list\n")
        chat.stdin.flush()
        assert any(b"1 article," in line for line in iter(chat.stdout.readline, b""))
        assert full.succeed("ingest", str(file)).startswith("added 2")
        out, error = chat.communicate(b"berapa kapal ke Cirandu yang berhenti?\n", timeout=TIMEOUT)
    assert (chat.returncode, error) == (0, b"")
    assert "Dua kapal" in out.decode()


def test_twenty_questions_at_once(full: Warta) -> None:
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: full.succeed("ask", WHO), range(20)))
    assert len(set(answers)) == 1
    assert "Rahma Yuni" in answers[0]


def test_writers_at_once_lose_nothing(warta: Warta) -> None:
    def add(number: int) -> str:
        text = PASAR.replace("Dibuka\n", f"Dibuka {number}\n").replace("Senin", f"Senin ke-{number}")
        return warta.succeed("ingest", "-", said=text)

    with ThreadPoolExecutor(6) as pool:
        assert all(line.startswith("added") for line in pool.map(add, range(6)))
    assert warta.succeed("articles", "list").endswith("6 articles, 12 sentences\n")
    assert warta.sound()


def test_a_digest_of_the_sample_newsroom_and_its_archive(warta: Warta, tmp_path: Path) -> None:
    out = warta.succeed("digest", "--sample", "--since", "2025-01-01", "--lang", "id", "--stories", "2")
    assert "2 berita dari 12 artikel" in out
    made = ["digest", "now", "--sample", "--since", "2025-01-01", "--html", str(tmp_path / "out"), "--json"]
    record = json.loads(warta.succeed(*made))
    texts = [quote["text"] for story in record["stories"] for quote in story["quotes"]]
    pages = [Path(one).read_text(encoding="utf-8") for one in record["written"] if one.endswith(".html")]
    assert all(html.escape(text) in pages[0] for text in texts)
    assert json.loads(warta.succeed(*made))["written"] == record["written"]
    assert "no stretch of time" in warta.fail("digest", "--since", "tomorrow morning", code=2)
