"""How things look in a terminal: cards for answers, tables for lists, plain lines where nobody is watching.

Everything foreign is escaped here: text goes in as text, never as markup, and characters that would steer the
terminal or turn the reading direction are left out.
"""

import json
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, NoReturn

from rich import box
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.style import Style
from rich.table import Table
from rich.text import Text

from bot.domain import (
    Answer,
    Article,
    Check,
    Counts,
    Evidence,
    Finding,
    Ingested,
    Outcome,
    Period,
    Question,
    Sentence,
)
from bot.phrases import Phrases, local_day, phrases

PLAIN_WIDTH = 100  # columns, where the output is a file or a pipe
_CARD_WIDTH = 100  # columns; a longer line is hard to read
_FEW = 20  # documents that need no progress bar
_SEPARATOR = " · "
_STYLES = {
    Outcome.ADDED: "green",
    Outcome.UPDATED: "yellow",
    Outcome.UNCHANGED: "dim",
    Outcome.FAILED: "red",
}
# For terminals that cannot show them; every other letter they lack becomes a question mark.
_PLAIN_MARKS = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "·": "|", "…": "..."}
)


def safe(text: str) -> str:
    """`text` without control, bidirectional and invisible format characters; line breaks become spaces."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        " " if letter in "\n\r\t\u2028\u2029" else letter
        for letter in text
        if letter in "\n\r\t\u2028\u2029" or unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co")
    )


class _Console(Console):
    """Leaves it to the command line what a reader's going away means: rich would exit with 1."""

    def on_broken_pipe(self) -> NoReturn:
        """Raise BrokenPipeError."""
        raise BrokenPipeError


class Screen:
    """Where answers and messages go: cards on a terminal, plain text elsewhere, or JSON."""

    def __init__(
        self, *, as_json: bool = False, file: IO[str] | None = None, console: Console | None = None
    ) -> None:
        self.as_json = as_json
        out = file if file is not None else sys.stdout
        self._out = out
        watched = out.isatty()
        self.console = console or _Console(
            file=out, highlight=False, soft_wrap=not watched, width=None if watched else PLAIN_WIDTH
        )
        self.cards = self.console.is_terminal
        self._unicode = self.console.encoding.lower().startswith("utf")

    def json(self, record: object) -> None:
        """Print one JSON value on one line."""
        print(json.dumps(record, ensure_ascii=not self._unicode), file=self._out, flush=True)

    def line(self, text: str, style: str = "") -> None:
        """Print one line."""
        self.console.print(Text(self._text(text), style=style))

    def raw(self, text: str) -> None:
        """Print a text as it is, for a file that it is led into."""
        print(text, end="", file=self._out, flush=True)

    def answer(self, answer: Answer) -> None:
        """Show an answer, or say that the sources do not hold one."""
        says = phrases(answer.question.language)
        if answer.abstained:
            self._abstention(answer, says)
            return
        # A script reads the first lines; the runners-up would only be taken for answers too.
        for rank, evidence in enumerate(answer.evidence if self.cards else answer.evidence[:1]):
            self._evidence(evidence, says, says.match, best=rank == 0)

    def understood(self, question: Question) -> None:
        """Say which question a shorter one was taken for."""
        self.line(phrases(question.language).understood.format(question=question.text), "dim")

    def check(self, check: Check) -> None:
        """Show the sentences nearest to a claim, each with what differs, or say that there are none."""
        says = phrases(check.language)
        if not check.nearest:
            self._silence(says.silent, _searched(check.searched, says.about, says), check.headlines, says)
        for rank, one in enumerate(check.nearest):
            if rank and not self.cards:
                self.line("")
            lines = [says.agrees.format(words=", ".join(one.agrees))] if one.agrees else []
            lines += [says.difference(two.kind, two.claimed, two.published) for two in one.differences]
            evidence = Evidence(one.candidate, one.similarity, also_in=one.also_in)
            self._evidence(evidence, says, says.near, lines, best=rank == 0)

    def _evidence(
        self, evidence: Evidence, says: Phrases, score: str, notes: Iterable[str] = (), *, best: bool
    ) -> None:
        match = score.format(percent=round(evidence.score * 100))
        notes = list(notes)
        if evidence.also_in:
            outlets = ", ".join(dict.fromkeys(one.outlet or one.title for one in evidence.also_in))
            notes.append(f"{says.also_in}: {outlets}")
        self._sentence(evidence, says, [match], notes, "green" if best else "bright_black")

    def quote(self, evidence: Evidence, about: Sequence[str]) -> None:
        """Show a sentence with where it stands, and what there is to say about it."""
        self._sentence(evidence, phrases(evidence.candidate.article.language), about, (), "bright_black")

    def _sentence(
        self, evidence: Evidence, says: Phrases, about: Sequence[str], notes: Iterable[str], colour: str
    ) -> None:
        """A card of a sentence, where it stands, and what is to be noted about it."""
        article = evidence.candidate.article
        body = [self._quote(evidence), self._dim(_SEPARATOR.join([*_facts(article, says), *about]))]
        body += [self._dim(note) for note in notes]
        if article.url:
            address = self._dim(article.url)
            address.stylize(Style(link=address.plain))
            body.append(address)
        self._card(body, colour)

    def _abstention(self, answer: Answer, says: Phrases) -> None:
        searched = _searched(answer.searched, says.searched, says, answer.question.period)
        self._silence(says.not_found, searched, answer.nearest, says, answer.suggestions)

    def _silence(
        self,
        what: str,
        searched: str,
        nearest: Iterable[Article],
        says: Phrases,
        suggestions: Sequence[str] = (),
    ) -> None:
        body = [Text(self._text(what), style="bold yellow"), self._dim(searched)]
        if suggestions:
            body.append(Text(self._text(says.did_you_mean.format(names=", ".join(suggestions)))))
        lines = [self._dim("  " + _SEPARATOR.join([one.title, *_facts(one, says)])) for one in nearest]
        if lines:
            body += [self._dim(says.nearest), *lines]
        self._card(body, "yellow", dashed=True)

    def card(self, lines: Iterable[tuple[str, str]], colour: str) -> None:
        """Show lines, each a text with its style, as one card."""
        self._card([Text(self._text(text), style=style) for text, style in lines], colour)

    def _card(self, body: Sequence[Text], colour: str, *, dashed: bool = False) -> None:
        group = Group(*body)
        if not self.cards:
            self.console.print(group)
            return
        frame = box.Box("╭╌╌╮\n╎ ╎╎\n├╌┼┤\n╎ ╎╎\n├╌┼┤\n├╌┼┤\n╎ ╎╎\n╰╌╌╯\n") if dashed else box.ROUNDED
        if not self._unicode:
            frame = box.ASCII2
        width = min(self.console.width, _CARD_WIDTH)
        self.console.print(Panel(group, box=frame, border_style=colour, padding=(0, 1), width=width))

    @contextmanager
    def progress(self, total: int) -> Iterator[Callable[[], None]]:
        """A bar over `total` steps, where somebody watches and there are many; yields what advances it."""
        if not self.cards or self.as_json or total <= _FEW:
            yield lambda: None
            return
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

        columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=self.console, transient=True) as bar:
            task = bar.add_task("", total=total)
            yield lambda: bar.advance(task)

    def articles(self, articles: Sequence[Article]) -> None:
        """Show a list of articles: a table on a terminal, elsewhere one line an article."""
        says = phrases("en")
        if not self.cards:
            for one in articles:
                self.line(f"{one.id:>4}  {_SEPARATOR.join([one.title, *_facts(one, says), one.language])}")
            return
        table = Table(box=None, pad_edge=False, header_style="dim")
        table.add_column("", justify="right", style="dim")
        table.add_column("title", ratio=1)
        table.add_column("source", max_width=24)
        table.add_column("date", no_wrap=True)
        table.add_column("", no_wrap=True, style="dim")
        for one in articles:
            day = local_day(one.published_at) or "undated"
            cells: list[RenderableType] = [Text(self._text(text)) for text in (one.title, one.outlet, day)]
            table.add_row(str(one.id), *cells, Text(self._text(one.language)))
        self.console.print(table)

    def article(self, article: Article, sentences: Iterable[Sentence]) -> None:
        """Show one article, sentence by sentence."""
        says = phrases("en")
        self.line(article.title, "bold")
        author = [article.author] if article.author else []
        address = [article.url] if article.url else []
        self.line(_SEPARATOR.join([*_facts(article, says), *author, *address]), "dim")
        for one in sentences:
            if not one.position:
                continue
            if not self.cards:
                self.line(f"{one.position:>3}  {one.text}")
                continue
            grid = Table.grid(padding=(0, 2))
            grid.add_column(justify="right", style="dim", min_width=3)
            grid.add_column()
            grid.add_row(str(one.position), Text(self._text(one.text)))
            self.console.print(grid)

    def ingested(self, ingested: Ingested) -> None:
        """Say what became of a document that was stored."""
        article = ingested.article
        if article is None:
            return
        says = phrases("en")
        facts = [article.title, *_facts(article, says), says.count(article.sentences, "sentence")]
        label = Text(f"{ingested.outcome.value} ", style=_STYLES[ingested.outcome])
        self.console.print(label + Text(self._text(f"{article.id}  {_SEPARATOR.join(facts)}")))

    def findings(self, findings: Iterable[Finding]) -> None:
        """Show the outcome of a check, a line each."""
        for one in findings:
            mark = Text("ok    ", style="green") if one.ok else Text("FAIL  ", style="bold red")
            self.console.print(mark + Text(self._text(f"{one.name}: {one.detail}")))

    def _text(self, text: str) -> str:
        return safe(text) if self._unicode else safe(text).translate(_PLAIN_MARKS)

    def _dim(self, text: str) -> Text:
        # Where nobody watches, lines are as long as they are; folded ones would be cut there.
        return Text(self._text(text), style="dim", overflow="fold" if self.cards else None)

    def _quote(self, evidence: Evidence) -> Text:
        """The sentence in quotation marks, the words that answer in bold."""
        text, span = evidence.candidate.sentence.text, evidence.span
        start, end = (span.start, span.start + len(span.text)) if span is not None else (0, 0)
        # A sentence that is a quotation already has marks of its own; a second pair would not be the letter.
        marks = (
            ("", "") if text.startswith("“") and text.endswith("”") and text.count("“") == 1 else ("“", "”")
        )
        return Text.assemble(
            self._text(marks[0]),
            self._text(text[:start]),
            (self._text(text[start:end]), "bold"),
            self._text(text[end:]),
            self._text(marks[1]),
        )


def _facts(article: Article, says: Phrases) -> list[str]:
    return [fact for fact in (article.outlet, says.date(article.published_at)) if fact]


def _searched(counts: Counts, words: str, says: Phrases, period: Period | None = None) -> str:
    """How much was searched, in these words, or how to begin where there is nothing yet."""
    if not counts.articles:
        return says.nothing_then.format(period=says.period(period)) if period else says.empty_library
    return (says.searched_then if period else words).format(
        sentences=says.count(counts.sentences, "sentence"),
        articles=says.count(counts.articles, "article"),
        period=says.period(period) if period else "",
    )


def error_line(error: Exception) -> str:
    """An error as its one line."""
    return safe(str(error))
