"""Names the asker may have meant."""

from pathlib import Path

from bot.answer.candidates import weigh
from bot.answer.question import analyse
from bot.answer.suggest import suggest
from bot.domain import LOCAL, Scope
from bot.text.lexicon import load
from tests.answer.library import open_library


async def suggested(directory: Path, question: str, scope: Scope = LOCAL) -> tuple[str, ...]:
    """What is suggested for a question put to the invented library."""
    async with open_library(directory) as store:
        total = (await store.counts(LOCAL)).sentences
        return await suggest(store, await weigh(store, analyse(question, load()), total), scope)


async def test_a_misspelt_name_is_suggested_as_it_is_written(tmp_path: Path) -> None:
    assert any("Larasmi" in one for one in await suggested(tmp_path, "Who is Larasmitha?"))


async def test_ordinary_words_and_names_that_are_there_suggest_nothing(tmp_path: Path) -> None:
    assert await suggested(tmp_path, "Who is Dewi Larasmi?") == ()
    assert await suggested(tmp_path, "Why is the sky qzjxv?") == ()


async def test_names_of_another_scope_are_not_suggested(tmp_path: Path) -> None:
    assert await suggested(tmp_path, "Who is Larasmitha?", Scope("server 9")) == ()
