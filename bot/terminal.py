"""How things look in a terminal: cards for answers, tables for lists, plain lines where nobody is watching.

Everything foreign is escaped here: text goes in as text, never as markup, and characters that would steer the
terminal or turn the reading direction are left out.
"""

import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import IO, Any

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.domain import Answer, Article, Evidence, Finding, Ingested, Outcome, Sentence
from bot.phrases import Phrases, phrases

PLAIN_WIDTH = 100  # columns, where the output is a file or a pipe
_SEPARATOR = " · "
_STYLES = {
    Outcome.ADDED: "green",
    Outcome.UPDATED: "yellow",
    Outcome.UNCHANGED: "dim",
    Outcome.FAILED: "red",
}


def safe(text: str) -> str:
    """`text` without control, bidirectional and invisible format characters; line breaks become spaces."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        " " if letter in "\n\r\t" else letter
        for letter in text
        if letter in "\n\r\t" or unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co")
    )


class Screen:
    """Where answers and messages go: cards on a terminal, plain text elsewhere, or JSON."""

    def __init__(
        self, *, as_json: bool = False, file: IO[str] | None = None, console: Console | None = None
    ) -> None:
        self.as_json = as_json
        out = file if file is not None else sys.stdout
        self._out = out
        self.console = console or Console(
            file=out, highlight=False, soft_wrap=not out.isatty(), width=None if out.isatty() else PLAIN_WIDTH
        )
        self._cards = self.console.is_terminal

    def json(self, record: object) -> None:
        """Print one JSON value on one line."""
        print(json.dumps(record, ensure_ascii=False), file=self._out, flush=True)

    def line(self, text: str, style: str = "") -> None:
        """Print one line."""
        self.console.print(Text(safe(text), style=style))

    def answer(self, answer: Answer) -> None:
        """Show an answer, or say that the sources do not hold one."""
        says = phrases(answer.question.language)
        if answer.abstained:
            self._abstention(answer, says)
            return
        for evidence in answer.evidence if self._cards else answer.evidence[:1]:
            self._evidence(evidence, says)

    def _evidence(self, evidence: Evidence, says: Phrases) -> None:
        facts = _facts(evidence.candidate.article, says)
        facts.append(says.match.format(percent=round(evidence.score * 100)))
        body: list[RenderableType] = [_quote(evidence), Text(_SEPARATOR.join(facts), style="dim")]
        if evidence.also_in:
            outlets = ", ".join(safe(article.outlet or article.title) for article in evidence.also_in)
            body.append(Text(f"{says.also_in}: {outlets}", style="dim"))
        self._card(body, "green")

    def _abstention(self, answer: Answer, says: Phrases) -> None:
        body: list[RenderableType] = [Text(says.not_found, style="bold")]
        if not answer.searched.articles:
            body.append(Text(says.empty_library, style="dim"))
        else:
            searched = says.searched.format(
                sentences=says.number(answer.searched.sentences),
                articles=says.number(answer.searched.articles),
            )
            body.append(Text(searched, style="dim"))
        if answer.nearest:
            body.append(Text(says.nearest, style="dim"))
            body += [
                Text("  " + _SEPARATOR.join([safe(one.title), *_facts(one, says)]), style="dim")
                for one in answer.nearest
            ]
        self._card(body, "yellow")

    def _card(self, body: list[RenderableType], colour: str) -> None:
        group = Group(*body)
        self.console.print(Panel(group, border_style=colour, padding=(0, 1)) if self._cards else group)

    def articles(self, articles: Sequence[Article]) -> None:
        """Show a list of articles."""
        table = Table("", "title", "source", "date", "lang", box=None, pad_edge=False, header_style="dim")
        for one in articles:
            date = phrases("en").date(one.published_at)
            table.add_row(str(one.id), Text(safe(one.title)), Text(safe(one.outlet)), date, one.language)
        self.console.print(table)

    def article(self, article: Article, sentences: Iterable[Sentence]) -> None:
        """Show one article, sentence by sentence."""
        self.line(article.title, "bold")
        self.line(_SEPARATOR.join(_facts(article, phrases("en"))), "dim")
        for one in sentences:
            if one.position:
                self.console.print(Text(f"{one.position:>3}  ", style="dim") + Text(safe(one.text)))

    def ingested(self, ingested: Ingested) -> None:
        """Say what became of a document that was stored."""
        article = ingested.article
        if article is None:
            return
        facts = [safe(article.title), *_facts(article, phrases("en")), f"{article.sentences} sentences"]
        label = Text(f"{ingested.outcome.value} ", style=_STYLES[ingested.outcome])
        self.console.print(label + Text(f"{article.id}  {_SEPARATOR.join(facts)}"))

    def findings(self, findings: Iterable[Finding]) -> None:
        """Show the outcome of a check, a line each."""
        for one in findings:
            mark = Text("ok    ", style="green") if one.ok else Text("FAIL  ", style="bold red")
            self.console.print(mark + Text(safe(f"{one.name}: {one.detail}")))


def _facts(article: Article, says: Phrases) -> list[str]:
    facts = [article.outlet, says.date(article.published_at), article.url]
    return [safe(fact) for fact in facts if fact]


def _quote(evidence: Evidence) -> Text:
    """The sentence in quotation marks, the words that answer in bold."""
    text = evidence.candidate.sentence.text
    span = evidence.span
    if span is None:
        return Text(f"“{safe(text)}”")
    end = span.start + len(span.text)
    return Text.assemble(
        "“", safe(text[: span.start]), (safe(text[span.start : end]), "bold"), safe(text[end:]), "”"
    )


def error_line(error: Any) -> str:
    """An error as its one line."""
    return safe(str(error))
