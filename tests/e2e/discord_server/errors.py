"""Failures as Discord words them: a status, a code, a message and, for a bad form, where it is bad."""

import json
from dataclasses import dataclass

from tests.e2e.discord_server.constants import Code, Json


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a body: where, Discord's name for it, and its sentence."""

    path: str
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.path or 'body'}: {self.message} ({self.code})"


class ApiError(Exception):
    """Ends a request with Discord's error body."""

    def __init__(self, status: int, code: int, message: str, problems: list[Problem] | None = None) -> None:
        super().__init__(f"{status} {code} {message}")
        self.status = status
        self.code = code
        self.message = message
        self.problems = problems or []

    def body(self) -> bytes:
        said: Json = {"message": self.message, "code": int(self.code)}
        if self.problems:
            said["errors"] = nested(self.problems)
        return json.dumps(said).encode()


def nested(problems: list[Problem]) -> Json:
    """The `errors` of a body: a tree along the path, `_errors` at its leaves."""
    tree: Json = {}
    for problem in problems:
        node = tree
        for step in problem.path.split(".") if problem.path else []:
            node = node.setdefault(step, {})
        node.setdefault("_errors", []).append({"code": problem.code, "message": problem.message})
    return tree


def invalid_form(problems: list[Problem]) -> ApiError:
    return ApiError(400, Code.INVALID_FORM_BODY, "Invalid Form Body", problems)


def unknown_channel() -> ApiError:
    return ApiError(404, Code.UNKNOWN_CHANNEL, "Unknown Channel")


def unknown_message() -> ApiError:
    return ApiError(404, Code.UNKNOWN_MESSAGE, "Unknown Message")


def missing_access() -> ApiError:
    return ApiError(403, Code.MISSING_ACCESS, "Missing Access")


def missing_permissions() -> ApiError:
    return ApiError(403, Code.MISSING_PERMISSIONS, "Missing Permissions")
