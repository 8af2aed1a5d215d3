"""Bad input: one clear line, exit code 1, and nothing lost."""

import contextlib
import os
import sqlite3
from pathlib import Path

import pytest

from tests.e2e.warta import PASAR, TIMEOUT, WHO, Warta

BAD_FILES: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "there is no text in it"),
    "blank.txt": (b" \n\t\r\n ", "there is no text in it"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "it is a PNG image, not text"),
    "noise.txt": (bytes(range(256)) * 40, "it is not text"),
    "letters.txt": (b"\x81\x8d\x8f\x90\x9d\xff\xfe\x81" * 99, ""),
    "short.txt": (b"Halo", "it holds no sentences"),
    "page.html": (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", ""),
    "table.csv": (b"a,b\n1,2\n" * 9, "a table"),
}


def test_every_bad_document_is_one_line_and_the_good_one_is_kept(warta: Warta, tmp_path: Path) -> None:
    names = []
    for name, (data, _) in BAD_FILES.items():
        (tmp_path / name).write_bytes(data)
        names.append(str(tmp_path / name))
    with (tmp_path / "huge.txt").open("wb") as huge:
        huge.truncate(100 * 1024 * 1024)
    (tmp_path / "good.txt").write_text(PASAR, encoding="utf-8")
    others = {
        "huge.txt": "it is 100.0 MiB, and an article has at most 10",
        "": "it is a directory",
        "nowhere.txt": "there is no such file",
    }
    names += [str(tmp_path / name) for name in others]
    urls = {
        "http://127.0.0.1/": "not on the public internet",
        "http://[::1]/": "not on the public internet",
        "http://192.168.1.1/x": "not on the public internet",
        "http://169.254.169.254/latest": "not on the public internet",
        "http://[": "it is malformed",
    }
    code, out, error = warta.run("ingest", *names, *urls, str(tmp_path / "good.txt"))
    assert code == 1
    assert out.splitlines()[-1] == f"1 added, {len(names) + len(urls)} failed"
    lines = error.splitlines()
    assert len(lines) == len(names) + len(urls), error
    reasons = [why for _, why in BAD_FILES.values()] + list(others.values()) + list(urls.values())
    for line, name, why in zip(lines, [*names, *urls], reasons, strict=True):
        assert line.startswith(f"warta: {name}"), line
        assert why in line
        assert line.endswith(".")
    assert "Rahma Yuni" in warta.succeed("ask", WHO)
    assert warta.sound()


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root; tests/ingest covers load()")
def test_a_file_this_user_may_not_read(warta: Warta, tmp_path: Path) -> None:
    file = tmp_path / "locked.txt"
    file.write_text(PASAR, encoding="utf-8")
    file.chmod(0)
    assert "may not read" in warta.fail("ingest", str(file))


def test_standard_input_without_end_is_refused(warta: Warta) -> None:
    with Path("/dev/zero").open("rb") as endless, warta.start("ingest", "-", stdin=endless) as process:
        _, error = process.communicate(timeout=TIMEOUT)
    assert process.returncode == 1
    assert b"more than 10 MiB" in error


HOSTILE = [
    "AND OR NOT NEAR(a b, 3)",
    'text : "unclosed * ^ -',
    "Robert'); DROP TABLE articles;--",
    "\x1b[31mmerah\x07 siapa\x00",
    "siapa \u202eterbalik\u200b 🙂🙂",
    "x" * 1999,
]


def test_a_hostile_question_is_a_question(full: Warta) -> None:
    said = "\n".join(HOSTILE)
    out = full.succeed("chat", said=said)
    blocks = out.strip().split("\n\n")
    assert len(blocks) == len(HOSTILE)
    assert not {"\x1b", "\x07", "\u202e", "\0"} & set(out)
    assert full.sound()


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("", "The question is empty"),
        (" \t ", "The question is empty"),
        ("?!… ,.;", "holds no words"),
        ("🙂🙂", "holds no words"),
        ("apa " * 2500, "The question is too long"),
    ],
)
def test_no_question_is_one_line(full: Warta, question: str, why: str) -> None:
    assert why in full.fail("ask", question)


def test_a_database_that_is_not_ours_or_is_broken(full: Warta, tmp_path: Path) -> None:
    file = full.data / "warta.db"
    good = file.read_bytes()

    def lines(data: bytes) -> list[str]:
        for suffix in ("-wal", "-shm"):
            (full.data / f"warta.db{suffix}").unlink(missing_ok=True)
        file.write_bytes(data)
        return [full.fail("ask", "x"), full.fail("ingest", "-", said=PASAR), full.fail("articles", "list")]

    assert all("not a database" in line for line in lines(b"a shopping list\n" * 500))
    with contextlib.closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE shopping (item)")
    assert all("another program's database" in line for line in lines((tmp_path / "other.db").read_bytes()))
    with contextlib.closing(sqlite3.connect(file)) as newer:
        file.write_bytes(good)
        newer.execute("PRAGMA user_version = 9999")
    assert all("a newer Warta" in line for line in lines(file.read_bytes()))
    for data in (good[:5000], good[:100] + b"\xff" * (len(good) - 100)):
        assert all("warta.db" in line for line in lines(data))
        code, out, _ = full.run("doctor")
        assert code == 1
        assert "FAIL" in out


def test_a_disk_that_takes_no_more_loses_nothing(full: Warta, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    for number in range(150):
        words = " ".join(f"kata{number}x{place}" for place in range(400))
        (tmp_path / f"{number}.txt").write_text(f"Judul Nomor {number}\n{words}.", encoding="utf-8")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))

    files = [str(tmp_path / f"{number}.txt") for number in range(150)]
    with full.start("ingest", *files, preexec_fn=limit) as process:
        out, error = process.communicate(timeout=TIMEOUT)
    assert process.returncode == 1
    assert error.decode().count("\n") == 1
    assert "warta.db" in error.decode()
    # What was said to be added is there, and nothing of the rest.
    held = out.count(b"added") + 1
    noun = "article" if held == 1 else "articles"
    assert f"\n{held} {noun}, " in full.succeed("articles", "list")
    assert "Rahma Yuni" in full.succeed("ask", WHO)
    assert full.sound()


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="there is no place where even root may not write")
def test_a_place_that_cannot_be_written(full: Warta) -> None:
    assert "cannot be made" in full.fail("ask", WHO, "--data", "/proc/warta")
    assert "cannot be written" in full.fail("backup", "/proc/copy.db")


def test_settings_with_several_mistakes(warta: Warta, tmp_path: Path) -> None:
    config = tmp_path / "warta.toml"
    config.write_text("[answers]\nthreshhold = 1\nlimit = 0\n[discord]\ntoken = 'x'\n", encoding="utf-8")
    line = warta.fail("--config", str(config), "articles", "list")
    assert "did you mean threshold?" in line
    assert "answers.limit must lie between 1 and 10" in line
    assert "a token does not belong in a config file" in line
    assert not warta.data.exists()


def test_a_token_is_never_shown(full: Warta) -> None:
    full.environment |= {"WARTA_TOKEN": "hush-hush-hush", "WARTA_DISCORD_API": "http://127.0.0.1:9"}
    full.environment |= {"WARTA_LOG": "debug", "PYTHONWARNINGS": "default"}
    with full.start("run") as process:
        assert process.stderr is not None
        said = b""
        while b"trying again" not in said:
            said += process.stderr.readline()
        process.terminate()
        out, error = process.communicate(timeout=TIMEOUT)
    assert process.returncode == 0
    assert b"hush-hush" not in said + out + error


@pytest.mark.parametrize("token", ["hush hush", "hush\nhush", "hüsh"])
def test_what_cannot_be_a_token_is_one_line(warta: Warta, token: str) -> None:
    warta.environment["WARTA_TOKEN"] = token
    line = warta.fail("run")
    assert "cannot be a token" in line
    assert token not in line


def test_wrong_usage_exits_with_2(warta: Warta) -> None:
    assert "did you mean ask?" in warta.fail("aks", code=2)
    assert "only one can have it" in warta.fail("ingest", "a", "b", "--title", "x", code=2)
