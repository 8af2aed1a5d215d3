"""The folder of web pages that digests are written into."""

import os
from collections.abc import Mapping
from pathlib import Path

from bot.digest.archive import Kept, read_kept, write
from bot.domain import Digest
from bot.errors import WartaError

_LARGEST = 1_000_000  # bytes of a JSON file beside a page; a larger one is somebody else's


def write_folder(folder: Path, digest: Digest) -> tuple[Kept, list[Path]]:
    """Write a digest into a folder, made if it is not there; the page, and the files that were written.

    What else is in the folder stays as it is. Raises WartaError.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        kept, files = write(digest, _known(folder))
        return kept, _write_all(folder, files)
    except OSError as error:
        raise WartaError(
            f"{folder} cannot be written", error.strerror or str(error), "name another folder with --html"
        ) from error


def _known(folder: Path) -> list[Kept]:
    """The pages that are there, with what the files beside them say."""
    found = []
    for file in sorted(folder.glob("*.json")):
        if not file.is_file() or file.stat().st_size > _LARGEST:
            continue
        kept = read_kept(file.read_text(encoding="utf-8", errors="replace"))
        if kept is not None and kept.record == file.name and (folder / kept.page).is_file():
            found.append(kept)
    return found


def _write_all(folder: Path, files: Mapping[str, str]) -> list[Path]:
    """Write files, each whole or not at all: somebody may be reading the folder."""
    written = []
    for name, text in files.items():
        target, beside = folder / name, folder / f".{name}.{os.getpid()}"
        try:
            beside.write_text(text, encoding="utf-8", newline="\n")
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
        written.append(target)
    return written
