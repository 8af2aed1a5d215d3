"""Pipes, terminals and signals."""

import contextlib
import json
import os
import pty
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.warta import TIMEOUT, WHO, Warta


def test_a_reader_that_has_seen_enough(full: Warta) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with full.start("articles", "show", "1", stdout=writing) as process:
        os.close(writing)
        _, error = process.communicate(timeout=TIMEOUT)
    assert (process.returncode, error) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_output_that_cannot_be_written(full: Warta) -> None:
    with Path("/dev/full").open("wb") as device, full.start("articles", "list", stdout=device) as process:
        _, error = process.communicate(timeout=TIMEOUT)
    assert process.returncode != 0
    assert error.decode().startswith("warta: the output cannot be written: No space left on device.\n")
    assert b"Traceback" not in error


def test_without_home_and_without_unicode(full: Warta) -> None:
    for name in ("HOME", "LANG", "LC_ALL"):
        full.environment.pop(name, None)
    full.environment |= {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    assert "“" in full.succeed("ask", WHO)


@contextlib.contextmanager
def terminal(warta: Warta, *words: str) -> Iterator[tuple["subprocess.Popen[bytes]", int]]:
    """A process whose standard streams are a terminal, and our end of it."""
    ours, theirs = pty.openpty()
    with warta.start(*words, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True) as process:
        os.close(theirs)
        try:
            yield process, ours
        finally:
            process.kill()
            os.close(ours)


def read_until(ours: int, wanted: str, seconds: float = 20) -> str:
    text = ""
    deadline = time.monotonic() + seconds
    os.set_blocking(ours, False)
    while wanted not in text and time.monotonic() < deadline:
        with contextlib.suppress(BlockingIOError, OSError):
            text += os.read(ours, 65536).decode(errors="replace")
        time.sleep(0.01)
    assert wanted in text, text
    return text


def test_a_person_at_a_terminal(full: Warta) -> None:
    full.environment |= {"TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
    with terminal(full, "chat") as (process, ours):
        read_until(ours, "warta>")
        os.write(ours, f"{WHO}\r".encode())
        assert "Rahma Yuni" in read_until(ours, "╰")
        os.write(ours, b"/ask --help\r")
        read_until(ours, "usage: /ask")
        os.write(ours, b"\x03")
        os.write(ours, b"\x04")
        assert process.wait(TIMEOUT) == 0


def test_colours_are_left_out_when_asked(full: Warta) -> None:
    full.environment["TERM"] = "xterm"
    with terminal(full, "ask", WHO) as (process, ours):
        text = read_until(ours, "╰")
        assert process.wait(TIMEOUT) == 0
    assert "\x1b[32m" not in text
    del full.environment["NO_COLOR"]
    with terminal(full, "ask", WHO) as (process, ours):
        assert "\x1b[32m" in read_until(ours, "╰")
        assert process.wait(TIMEOUT) == 0


@pytest.mark.parametrize("words", [("ingest", "-"), ("chat",)])
def test_ctrl_c_ends_what_waits_for_input(full: Warta, words: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    with full.start(*words, stdin=reading) as process:
        os.close(reading)
        os.write(writing, b"siapa?\n")
        time.sleep(1.2)
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=10)
        os.close(writing)
    assert process.returncode == 130
    assert error.decode().startswith("warta: interrupted")
    assert b"Traceback" not in error
    assert b"Fatal" not in error


def test_ctrl_c_in_the_middle_of_a_batch_keeps_what_was_reported(full: Warta, tmp_path: Path) -> None:
    for number in range(600):
        words = " ".join(f"kata{number}x{place}" for place in range(300))
        (tmp_path / f"{number}.txt").write_text(f"Judul Nomor {number}\n{words}.", encoding="utf-8")
    with full.start("ingest", *(str(tmp_path / f"{number}.txt") for number in range(600))) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=TIMEOUT)
    assert process.returncode == 130
    assert error.decode() == "warta: interrupted; what was reported as done is stored.\n"
    reported = (first + out).count(b"added")
    listed = json.loads(full.succeed("articles", "list", "--json"))["total"] - 1
    assert reported <= listed < 600
    assert full.sound()
