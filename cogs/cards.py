"""How things look in Discord: cards of the second kind of components, within every limit whatever they hold.

A card has at most 40 components and 4,000 characters. Each piece of foreign text has a share of them here and
passes `cogs.escape`; links stand in buttons only.
"""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Any

from discord import ui

from bot.answer.dialogue import Told
from bot.complaints import in_language
from bot.domain import Answer, Article, Check, Counts, Evidence, Ingested, Outcome, Sentence
from bot.library import Page
from bot.phrases import Phrases
from cogs.buttons import CONTEXT, MORE, NOT_HELPFUL, TURN, Button
from cogs.escape import label, link, plain, quoted, units
from cogs.notices import AMBER, GREEN, GREY, LETTERS, RED, notice
from cogs.phrases import Says
from cogs.sheets import Sheet, quotation, source_line

_QUOTE, _QUESTION, _FACT, _TITLE = 1_500, 300, 120, 200
_RUNNER_UP = 450  # letters of a quotation where there are several
RUNNERS_UP = 5
PAGE = 10  # articles on a page of a list
_AROUND = 3  # sentences before and after the one that answers
_SEPARATOR = " · "


def answer(told: Told, says: Says, zone: tzinfo | None, *, with_question: bool) -> ui.LayoutView:
    """The answer to a question, or that there is none; `with_question` where nobody sees what was asked."""
    found = told.answer
    sheet = Sheet(GREEN if found.evidence else AMBER)
    if told.carried:
        sheet.small(says.common.understood.format(question=plain(found.question.text, _QUESTION)))
    elif with_question:
        sheet.small(plain(told.put.text, _QUESTION))
    if not found.evidence:
        return _abstention(sheet, found, says, zone).view()
    best = found.evidence[0]
    article = best.candidate.article
    sheet.text(_quote(best, _QUOTE)).small(_facts(best, says.common, zone)).small(_also(best, says.common))
    others = min(len(found.evidence) - 1, RUNNERS_UP)
    return sheet.row(
        _link_button(article, says),
        Button(says.context, CONTEXT, article.id, article.revision, best.candidate.sentence.position),
        Button(f"{says.more} ({others})", MORE) if others else None,
        Button(says.not_helpful, NOT_HELPFUL),
    ).view()


def _abstention(sheet: Sheet, found: Answer, says: Says, zone: tzinfo | None) -> Sheet:
    common, question = says.common, found.question
    sheet.text(f"### {common.not_found}").small(_searched(found.searched, found, says))
    if found.suggestions:
        names = ", ".join(plain(name, 60) for name in found.suggestions[:5])
        sheet.text(common.did_you_mean.format(names=names))
    if found.nearest:
        lines = [f"- {_headline(one, common, zone)}" for one in found.nearest[:5]]
        sheet.rule().small(common.nearest).text("\n".join(lines))
    if found.searched.sentences or question.period:
        sheet.row(Button(says.not_helpful, NOT_HELPFUL))
    return sheet


def _searched(counts: Counts, found: Answer, says: Says) -> str:
    common, period, outlet = says.common, found.question.period, found.question.outlet
    if not counts.articles:
        if outlet:
            return says.nothing_by.format(source=plain(outlet, _FACT))
        return common.nothing_then.format(period=common.period(period)) if period else says.empty_library
    words = common.searched_then if period else common.searched
    return words.format(
        sentences=common.count(counts.sentences, "sentence"),
        articles=common.count(counts.articles, "article"),
        period=common.period(period) if period else "",
    )


def more(found: Answer, says: Says, zone: tzinfo | None) -> ui.LayoutView:
    """The other sentences of an answer."""
    others = found.evidence[1 : 1 + RUNNERS_UP]
    if not others:
        return notice(says.no_more)
    sheet = Sheet(GREY)
    for place, one in enumerate(others):
        if place:
            sheet.rule()
        facts = f"-# {_facts(one, says.common, zone)}"
        sheet.beside(f"{_quote(one, _RUNNER_UP)}\n{facts}", one.candidate.article.url, says.open_article)
    return sheet.view()


def context(
    article: Article,
    sentences: Sequence[Sentence],
    position: int,
    says: Says,
    zone: tzinfo | None,
    *,
    revised: bool,
) -> ui.LayoutView:
    """What stands around a sentence, which is in bold unless the article reads otherwise today."""
    sheet = Sheet(GREY).text(f"**{plain(article.title, _TITLE)}**")
    sheet.small(source_line(article, says.common, zone))
    if revised:
        sheet.small(says.revised)
    near = [one for one in sentences if one.position and abs(one.position - position) <= _AROUND]
    for one in near or sentences[1 : 2 * _AROUND + 2]:
        bold = one.position == position and not revised
        sheet.text(quoted(one.text, 0, len(one.text) if bold else 0, _RUNNER_UP))
    return sheet.row(_link_button(article, says)).view()


def check(found: Check, says: Says, zone: tzinfo | None) -> ui.LayoutView:
    """The sentences nearest to a claim, each with what differs; it is judged by whoever reads."""
    common = says.common
    claim = plain(found.text, _QUESTION)
    if not found.nearest:
        sheet = Sheet(AMBER).small(claim).text(f"### {common.silent}")
        about = common.about.format(
            sentences=common.count(found.searched.sentences, "sentence"),
            articles=common.count(found.searched.articles, "article"),
        )
        sheet.small(about if found.searched.articles else says.empty_library)
        if found.headlines:
            lines = [f"- {_headline(one, common, zone)}" for one in found.headlines[:5]]
            sheet.rule().small(common.nearest).text("\n".join(lines))
        return sheet.view()
    sheet = Sheet(GREEN).small(f"{says.checked} {claim}")
    for place, one in enumerate(found.nearest[:3]):
        if place:
            sheet.rule()
        article = one.candidate.article
        facts = source_line(article, common, zone) + _SEPARATOR + _percent(common.near, one.similarity)
        lines = [f"“{plain(one.candidate.sentence.text, _RUNNER_UP)}”", f"-# {facts}"]
        if one.agrees:
            lines.append(f"-# {common.agrees.format(words=', '.join(plain(w, 60) for w in one.agrees[:6]))}")
        lines += [
            f"-# {common.difference(two.kind, plain(two.claimed, 80), plain(two.published, 80))}"
            for two in one.differences[:5]
        ]
        sheet.beside("\n".join(lines), article.url, says.open_article)
    return sheet.view()


def library(page: Page, says: Says, zone: tzinfo | None) -> ui.LayoutView:
    """A page of what the library holds."""
    common = says.common
    sheet = Sheet(GREY).text(f"### {says.library}").small(common.held(page.held))
    if not page.articles:
        return sheet.text(says.empty_library).view()
    lines = [f"`{one.id}` {_headline(one, common, zone)}" for one in page.articles[:PAGE]]
    sheet.text("\n".join(lines))
    if page.pages > 1:
        sheet.small(says.page.format(number=page.number, pages=page.pages))
        sheet.row(
            Button("◀", TURN, "back", page.number - 1, disabled=page.number <= 1),
            Button("▶", TURN, "on", page.number + 1, disabled=page.number >= page.pages),
        )
    return sheet.view()


def article(one: Article, sentences: Sequence[Sentence], says: Says, zone: tzinfo | None) -> ui.LayoutView:
    """One article, as far as it fits."""
    sheet = Sheet(GREY).text(f"### {plain(one.title, _TITLE)}")
    author = [plain(one.author, _FACT)] if one.author else []
    sheet.small(_SEPARATOR.join([f"`{one.id}`", source_line(one, says.common, zone), *author]))
    left = LETTERS - 1_200
    lines: list[str] = []
    body = [sentence for sentence in sentences if sentence.position]
    for sentence in body:
        line = plain(sentence.text, _RUNNER_UP)
        left -= units(line) + 1
        if left < 0:
            break
        lines.append(line)
    sheet.text("\n".join(lines))
    if len(lines) < len(body):
        rest = says.common.count(len(body) - len(lines), "sentence")
        sheet.small(says.and_more.format(count=rest))
    return sheet.row(_link_button(one, says)).view()


def ingested(
    fates: Sequence[Ingested], says: Says, zone: tzinfo | None, first: str = "", last: str = ""
) -> ui.LayoutView:
    """What became of what was handed over, between a `first` and a `last` line of ours."""
    words = {
        Outcome.ADDED: says.added,
        Outcome.UPDATED: says.updated,
        Outcome.UNCHANGED: says.unchanged,
        Outcome.FAILED: says.failed,
    }
    failed = all(fate.article is None for fate in fates)
    sheet = Sheet(RED if failed else GREEN).text(first)
    for fate in fates[:PAGE]:
        if fate.article is not None:
            count = says.common.count(fate.article.sentences, "sentence")
            line = f"**{words[fate.outcome]}** `{fate.article.id}` "
            sheet.text(line + _headline(fate.article, says.common, zone) + _SEPARATOR + count)
        else:
            sheet.text(f"**{words[Outcome.FAILED]}** {plain(in_language(fate.error, says.language), 320)}")
    if len(fates) > PAGE:
        sheet.small(says.and_more.format(count=len(fates) - PAGE))
    return sheet.small(last).view()


def _quote(evidence: Evidence, limit: int) -> str:
    """The sentence that answers, the words that do so in bold."""
    span = evidence.span
    start, length = (span.start, len(span.text)) if span is not None else (0, 0)
    return quotation(evidence.candidate.sentence.text, limit, start, length)


def _facts(evidence: Evidence, says: Phrases, zone: tzinfo | None) -> str:
    facts = source_line(evidence.candidate.article, says, zone)
    return facts + _SEPARATOR + _percent(says.match, evidence.score)


def _percent(words: str, share: float) -> str:
    return words.format(percent=round(share * 100))


def _also(evidence: Evidence, says: Phrases) -> str:
    outlets = list(dict.fromkeys(one.outlet or one.title for one in evidence.also_in))
    return f"{says.also_in}: {', '.join(plain(one, 60) for one in outlets[:5])}" if outlets else ""


def _headline(article: Article, says: Phrases, zone: tzinfo | None) -> str:
    return plain(article.title, 160) + _SEPARATOR + source_line(article, says, zone)


def _link_button(article: Article, says: Says) -> ui.Button[Any] | None:
    url = link(article.url)
    return ui.Button(label=label(says.open_article, 80), url=url) if url else None
