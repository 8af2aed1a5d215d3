"""Pages written without paragraphs: text between line breaks, as sites wrote it for many years.

Extractors look for <p> and leave out what stands loose beside it; so loose text is given its <p> before.
"""

from typing import Any

_CONTAINERS = ("div", "td", "section", "article", "center", "body", "main", "blockquote")
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small span strike "  # noqa: SIM905
    "strong sub sup time tt u var wbr".split()
)
_PARAGRAPH = 40  # characters of a run of loose text that is a paragraph and no label
_FULL = 80  # characters of a <p> beside it that count as the article's
_ENOUGH = 3  # paragraphs of both kinds: fewer are a caption or a teaser


def mend(tree: Any) -> None:
    """Put the loose paragraphs of a parsed page (lxml HtmlElement) into <p>, in place."""
    for element in list(tree.iter(*_CONTAINERS)):
        if any(child.tag not in _INLINE for child in element):
            _mend(element)


def _mend(element: Any) -> None:
    runs = list(_runs(element))
    paragraphs = [_is_paragraph(run) for run in runs]
    beside = sum(1 for child in element if child.tag == "p" and _length(child) >= _FULL)
    if not any(paragraphs) or sum(paragraphs) + beside < _ENOUGH:
        return
    for child in list(element):
        child.tail = None
        element.remove(child)
    element.text = None
    for run, is_paragraph in zip(runs, paragraphs, strict=True):
        target = element
        if is_paragraph:
            target = element.makeelement("p")
            element.append(target)
        for part in run:
            _append(target, part)


def _runs(element: Any) -> list[list[Any]]:
    """The content of an element, as strings and elements: each block or line break a run of its own."""
    runs: list[list[Any]] = [[]]
    if element.text and element.text.strip():
        runs[-1].append(element.text)
    for child in element:
        if child.tag in _INLINE:
            runs[-1].append(child)
        else:
            runs += [[child], []]
        if child.tail and child.tail.strip():
            runs[-1].append(child.tail)
    return [run for run in runs if run]


def _is_paragraph(run: list[Any]) -> bool:
    if not isinstance(run[0], str) and run[0].tag not in _INLINE:
        return False
    length = sum(len(part.strip()) if isinstance(part, str) else _length(part) for part in run)
    linked = sum(_length(part) for part in run if not isinstance(part, str) and part.tag == "a")
    return length - linked >= _PARAGRAPH


def _length(element: Any) -> int:
    """How many characters it holds; counting ends where more would make no difference."""
    length = 0
    for text in element.itertext():
        length += len(text.strip())
        if length >= _FULL:
            break
    return length


def _append(target: Any, part: Any) -> None:
    if not isinstance(part, str):
        target.append(part)
    elif len(target):
        target[-1].tail = (target[-1].tail or "") + part
    else:
        target.text = (target.text or "") + part
