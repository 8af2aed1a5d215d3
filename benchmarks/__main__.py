"""`make bench`: every table, one after the other. `python -m benchmarks --help` chooses.

The accuracy table needs the evaluation data and program, looked for in ../shared/eval beside the project;
without them it is left out with a line that says so.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time

from benchmarks.development import EVALUATION

_TABLES = ("process", "speed", "text", "answers", "spans")
_RUNS = 7
_ENGINES = {
    "Warta": ["--cmd", f"{sys.executable} -m benchmarks.answers"],
    "FTS5 unicode61": ["--adapter", str(EVALUATION / "adapters" / "baselines.py") + ":Unicode61"],
    "bm25s with stems": ["--adapter", str(EVALUATION / "adapters" / "baselines.py") + ":BM25SStop"],
    "rapidfuzz token_set_ratio": ["--adapter", str(EVALUATION / "adapters" / "baselines.py") + ":TokenSet"],
}


def process() -> None:
    """`warta ask` as a whole process on the sample newsroom: wall seconds and peak memory."""
    with tempfile.TemporaryDirectory() as directory:
        command = [
            sys.executable,
            "-m",
            "bot",
            "ask",
            "--sample",
            "--data",
            directory,
            "--json",
            "who accused DeepSeek?",
        ]
        subprocess.run(command, check=True, capture_output=True)
        walls, peaks = [], []
        for _ in range(_RUNS):
            start = time.perf_counter()
            child = subprocess.run(
                [sys.executable, "-c", _MEASURED, *command], check=True, capture_output=True, text=True
            )
            walls.append(time.perf_counter() - start)
            peaks.append(int(child.stdout.split()[-1]) / 1024)
    print(f"warta ask, whole process, {_RUNS} runs: median {statistics.median(walls):.2f} s,", end=" ")
    print(f"peak memory {statistics.median(peaks):.0f} MB")


# Runs the command that follows and prints its peak resident memory in KiB.
_MEASURED = (
    "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL);"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)


def speed() -> None:
    """Ingest and answering on invented news of two sizes."""
    subprocess.run([sys.executable, "-m", "benchmarks.speed"], check=True)


def text() -> None:
    """Language, sentences and dates against the libraries that were considered."""
    subprocess.run([sys.executable, "-m", "benchmarks.text"], check=True)


def answers() -> None:
    """Right sentences on the development questions, beside plain engines (bm25s where it is installed)."""
    if not (EVALUATION / "evaluate.py").exists():
        print("No accuracy table: the evaluation data is looked for in ../shared/eval, and is not there.")
        return
    for name, arguments in _ENGINES.items():
        print(f"\n{name}", flush=True)
        evaluate = [sys.executable, str(EVALUATION / "evaluate.py"), "--split", "dev", *arguments]
        sets = "seed,facqa,facqa-en,tydi-id,squad,xquad-en,xling-en-id,xling-id-en"
        if subprocess.run([*evaluate, "--sets", sets], check=False).returncode:
            print(f"{name} could not be measured")


def spans() -> None:
    """The words in bold against the answers of the development questions."""
    subprocess.run([sys.executable, "-m", "benchmarks.spans"], check=True)


def main() -> None:
    """Print the tables asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "tables", nargs="*", choices=[*_TABLES, []], help=f"of {', '.join(_TABLES)}; all by default"
    )
    chosen = parser.parse_args().tables or _TABLES
    for name in chosen:
        print(f"\n== {name}", flush=True)
        {"process": process, "speed": speed, "text": text, "answers": answers, "spans": spans}[name]()


if __name__ == "__main__":
    main()
