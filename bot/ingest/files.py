"""What people hand over: files, addresses, standard input."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from bot.errors import DocumentError
from bot.paths import expanded

MIB = 1024 * 1024
_TODO = "hand over the text of one article"


@dataclass(frozen=True, slots=True)
class Handed:
    """One thing handed over: a URL, a file (`path`), bytes that are here (`data`) or will be read (`read`).

    `read` is given the largest number of bytes that is of use, and may return one more to say so. `asked`:
    a person handed it over; if none did, what sites ask of programs is honoured.
    """

    name: str
    url: str = ""
    path: Path | None = None
    data: bytes = b""
    read: Callable[[int], Awaitable[bytes]] | None = None
    asked: bool = True


def from_argument(argument: str) -> Handed:
    """A command line's word as what it names: an address of any scheme, which may be refused, else a file."""
    if "://" in argument:
        return Handed(argument, url=argument)
    return Handed(argument, path=expanded(argument))


def load(path: Path, max_bytes: int) -> bytes:
    """The bytes of a file. Raises DocumentError in a person's words."""
    what = f"{path} cannot be read"
    try:
        if path.is_dir():
            raise DocumentError(what, "it is a directory", f"name the files in it, such as {path}/*.txt")
        if (size := path.stat().st_size) > max_bytes:
            raise DocumentError(what, too_large(size, max_bytes), _TODO)
        # Not everything that has no size is empty: a pipe under /dev/fd is read up to the limit too.
        with path.open("rb") as file:
            return checked(file.read(max_bytes + 1), max_bytes, what)
    except FileNotFoundError as error:
        todo = "write https:// in front of an address" if path.name.startswith("www.") else "check the name"
        raise DocumentError(what, "there is no such file", todo) from error
    except PermissionError as error:
        raise DocumentError(what, "this user may not read it", "change its permissions") from error
    except OSError as error:
        raise DocumentError(what, error.strerror or str(error), "check the name") from error
    except ValueError as error:  # a NUL in the name
        raise DocumentError(what, "no file can have this name", "check the name") from error


def checked(data: bytes, max_bytes: int, what: str) -> bytes:
    """`data` if it is not too much, else DocumentError: `what` says what failed."""
    if len(data) > max_bytes:
        why = f"it is more than {max_bytes / MIB:,.0f} MiB, which is the most an article has"
        raise DocumentError(what, why, _TODO)
    return data


def too_large(size: int, max_bytes: int) -> str:
    """Why something of `size` bytes is refused."""
    return f"it is {size / MIB:,.1f} MiB, and an article has at most {max_bytes / MIB:,.0f}"
