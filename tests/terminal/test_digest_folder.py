"""The folder that digests are written into."""

import json
from pathlib import Path

import pytest

from bot.errors import WartaError
from tests.digest.test_digests import add, document
from tests.digest.test_stories import BRIDGE, CHESS
from tests.terminal.test_digests import Shell, fixture_shell

__all__ = ["fixture_shell"]


def held(folder: Path) -> dict[str, bytes]:
    """What is in a folder."""
    return {one.name: one.read_bytes() for one in folder.iterdir()}


async def test_a_page_a_digest_and_what_was_there_stays(shell: Shell, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    await add(shell.app, document(BRIDGE, "Kabar A"))
    said = await shell.run("--html", str(out))
    assert "1 story out of 1 article" in said
    first = held(out)
    assert len(first) == 4
    shell.clock.move(seconds=90)
    await shell.run("--html", str(out))
    assert held(out) == first
    (out / "notes.json").write_text("{}", encoding="utf-8")
    (out / "2025-01-01-0123456789.json").write_text("not ours", encoding="utf-8")
    shell.clock.move(days=1)
    await add(shell.app, document(CHESS, "Kabar C"))
    record = await shell.json("--html", str(out))
    assert all(Path(one).is_file() for one in record["written"])
    after = held(out)
    assert {name for name in first if "-" in name} < set(after)
    index = after["index.html"].decode()
    assert index.index(CHESS[0]) < index.index(BRIDGE[0])
    assert after["notes.json"] == b"{}"
    assert not [name for name in after if name.startswith(".")]


async def test_a_page_that_was_removed_is_not_listed(shell: Shell, tmp_path: Path) -> None:
    out = tmp_path / "out"
    await add(shell.app, document(BRIDGE, "Kabar A"))
    (page,) = [
        Path(one)
        for one in (await shell.json("--html", str(out)))["written"]
        if one.endswith(".html") and "index" not in one
    ]
    page.unlink()
    shell.clock.move(days=2)
    await shell.run("--html", str(out))
    assert page.name not in (out / "index.html").read_text(encoding="utf-8")
    assert json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))["name"] == page.stem


async def test_a_file_is_no_folder(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("", encoding="utf-8")
    with pytest.raises(WartaError) as caught:
        await shell.run("--html", str(tmp_path / "out"))
    assert str(caught.value).startswith(f"{tmp_path / 'out'} cannot be written: ")
