"""The line a person types into: history, and completion of commands, files and the names in the headlines."""

import os
from collections.abc import Iterable

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion, NestedCompleter, PathCompleter
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory

from bot.terminal.screen import safe
from bot.terminal.session import Session
from bot.text.names import names

PROMPT = "warta> "
_HISTORY = "history"
_HEADLINES = 200  # of the newest articles, whose names are completed
_SHORTEST = 2  # letters of a name that are typed before it is offered


class Prompt:
    """Lines a person types; see `bot.chat.Lines`."""

    def __init__(self, session: Session, completer: "Names") -> None:
        self._session = session
        self._names = completer
        self._prompt: PromptSession[str] = PromptSession(
            history=_history(session), completer=completer, complete_while_typing=True
        )

    @classmethod
    async def open(cls, session: Session) -> "Prompt":
        """The prompt over what the session's library holds now."""
        return cls(session, Names())

    async def next(self) -> str | None:
        """What was typed or pasted; Ctrl-C empties the line, Ctrl-D leaves (None)."""
        await self._names.refresh(self._session)
        while True:
            try:
                return await self._prompt.prompt_async(PROMPT)
            except KeyboardInterrupt:
                continue
            except EOFError:
                return None


class Names(Completer):
    """Completes /commands with their arguments, and in a question the names of the newest headlines."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._holds: tuple[object, ...] = ()
        self._commands = _commands(())

    async def refresh(self, session: Session) -> None:
        """Read the headlines again where the library has changed."""
        counts = await session.app.store.counts(session.scope)
        holds = (session.scope, counts)
        if holds == self._holds:
            return
        articles = await session.app.store.articles(session.scope, limit=_HEADLINES)
        found = (name.text for article in articles for name in names(safe(article.title)))
        self._names = list(dict.fromkeys(found))
        self._holds = holds
        self._commands = _commands(str(article.id) for article in articles)

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """What may follow what was typed."""
        if document.text_before_cursor.startswith("/"):
            # Without the slash, which the completer of words takes for the end of one.
            rest = Document(document.text_before_cursor[1:])
            yield from self._commands.get_completions(rest, complete_event)
            return
        word = document.get_word_before_cursor(WORD=True)
        if len(word) < _SHORTEST:
            return
        for name in self._names:
            if name.casefold().startswith(word.casefold()) and name != word:
                yield Completion(name, start_position=-len(word))


def _commands(numbers: Iterable[str]) -> NestedCompleter:
    ids = dict.fromkeys(numbers)
    path = PathCompleter(expanduser=True)
    return NestedCompleter.from_nested_dict(
        {
            "ask": None,
            "check": None,
            "digest": dict.fromkeys(("now", "list", "next", "pause", "resume", "remove")),
            "timeline": None,
            "trend": None,
            "watch": dict.fromkeys(("add", "list", "remove", "check")),
            "ingest": path,
            "articles": {"list": None, "show": ids, "remove": ids},
            "article": {"diff": ids},
            "feed": {
                **dict.fromkeys(("add", "filter", "list", "remove", "pause", "resume", "test", "poll")),
                "import": path,
                "export": path,
            },
            "why": None,
            "doctor": None,
            "backup": path,
            "help": None,
            "quit": None,
        }
    )


def _history(session: Session) -> History:
    """What was typed before, where it can be kept: a full or read-only disk is no reason not to answer."""
    file = session.app.settings.data_dir / _HISTORY
    usable = os.access(file, os.R_OK | os.W_OK) if file.exists() else os.access(file.parent, os.W_OK)
    return _PatientHistory(str(file)) if usable and not file.is_dir() else InMemoryHistory()


class _PatientHistory(FileHistory):
    def store_string(self, string: str) -> None:
        """Keep one entry, if there is room."""
        try:
            super().store_string(string)
        except OSError:
            return
