"""Collects what is wrong with a body, in Discord's codes and words."""

from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

from tests.e2e.discord_server.errors import Problem


class Form:
    """The problems of one body; every check takes the path of what it looks at."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def bad(self, path: str, code: str, message: str) -> None:
        self.problems.append(Problem(path, code, message))

    def text(self, path: str, value: object, low: int, high: int, *, needed: bool = True) -> None:
        """A string of `low` to `high` characters; spaces around it do not make it longer than nothing."""
        if value is None:
            if needed:
                self.required(path)
        elif not isinstance(value, str):
            self.bad(path, "STRING_TYPE_CONVERT", "Could not interpret value as string.")
        elif not value.strip() and low:
            self.required(path)
        elif len(value) > high:
            self.bad(path, "BASE_TYPE_MAX_LENGTH", f"Must be {high} or fewer in length.")
        elif len(value) < low:
            self.bad(path, "BASE_TYPE_MIN_LENGTH", f"Must be {low} or more in length.")

    def number(self, path: str, value: object, low: float, high: float) -> None:
        """A whole number or a fraction in a range, or nothing."""
        if value is None:
            return
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.bad(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
        elif value > high:
            self.bad(path, "NUMBER_TYPE_MAX", f"int value should be less than or equal to {high}.")
        elif value < low:
            self.bad(path, "NUMBER_TYPE_MIN", f"int value should be greater than or equal to {low}.")

    def items(self, path: str, value: object, low: int, high: int) -> list[Any]:
        """A list of `low` to `high` things, which is returned; nothing counts as an empty one."""
        if value is None:
            value = []
        if not isinstance(value, list):
            self.bad(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType.")
            return []
        if not low <= len(value) <= high:
            if not value:
                self.required(path)
            else:
                said = f"Must be between {low} and {high} in length."
                self.bad(path, "BASE_TYPE_BAD_LENGTH", said)
        return value

    def objects(self, path: str, value: object, low: int, high: int) -> list[dict[str, Any]]:
        """The same of objects; what is none is reported and left out."""
        found = []
        for index, one in enumerate(self.items(path, value, low, high)):
            if isinstance(one, dict):
                found.append(one)
            else:
                self.bad(
                    f"{path}.{index}", "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType."
                )
        return found

    def one_of(self, path: str, value: object, allowed: Collection[object]) -> None:
        if value not in allowed:
            self.bad(path, "BASE_TYPE_CHOICES", f"Value must be one of {sorted(map(str, allowed))}.")

    def required(self, path: str) -> None:
        self.bad(path, "BASE_TYPE_REQUIRED", "This field is required")

    def url(
        self, path: str, value: object, schemes: Collection[str] = ("http", "https"), high: int = 2048
    ) -> None:
        """A well-formed address, or nothing."""
        if value is None:
            return
        self.text(path, value, 1, high)
        try:
            parts = urlsplit(str(value))
            fine = parts.scheme in schemes and bool(parts.netloc)
        except ValueError:
            fine = False
        if not fine or any(one.isspace() for one in str(value)):
            self.bad(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")

    def unique(self, path: str, values: list[Any], code: str, message: str) -> None:
        if len(set(map(str, values))) != len(values):
            self.bad(path, code, message)
