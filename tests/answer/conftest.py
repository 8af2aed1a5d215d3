"""The invented library in a real database, and the answer service over it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.answer.service import AnswerService
from bot.storage.sqlite.store import SqliteStore
from tests.answer.library import open_library, service


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    """The invented library."""
    async with open_library(tmp_path) as opened:
        yield opened


@pytest.fixture
def answers(store: SqliteStore) -> AnswerService:
    """The service over the invented library."""
    return service(store)
