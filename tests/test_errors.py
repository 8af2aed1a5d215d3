"""The tree of exceptions: as drawn, and one line each."""

import inspect

from bot import errors
from bot.errors import ConfigError, WartaError


def drawn() -> dict[str, str]:
    """Each class of the docstring's drawing, with the class it hangs under."""
    parents: dict[str, str] = {}
    path: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        if not line.startswith("    "):
            continue
        bare = line[4:].lstrip(" │├└─")
        depth = (len(line) - 4 - len(bare)) // 4
        name = bare.split()[0]
        path[depth:] = [name]
        parents[name] = path[depth - 1] if depth else "Exception"
    return parents


def test_the_drawing_is_the_tree() -> None:
    classes = [
        one for _, one in inspect.getmembers(errors, inspect.isclass) if one.__module__ == "bot.errors"
    ]
    assert drawn() == {one.__name__: one.__bases__[0].__name__ for one in classes}


def test_every_class_says_what_it_is() -> None:
    assert all(getattr(errors, name).__doc__ for name in drawn())


def test_an_error_is_one_line_with_one_full_stop() -> None:
    assert str(WartaError("What")) == "What."
    assert str(WartaError("What", "why")) == "What: why."
    assert str(WartaError("What", "why", "do it.")) == "What: why. Do it."
    assert str(WartaError("What\nof  it", todo="do\nit")) == "What of it. Do it."


def test_all_problems_of_the_settings_are_in_one_line() -> None:
    error = ConfigError("a.toml cannot be used", ("one", "two"))
    assert error.problems == ("one", "two")
    assert str(error).startswith("a.toml cannot be used: one; two. ")
