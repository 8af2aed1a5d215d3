"""What is said in Discord is said in both languages."""

from dataclasses import fields
from string import Formatter

import pytest

from cogs.phrases import EN, ID, Says

TEXTS = [one.name for one in fields(Says) if isinstance(getattr(EN, one.name), str)]


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("name", TEXTS)
def test_both_languages_fill_the_same_holes(name: str) -> None:
    assert holes(getattr(EN, name)) == holes(getattr(ID, name))


def test_hardly_anything_is_the_same_in_both() -> None:
    same = {name for name in TEXTS if getattr(EN, name) == getattr(ID, name)}
    assert same == {"status", "digest_where"}
