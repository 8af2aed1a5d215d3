"""Names of files as people write them."""

from pathlib import Path


def expanded(name: str) -> Path:
    """`name` as a path, a leading ~ standing for the home directory where there is one."""
    try:
        return Path(name).expanduser()
    except RuntimeError:  # no such user, or no home
        return Path(name)
