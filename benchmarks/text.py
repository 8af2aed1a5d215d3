"""What the text layer's figures come from: python -m benchmarks.text [--eval DIR]

Language: share of documents and questions whose language is named rightly, microseconds each, and what the
engine adds to the resident memory. Sentences: boundaries that agree with the reference splitter of the
evaluation, as precision, recall and F1, and microseconds a document. Dates: hand-written values read rightly,
microseconds each. Other engines are measured beside Warta's only where they are installed.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from bot.text.dates import parse_date
from bot.text.language import detect
from bot.text.sentences import split

Spans = list[tuple[int, int]]
Labelled = Sequence[tuple[str, str]]  # (text, language)

EVAL = Path(__file__).resolve().parent.parent.parent / "shared" / "eval"
LINGUA = """INDONESIAN ENGLISH MALAY GERMAN SPANISH FRENCH DUTCH PORTUGUESE ITALIAN VIETNAMESE TAGALOG TURKISH
    POLISH"""

# A value as a page or a person gives it, and the day it means; "" is no date.
DATES = [
    ("30/1/2025", "2025-01-30"),
    ("(30/1/2025)", "2025-01-30"),
    ("Kamis (30/1/2025)", "2025-01-30"),
    ("5/6/2025", "2025-06-05"),
    ("05-06-2025", "2025-06-05"),
    ("5.6.2025", "2025-06-05"),
    ("2025-06-05", "2025-06-05"),
    ("2025/06/05", "2025-06-05"),
    ("20250605", "2025-06-05"),
    ("5 Juni 2025", "2025-06-05"),
    ("5 June 2025", "2025-06-05"),
    ("June 5, 2025", "2025-06-05"),
    ("Jun. 5, 2025", "2025-06-05"),
    ("5th of June 2025", "2025-06-05"),
    ("Thursday, June 5, 2025", "2025-06-05"),
    ("Kamis, 5 Juni 2025", "2025-06-05"),
    ("Jum'at, 6 Juni 2025", "2025-06-06"),
    ("17 Agustus 2024", "2024-08-17"),
    ("17 Agt 2024", "2024-08-17"),
    ("17 Agu 2024", "2024-08-17"),
    ("17 Ags 2024", "2024-08-17"),
    ("1 Mei 2024", "2024-05-01"),
    ("1 Okt 2024", "2024-10-01"),
    ("1 Des 2024", "2024-12-01"),
    ("1 Nopember 2024", "2024-11-01"),
    ("Kamis, 5 Jun 2025 10:30 WIB", "2025-06-05"),
    ("5 Juni 2025 pukul 10.30 WITA", "2025-06-05"),
    ("5 Juni 2025 | 10:30 WIT", "2025-06-05"),
    ("June 5, 2025 5 p.m. GMT", "2025-06-05"),
    ("Diterbitkan 5 Juni 2025", "2025-06-05"),
    ("2025-06-05T10:30:00+07:00", "2025-06-05"),
    ("2025-06-05T10:30:00Z", "2025-06-05"),
    ("2025-06-05 10:30:00", "2025-06-05"),
    ("Thu, 05 Jun 2025 10:30:00 +0700", "2025-06-05"),
    ("Thu, 05 Jun 2025 10:30:00 GMT", "2025-06-05"),
    ("12/31/2024", "2024-12-31"),
    ("31/2/2025", ""),
    ("5 Juni 1850", ""),
    ("rapat", ""),
    ("Rp 2025", ""),
    ("pasal 5", ""),
    ("2-1", ""),
]


# -- engines ------------------------------------------------------------------------------------------


def language_engines() -> Iterator[tuple[str, Callable[[], Callable[[str], str]]]]:
    """Name and a loader for each engine; the loader raises ImportError where it is not installed."""

    def py3langid() -> Callable[[str], str]:
        module: Any = import_module("py3langid")
        return lambda text: str(module.classify(text)[0])

    def lingua() -> Callable[[str], str]:
        module: Any = import_module("lingua")
        languages = [getattr(module.Language, name) for name in LINGUA.split()]
        detector = module.LanguageDetectorBuilder.from_languages(*languages).build()

        def named(text: str) -> str:
            found = detector.detect_language_of(text)
            return str(found.iso_code_639_1.name).lower() if found else "und"

        return named

    yield "warta", lambda: detect
    yield "py3langid", py3langid
    yield "lingua", lingua


def sentence_engines() -> Iterator[tuple[str, Callable[[], Callable[[str, str], Spans]]]]:
    """Name and a loader for each engine; the loader raises ImportError where it is not installed."""

    def sentencex() -> Callable[[str, str], Spans]:
        module: Any = import_module("sentencex")
        return lambda text, language: [
            (found["start_index"], found["end_index"])
            for found in module.get_sentence_boundaries(language, text)
        ]

    def pysbd() -> Callable[[str, str], Spans]:
        segmenter: Any = import_module("pysbd").Segmenter(language="en", clean=False, char_span=True)
        return lambda text, _: [(found.start, found.end) for found in segmenter.segment(text)]

    yield "warta", lambda: split
    yield "sentencex", sentencex
    yield "pysbd", pysbd


def date_engines() -> Iterator[tuple[str, Callable[[], Callable[[str], str]]]]:
    """Name and a loader for each engine; the loader raises ImportError where it is not installed."""

    def dateparser() -> Callable[[str], str]:
        module: Any = import_module("dateparser")
        settings = {"DATE_ORDER": "DMY", "REQUIRE_PARTS": ["day", "month", "year"], "STRICT_PARSING": True}

        def parsed(text: str) -> str:
            found: datetime | None = module.parse(text, languages=["id", "en"], settings=settings)
            return found.date().isoformat() if found else ""

        return parsed

    yield "warta", lambda: lambda text: parse_date(text)[:10]
    yield "dateparser", dateparser


# -- tables ------------------------------------------------------------------------------------------


def resident() -> float:
    """Resident memory of this process in MB, 0 where the system does not say."""
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6
    return 0.0


def language_table(samples: dict[str, Labelled]) -> None:
    """Share named rightly by language, µs each, and MB."""
    print("\nlanguage    what         languages named rightly                                  µs     MB")
    for name, load in language_engines():
        before = resident()
        try:
            engine = load()
        except ImportError:
            continue
        for what, labelled in samples.items():
            engine(labelled[0][0])
            start = time.perf_counter()
            named = [engine(text) for text, _ in labelled]
            micros = (time.perf_counter() - start) / len(labelled) * 1e6
            wanted = Counter(language for _, language in labelled)
            hits = Counter(want for got, (_, want) in zip(named, labelled, strict=True) if got == want)
            shares = [f"{language} {hits[language] / wanted[language]:.4f}" for language in sorted(wanted)]
            print(f"{name:11} {what:12} {'  '.join(shares):55} {micros:6.0f} {resident() - before:6.1f}")


def ends(text: str, spans: Spans) -> set[int]:
    """Where the sentences of `spans` end, white space aside; those without a letter or digit are left out."""
    return {
        start + len(text[start:end].rstrip())
        for start, end in spans
        if any(map(str.isalnum, text[start:end]))
    }


def sentence_table(documents: Labelled, reference: Callable[[str], Spans]) -> None:
    """Agreement with the reference splitter by language, and µs a document."""
    print("\nsentences   lang  precision  recall      F1  failed      µs")
    for name, load in sentence_engines():
        try:
            engine = load()
        except ImportError:
            continue
        for language in sorted({language for _, language in documents}):
            texts = [text for text, of in documents if of == language]
            failed, results = 0, []
            start = time.perf_counter()
            for text in texts:
                try:
                    results.append(engine(text, language))
                except KeyboardInterrupt:
                    raise
                except BaseException:  # noqa: BLE001  sentencex's Rust panics are no Exceptions
                    failed += 1
                    results.append([])
            micros = (time.perf_counter() - start) / len(texts) * 1e6
            got = [ends(text, spans) for text, spans in zip(texts, results, strict=True)]
            want = [ends(text, reference(text)) for text in texts]
            agreed = sum(len(one & other) for one, other in zip(got, want, strict=True))
            precision, recall = agreed / sum(map(len, got)), agreed / sum(map(len, want))
            score = 2 * precision * recall / (precision + recall)
            print(
                f"{name:11} {language:5} {precision:9.4f} {recall:7.4f} {score:7.4f} {failed:7} {micros:7.0f}"
            )


def date_table() -> None:
    """Hand-written values read rightly, and µs each."""
    print("\ndates       right       µs")
    for name, load in date_engines():
        try:
            engine = load()
        except ImportError:
            continue
        right = [engine(value) == day for value, day in DATES]
        start = time.perf_counter()
        for value, _ in DATES:
            engine(value)
        micros = (time.perf_counter() - start) / len(DATES) * 1e6
        print(f"{name:11} {sum(right)}/{len(DATES)} {micros:8.1f}")


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def main(arguments: Sequence[str]) -> int:
    """Print the tables; 0 also when there is no evaluation data."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.text", description=__doc__.splitlines()[0])
    parser.add_argument("--eval", type=Path, default=EVAL, metavar="DIR", help="the evaluation's directory")
    directory: Path = parser.parse_args(arguments).eval
    data = directory / "data" / "dev"
    if not data.is_dir():
        print(f"No evaluation data in {directory}: nothing to measure. --eval DIR names another place.")
        return 0
    documents = [(str(row["text"]), str(row["lang"])) for row in lines(data / "documents.jsonl")]
    asked = {(str(row["question"]), str(row["question_lang"])) for row in lines(data / "questions.jsonl")}
    language_table({"documents": documents, "questions": sorted(asked)})
    sys.path.insert(0, str(directory))
    sentence_table(documents, import_module("splitter").spans)
    date_table()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
