"""What people hand over: files, addresses, standard input."""

from dataclasses import dataclass
from pathlib import Path

from bot.errors import DocumentError

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Handed:
    """One thing handed over: a URL, a file (`path`), or bytes that are already here (`data`)."""

    name: str
    url: str = ""
    path: Path | None = None
    data: bytes = b""


def from_argument(argument: str) -> Handed:
    """A command line's word as what it names: a URL when it begins like one, else a file."""
    if argument.lower().startswith(("http://", "https://")):
        return Handed(argument, url=argument)
    return Handed(argument, path=Path(argument).expanduser())


def load(path: Path, max_bytes: int) -> bytes:
    """The bytes of a file. Raises DocumentError in a person's words."""
    what = f"{path} cannot be read"
    try:
        if path.is_dir():
            raise DocumentError(what, "it is a directory", f"name the files in it, such as {path}/*.txt")
        if (size := path.stat().st_size) > max_bytes:
            raise DocumentError(what, too_large(size, max_bytes), "hand over the text of one article")
        # Not everything that has no size is empty: a pipe under /dev/fd is read up to the limit too.
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except FileNotFoundError as error:
        raise DocumentError(what, "there is no such file", "check the name") from error
    except PermissionError as error:
        raise DocumentError(what, "this user may not read it", "change its permissions") from error
    except OSError as error:
        raise DocumentError(what, error.strerror or str(error), "check the name") from error
    if len(data) > max_bytes:
        raise DocumentError(what, too_large(len(data), max_bytes), "hand over the text of one article")
    return data


def too_large(size: int, max_bytes: int) -> str:
    """Why something of `size` bytes is refused."""
    return f"it is {size / MIB:,.0f} MiB, and an article has at most {max_bytes / MIB:,.0f}"
