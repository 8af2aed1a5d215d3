"""Runs `warta` as its users do: a process of its own over one data directory."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

PASAR = (
    "Pasar Muara Teduh Dibuka\nPasar ikan Muara Teduh dibuka kembali oleh Rahma Yuni pada Senin (3/3/2025)."
)
WHO = "siapa yang membuka kembali pasar ikan Muara Teduh?"
TIMEOUT = 60  # seconds


class Warta:
    """Runs `python -m bot` over one data directory."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.environment = {
            "PATH": os.environ["PATH"],
            "WARTA_DATA": str(data),
            "PYTHONWARNINGS": "error",
            "NO_COLOR": "1",
            "COLUMNS": "80",
        }

    def start(self, *words: str, **options: Any) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-m", "bot", *words],
            env=self.environment,
            cwd=Path(__file__).parents[2],
            **{"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options},
        )

    def run(self, *words: str, said: str | bytes = b"", **options: Any) -> tuple[int, str, str]:
        """Exit code, standard output and standard error."""
        with self.start(*words, stdin=subprocess.PIPE, **options) as process:
            try:
                data = said.encode() if isinstance(said, str) else said
                out, error = process.communicate(data, timeout=TIMEOUT)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        return process.returncode, (out or b"").decode(), (error or b"").decode()

    def succeed(self, *words: str, said: str | bytes = b"") -> str:
        code, out, error = self.run(*words, said=said)
        assert (code, error) == (0, ""), error
        return out

    def fail(self, *words: str, said: str | bytes = b"", code: int = 1) -> str:
        """The one line a failing command says."""
        found, out, error = self.run(*words, said=said)
        assert "Traceback" not in error
        assert error.count("\n") == 1, error
        assert error.startswith("warta: ")
        assert (found, out) == (code, "")
        return error.strip()

    def sound(self) -> bool:
        findings = json.loads(self.succeed("doctor", "--json"))
        return all(one["ok"] for one in findings)
