"""The picture of an answer in the README: `python -m benchmarks.picture [FILE]`.

Real questions, put to the sample newsroom through the whole engine, drawn by the terminal's own screen and
exported as SVG. Rich's own template loads its font from the network; this one names fonts that readers have.
"""

import argparse
import asyncio
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.app import open_app
from bot.config import Settings
from bot.domain import Answer
from bot.terminal.commands import load_sample
from bot.terminal.screen import Screen
from bot.terminal.session import SAMPLE

PICTURE = Path(__file__).resolve().parents[1] / "docs" / "images" / "answer.svg"
COLUMNS = 96
_TITLE = "warta chat"
# Question, language of the sentence that answers it ("": the sample does not hold the answer).
QUESTIONS = (
    ("who was elected village head of Sidarandu?", "id"),
    ("siapa yang meresmikan jembatan Cirandu?", "id"),
    ("who won the world cup?", ""),
)

# Filled in by Console.export_svg; the doubled braces are CSS.
_TEMPLATE = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
<title>Three questions to Warta in a terminal: two quoted sentences, and one abstention</title>
<style>
.{unique_id}-matrix {{
    font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, "Liberation Mono", monospace;
    font-size: {char_height}px;
    line-height: {line_height}px;
    white-space: pre;
}}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


async def draw() -> str:
    """The picture as SVG. Raises RuntimeError where the engine answers otherwise than is to be shown."""
    # The encoding decides which frames and quotation marks a terminal is taken to have.
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    console = Console(
        file=out, record=True, width=COLUMNS, force_terminal=True, color_system="truecolor", highlight=False
    )
    screen = Screen(file=out, console=console)
    with tempfile.TemporaryDirectory() as directory:
        async with open_app(Settings(Path(directory))) as app:
            await load_sample(app)
            for number, (question, language) in enumerate(QUESTIONS):
                answer = await app.answers.ask(question, SAMPLE, limit=1)
                _check(question, answer, language)
                if number:
                    console.print()
                console.print(Text.assemble(("warta> ", "bold"), question))
                screen.answer(answer)
    svg = console.export_svg(title=_TITLE, code_format=_TEMPLATE, unique_id="warta")
    return "\n".join(line.strip() for line in svg.splitlines() if line.strip()) + "\n"


def _check(question: str, answer: Answer, language: str) -> None:
    languages = [one.candidate.article.language for one in answer.evidence]
    if languages != [language] * bool(language):
        raise RuntimeError(f"{question!r} was to be answered in {language or 'no language'}: {languages}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the picture."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.picture", description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path, default=PICTURE, help="where to write it")
    target: Path = parser.parse_args(arguments).file
    target.write_text(asyncio.run(draw()), encoding="utf-8")
    print(target)


if __name__ == "__main__":
    main()
