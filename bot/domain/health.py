"""The health of what is stored."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check looked at: whether it is well, and what was seen and is to be done, in one line."""

    name: str
    ok: bool
    detail: str
