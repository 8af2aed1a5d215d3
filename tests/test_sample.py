"""The sample newsroom: articles in the shapes real ones have, none of it anybody else's."""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path

import lxml.html
import pytest

SEED = Path(__file__).resolve().parents[2] / "shared" / "seed"
TITLE_NOISE = re.compile(r" Foto: [^\n]{3,60}$")
SENTENCE_END = re.compile(r"[.?!][”\"]?(?=\s|$)")
FIELDS = {"title", "source", "author", "date", "url", "lang"}


@dataclass(frozen=True, slots=True)
class Piece:
    """One sample article as this test reads it: what it says of itself and its body, a paragraph a line."""

    name: str
    about: dict[str, str]
    body: str


def spaced(text: str) -> str:
    """`text` with every run of white space made one space."""
    return " ".join(text.split())


def read_text(name: str, text: str) -> Piece:
    """A pasted article: headline with its photo credit, dateline, body, and whose it is on the last line."""
    headline, *lines, last = text.strip().split("\n")
    about = {"title": TITLE_NOISE.sub("", headline), "source": last.removeprefix("Sumber "), "lang": "id"}
    return Piece(name, about, "\n".join(lines))


def read_markdown(name: str, text: str) -> Piece:
    """An article with front matter."""
    _, head, body = text.split("---\n", 2)
    pairs = (line.split(": ", 1) for line in head.strip().split("\n"))
    return Piece(name, dict(pairs), "\n".join(spaced(block) for block in body.strip().split("\n\n")))


def read_page(name: str, text: str) -> Piece:
    """A whole web page with its JSON-LD."""
    page = lxml.html.fromstring(text)
    data = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))
    author = data["author"][0] if isinstance(data["author"], list) else data["author"]
    about = {
        "title": data["headline"],
        "source": data["publisher"]["name"],
        "author": author["name"],
        "date": data["datePublished"],
        "url": data["mainEntityOfPage"],
        "lang": data["inLanguage"],
    }
    paragraphs = page.xpath("//article//p[not(@class)]")
    return Piece(name, about, "\n".join(spaced(each.text_content()) for each in paragraphs))


READERS = {".txt": read_text, ".md": read_markdown, ".html": read_page}


def newsroom() -> list[Piece]:
    """Every file of the sample, read."""
    found = sorted(files("bot").joinpath("sample").iterdir(), key=lambda each: each.name)
    return [READERS[Path(each.name).suffix](each.name, each.read_text(encoding="utf-8")) for each in found]


def sentences(piece: Piece) -> list[str]:
    """The sentences of the body, roughly: cut after a full stop, question or exclamation mark."""
    pieces: list[str] = []
    for line in piece.body.split("\n"):
        ends = [match.end() for match in SENTENCE_END.finditer(line)]
        starts = [0, *ends]
        pieces += [line[start:end].strip() for start, end in zip(starts, ends, strict=False)]
    return pieces


def squeezed(text: str) -> str:
    """Only the letters and digits of `text`, lower case, so that quotes and dashes hide no copy."""
    return " ".join(re.findall(r"\w+", text.lower()))


@pytest.fixture(scope="module", name="pieces")
def fixture_pieces() -> list[Piece]:
    """The sample newsroom."""
    return newsroom()


def test_there_is_a_newsroom_in_both_languages_and_every_shape(pieces: list[Piece]) -> None:
    assert len(pieces) >= 8
    languages = [piece.about["lang"] for piece in pieces]
    assert languages.count("en") >= 4
    assert languages.count("id") >= 4
    assert {Path(piece.name).suffix for piece in pieces} == {".txt", ".md", ".html"}
    assert len({piece.about["source"] for piece in pieces}) >= 4


def test_articles_are_short(pieces: list[Piece]) -> None:
    for piece in pieces:
        assert 90 <= len(piece.body.split()) <= 220, piece.name
        assert 5 <= len(sentences(piece)) <= 12, piece.name


def test_articles_say_what_they_are(pieces: list[Piece]) -> None:
    for piece in pieces:
        assert len(piece.about["title"]) >= 20, piece.name
        if not piece.name.endswith(".txt"):
            assert set(piece.about) == FIELDS, piece.name
            when = piece.about["date"]
            day = date.fromisoformat(when) if len(when) == 10 else datetime.fromisoformat(when).date()
            assert day.year == 2025, piece.name
            assert re.match(r"https://[a-z-]+\.example\.org/\S+$", piece.about["url"]), piece.name


def test_pasted_articles_have_the_noise_of_pasted_articles() -> None:
    for each in files("bot").joinpath("sample").iterdir():
        if each.name.endswith(".txt"):
            lines = each.read_text(encoding="utf-8").strip().split("\n")
            assert TITLE_NOISE.search(lines[0]), each.name
            assert lines[1].startswith("Tambakreja – "), each.name
            assert lines[-1] == "Sumber Suara Tambakreja", each.name


def test_titles_and_urls_are_used_once(pieces: list[Piece]) -> None:
    titles = [piece.about["title"] for piece in pieces]
    urls = [piece.about["url"] for piece in pieces if "url" in piece.about]
    assert len(set(titles)) == len(titles)
    assert len(set(urls)) == len(urls)


def test_the_question_of_the_readme_has_its_answer_in_both_languages(pieces: list[Piece]) -> None:
    everything = [sentence for piece in pieces for sentence in sentences(piece)]
    assert any("flooded 312 houses in Tambakreja" in sentence for sentence in everything)
    assert any("312 rumah di Kecamatan Tambakreja terendam banjir" in sentence for sentence in everything)


def test_no_sentence_is_printed_twice(pieces: list[Piece]) -> None:
    everything = [squeezed(sentence) for piece in pieces for sentence in sentences(piece)]
    assert len(set(everything)) == len(everything)


@pytest.mark.skipif(not SEED.is_dir(), reason="the seed article is not here")
def test_no_run_of_seven_words_comes_from_the_seed(pieces: list[Piece]) -> None:
    # Seven words in a row is far below a sentence: it catches a copied half as well.
    runs: set[tuple[str, ...]] = set()
    for path in SEED.iterdir():
        words = squeezed(path.read_text(encoding="utf-8")).split()
        runs.update(tuple(words[at : at + 7]) for at in range(len(words) - 6))
    assert runs
    for piece in pieces:
        words = squeezed(f"{piece.about['title']} {piece.body}").split()
        copied = [words[at : at + 7] for at in range(len(words) - 6) if tuple(words[at : at + 7]) in runs]
        assert not copied, piece.name
