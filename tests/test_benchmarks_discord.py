"""The benchmarks of the front end for Discord: that they measure, and draw what was sent."""

from pathlib import Path

import pytest

from benchmarks.cards import component, markdown
from benchmarks.discord import main


def test_markdown_of_cards_is_drawn_as_discord_shows_it() -> None:
    assert markdown(r"-# a\*b") == '<p class="small">a*b</p>'
    assert markdown("### <b>") == "<h3>&lt;b&gt;</h3>"
    assert markdown(r"“**Open\_AI** x”") == "<p>“<strong>Open_AI</strong> x”</p>"
    assert markdown("- `1` a\nb") == "<ul><li><code>1</code> a</li></ul><p>b</p>"


def test_every_kind_of_component_is_drawn() -> None:
    button = {"type": 2, "style": 5, "label": "Open <article>", "url": "https://x.example"}
    text = {"type": 10, "content": "words"}
    inside = [text, {"type": 14}, {"type": 9, "components": [text], "accessory": button}]
    card = {"type": 17, "accent_color": 255, "components": [*inside, {"type": 1, "components": [button]}]}
    drawn = component(card)
    for part in ("#0000ff", "<p>words</p>", "<hr>", "Open &lt;article&gt; ↗", 'class="row"'):
        assert part in drawn


def test_the_bot_is_measured(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    main(["drops", "rest", "--quick"])
    out = capfd.readouterr().out
    assert "3 dropped lines, 6 questions: 6 answers" in out
    assert "3 servers of 50 channels: ready after" in out
