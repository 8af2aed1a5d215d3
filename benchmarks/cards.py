"""The pictures of the bot in Discord: `python -m benchmarks.cards`, with chromium at hand.

The real bot is asked on the local Discord of the tests. What it sends is drawn as it was sent: every text,
button and colour is out of its payloads; only the frame around them is ours, and there is nothing of
Discord's in it. chromium turns the page into a picture.
"""

import argparse
import asyncio
import html
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from tests.e2e.discord_server import DiscordServer, Message, Permission, Upload
from tests.e2e.running_bot import running

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
_WIDTH, _SCALE = 720, 1.25
_TEXT, _ROW, _BUTTON, _SECTION, _SEPARATOR, _CONTAINER = 10, 1, 2, 9, 14, 17
_LINK, _DANGER = 5, 4
_STYLE = """
* { box-sizing: border-box; margin: 0; }
body { background: #313338; color: #dbdee1; font: 16px/1.4 "DejaVu Sans", sans-serif; }
body { padding: 20px; width: 720px; }
.said { margin: 14px 0 6px; } .who { font-weight: bold; color: #f2f3f5; margin-right: 6px; }
.app { background: #5865f2; color: white; font-size: 11px; padding: 1px 5px; border-radius: 4px; }
.note { color: #949ba4; font-size: 13px; }
.card { border: 1px solid #3f4147; border-left: 4px solid; border-radius: 8px; }
.card { background: #2b2d31; padding: 14px; }
.card > * + * { margin-top: 8px; } .small { font-size: 13px; color: #949ba4; }
h2 { font-size: 23px; color: #f2f3f5; } h3 { font-size: 19px; color: #f2f3f5; }
code { background: #1e1f22; border-radius: 4px; padding: 0 4px; font-size: 14px; } ul { padding-left: 22px; }
hr { border: 0; border-top: 1px solid #3f4147; } .row { display: flex; gap: 8px; } strong { color: #ffffff; }
.button { background: #4e5058; color: white; border-radius: 6px; padding: 5px 14px; }
.button { font-size: 14px; white-space: nowrap; }
.danger { background: #da373c; } .off { opacity: .45; }
.section { display: flex; gap: 12px; justify-content: space-between; align-items: flex-start; }
"""


def markdown(text: str) -> str:
    """The part of Discord's Markdown that cards use, as HTML."""
    out: list[str] = []
    for line in text.split("\n"):
        for mark, start, end in (
            ("-# ", '<p class="small">', "</p>"),
            ("### ", "<h3>", "</h3>"),
            ("## ", "<h2>", "</h2>"),
            ("- ", "<ul><li>", "</li></ul>"),
        ):
            if line.startswith(mark):
                out.append(start + _inline(line.removeprefix(mark)) + end)
                break
        else:
            out.append(f"<p>{_inline(line)}</p>")
    return "".join(out)


def _inline(line: str) -> str:
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[1])
        return f"\0{len(kept) - 1}\0"

    shown = html.escape(re.sub(r"\\([^0-9A-Za-z\s])", keep, line), quote=False)
    shown = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", shown)
    shown = re.sub(r"`([^`]+)`", r"<code>\1</code>", shown)
    return re.sub("\0(\\d+)\0", lambda match: html.escape(kept[int(match[1])]), shown)


def component(one: dict[str, Any]) -> str:
    """A component of a payload as HTML."""
    kind = one["type"]
    inside = "".join(component(child) for child in one.get("components", []))
    if kind == _TEXT:
        return markdown(one["content"])
    if kind == _BUTTON:
        style = " danger" if one["style"] == _DANGER else ""
        off = " off" if one.get("disabled") else ""
        arrow = " ↗" if one["style"] == _LINK else ""
        return f'<span class="button{style}{off}">{html.escape(one["label"])}{arrow}</span>'
    if kind == _SECTION:
        return f'<div class="section"><div>{inside}</div>{component(one["accessory"])}</div>'
    if kind == _CONTAINER:
        return (
            f'<div class="card" style="border-left-color: #{one.get("accent_color") or 0:06x}">{inside}</div>'
        )
    return "<hr>" if kind == _SEPARATOR else f'<div class="row">{inside}</div>'


def said(who: str, text: str = "", *, bot: bool = False, note: str = "") -> str:
    """A line of the conversation."""
    app = '<span class="app">APP</span> ' if bot else ""
    small = f' <span class="note">{html.escape(note)}</span>' if note else ""
    name = f'<span class="who">{html.escape(who)}</span>'
    return f'<p class="said">{name}{app}{small}</p><p>{html.escape(text)}</p>'


def answer(message: Message, note: str = "") -> str:
    """A message of the bot's, out of its payload."""
    return said("Warta", bot=True, note=note) + "".join(component(one) for one in message.data["components"])


async def conversation(data: Path) -> dict[str, str]:
    """Ask the real bot; the pages by the names of their pictures."""
    async with DiscordServer() as server:
        guild = server.guild("Kabar", channels=["newsroom"])
        editor, rahma = server.user("Sena"), server.user("Rahma", locale="id")
        server.member(guild, editor, Permission.MANAGE_GUILD)
        server.member(guild, rahma)
        room = guild.channel("newsroom")
        async with running(server, data):
            added = []
            for file in sorted(resources.files("bot.sample").iterdir(), key=lambda one: one.name):
                if file.name.endswith((".md", ".txt", ".html")):
                    upload: dict[str, Any] = {"file": Upload(file.name, file.read_bytes())}
                    used = await server.slash("article add", upload, user=editor, channel=room)
                    added.append(await used.answered(timeout=30))
            asked = await server.slash(
                "ask", {"question": "who accused DeepSeek?"}, user=editor, channel=room
            )
            first = await asked.answered(timeout=30)
            when = await server.say(room, rahma, "kapan?", reply_to=first)
            second = await server.reply(when, timeout=30)
            cup = await server.say(room, editor, f"{server.bot.mention} who won the world cup?")
            third = await server.reply(cup, timeout=30)
            claim = await server.say(room, rahma, "The Cirandu river flooded 300 houses in Tambakreja.")
            checked = await server.context_menu("Check against sources", claim, user=editor)
            fourth = await checked.answered(timeout=30)
            listed = await (await server.slash("article list", user=rahma, channel=room)).answered(timeout=30)
        pages = [
            said("Sena", note="used /ask"),
            answer(first),
            said("Rahma", "kapan?", note="in reply to Warta"),
            answer(second),
            said("Sena", "@Warta who won the world cup?"),
            answer(third),
        ]
        desk = [
            said("Rahma", "The Cirandu river flooded 300 houses in Tambakreja."),
            answer(fourth, "Sena used Check against sources · only Sena can see this"),
            answer(listed, "Rahma used /artikel daftar · only Rahma can see this"),
        ]
    return {"discord": "".join(pages), "discord-desk": "".join(desk)}


def transcript(page: str) -> str:
    """The words of a page, a line a paragraph."""
    lines = re.sub(r"</(?:p|h3|li|div)>", "\n", page).replace("APP</span>", "</span> (app):")
    plain = html.unescape(
        re.sub(r"<[^>]*>", "", lines.replace('</span><span class="button', '</span> · <span class="button'))
    )
    return "\n".join(line.strip() for line in plain.splitlines() if line.strip())


def draw(page: str, target: Path) -> None:
    """Turn a page into a picture as high as the page is."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("chromium is not there; on Debian: apt-get install chromium")
    whole = f'<!doctype html><meta charset="utf-8"><style>{_STYLE}</style><body>{page}'
    with tempfile.TemporaryDirectory() as directory:
        source = Path(directory, "page.html")
        measure = whole + "<script>document.title = document.documentElement.scrollHeight</script>"
        source.write_text(measure, encoding="utf-8")
        base = [
            chromium,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={directory}/profile",
        ]
        size = f"--window-size={_WIDTH},100"
        dumped = subprocess.run(
            [*base, size, "--dump-dom", source.as_uri()],
            check=True,
            capture_output=True,
            text=True,
            timeout=120,
        ).stdout
        height = re.search(r"<title>(\d+)</title>", dumped)
        assert height is not None
        source.write_text(whole, encoding="utf-8")
        shot = [
            f"--window-size={_WIDTH},{height[1]}",
            f"--force-device-scale-factor={_SCALE}",
            f"--screenshot={target}",
        ]
        options = {"check": True, "capture_output": True, "timeout": 120}
        subprocess.run([*base, "--hide-scrollbars", *shot, source.as_uri()], **options)  # type: ignore[call-overload]


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw the pictures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cards", description=__doc__)
    parser.add_argument("directory", nargs="?", type=Path, default=IMAGES, help="where to put them")
    target: Path = parser.parse_args(arguments).directory
    with tempfile.TemporaryDirectory() as directory:
        from benchmarks import day, morning  # they draw with what is here

        pages = asyncio.run(conversation(Path(directory, "data")))
        pages |= asyncio.run(day.pages(Path(directory)))
        pages |= asyncio.run(morning.pages(Path(directory)))
    for name, page in pages.items():
        draw(page, target / f"{name}.png")
        print(transcript(page))
        print(target / f"{name}.png")


if __name__ == "__main__":
    main()
