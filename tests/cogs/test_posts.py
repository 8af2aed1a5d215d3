"""How posts look: every kind, with whatever its payload holds."""

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.domain import Article, PausedPlace, Post, PostKind, Scope, Sentence, Standing
from bot.outbox import PostUnfit
from cogs.phrases import EN, ID
from cogs.phrases.posts import EN as SAYS_EN
from cogs.phrases.posts import ID as SAYS_ID
from cogs.phrases.posts import post_says
from cogs.posts import Look, add_standing, look_of, mark_of
from cogs.sheets import Sheet
from tests.cogs.conftest import ids, words
from tests.cogs.hostile import sound, strings

PASAR = Article(
    12,
    1,
    "Pasar Muara Teduh Dibuka",
    "https://kabar.example/pasar",
    "Kabar Uji",
    "",
    "2025-03-03",
    "id",
    "",
    1,
    2,
)
FIRST = Sentence(1, 12, 1, "Pasar ikan Muara Teduh dibuka kembali.")
SECOND = Sentence(2, 12, 2, "Harga ikan kembung turun.")
GUILD = 10


def look(
    kind: PostKind,
    payload: object,
    article: Article | None = PASAR,
    sentences: tuple[Sentence, ...] = (Sentence(0, 12, 0, PASAR.title), FIRST, SECOND),
    indonesian: bool = False,
    also: tuple[str, ...] = (),
) -> Look:
    """A post of that kind."""
    post = Post("key", kind, Scope(f"discord:{GUILD}"), 20, json.dumps(payload))
    return look_of(post, article, sentences, ID if indonesian else EN, None, GUILD, also)


def pinged(one: Look) -> dict[str, Any]:
    """What Discord is told of mentions."""
    return {key: value for key, value in one.pings.to_dict().items() if value}


def test_an_article() -> None:
    shown = look(PostKind.ARTICLE, {"article_id": 12, "feed": "Kabar"}, also=("Kabar Uji", "Harian *Muara*"))
    assert words(shown.view) == (
        "### Pasar Muara Teduh Dibuka\n-# Kabar Uji · 3 March 2025\n"
        "“Pasar ikan Muara Teduh dibuka kembali. Harga ikan kembung turun.”\n"
        "-# also in: Harian \\*Muara\\*"
    )
    assert ids(shown.view) == [PASAR.url]
    assert shown.name == PASAR.title
    assert pinged(shown) == {}
    assert shown.view.children[0].id == mark_of("key")


def test_a_long_beginning_is_one_sentence() -> None:
    long = replace(SECOND, text="Harga ikan kembung turun, " * 20)
    shown = look(PostKind.ARTICLE, {}, sentences=(FIRST, long))
    assert "“Pasar ikan Muara Teduh dibuka kembali.”" in words(shown.view)
    own = look(PostKind.ARTICLE, {}, sentences=(replace(FIRST, text="“Kami siap.”"),))
    assert "\n“Kami siap.”" in words(own.view)
    assert "“" not in words(look(PostKind.ARTICLE, {}, sentences=()).view)


@pytest.mark.parametrize(
    ("ping", "kind", "number"),
    [("<@&5>", "roles", 5), ("<@6>", "users", 6), ("<@!6>", "users", 6)],
)
def test_who_was_chosen_is_called_and_nobody_else(ping: str, kind: str, number: int) -> None:
    payload = {"ping": ping, "feed": "<@7> @everyone"}
    shown = look(PostKind.ARTICLE, payload, replace(PASAR, title="<@7> @everyone <@&8>"))
    assert words(shown.view).startswith(f"{ping}\n### ")
    assert pinged(shown) == {kind: [number]}


@pytest.mark.parametrize("ping", ["@everyone", "@here", "<@&5> @everyone", "5", 5, None, "<#5>", "<@&x>"])
def test_nothing_else_calls_anybody(ping: object) -> None:
    shown = look(PostKind.ARTICLE, {"ping": ping})
    assert words(shown.view).startswith("### ")
    assert pinged(shown) == {}


def test_a_feed_that_fails_and_recovers() -> None:
    payload = {"source_id": 7, "feed": "Kabar *Uji*", "url": "https://kabar.example/rss", "failures": 3}
    shown = look(PostKind.FEED_FAILING, payload | {"error": "the site answers <@1>"})
    assert "Kabar \\*Uji\\*" in words(shown.view)
    assert "3 attempts failed" in words(shown.view)
    assert "\\<\\@1\\>" in words(shown.view)
    assert ids(shown.view) == ["warta:retry:7", "https://kabar.example/rss"]
    well = look(PostKind.FEED_RECOVERED, payload, indonesian=True)
    assert "dapat dibaca lagi" in words(well.view)
    assert ids(well.view) == ["https://kabar.example/rss"]
    assert well.name == "Kabar *Uji*"


def test_a_correction() -> None:
    payload = {"article_id": 12, "message_id": 99, "was": "Harga naik.", "now": "Harga turun."}
    shown = look(PostKind.CORRECTION, payload)
    assert "“Harga naik.”\n-# The article says now:\n“Harga turun.”" in words(shown.view)
    assert ids(shown.view) == ["https://discord.com/channels/10/20/99", PASAR.url]
    gone = look(PostKind.CORRECTION, payload | {"now": ""}, None)
    assert "does not say it any more" in words(gone.view)
    assert ids(gone.view) == ["https://discord.com/channels/10/20/99"]


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        (PostKind.FEED_FAILING, {}),
        (PostKind.FEED_RECOVERED, {"feed": ["x"]}),
        (PostKind.CORRECTION, {"now": "Harga turun."}),
        (PostKind.ARTICLE, [1]),
        (PostKind.ARTICLE, "x"),
    ],
)
def test_what_is_about_nothing_is_unfit(kind: PostKind, payload: object) -> None:
    with pytest.raises(PostUnfit):
        look(kind, payload)
    with pytest.raises(PostUnfit):
        look_of(Post("k", PostKind.ARTICLE, Scope("s"), 1, "{"), PASAR, [], EN, None, GUILD)
    with pytest.raises(PostUnfit, match="gone"):
        look(PostKind.ARTICLE, {}, None)


def test_foreign_text_stays_text_and_within_limits() -> None:
    for text in strings(100, seed=7):
        article = replace(PASAR, title=text, outlet=text, url=text)
        everything = {"feed": text, "url": text, "error": text, "was": text, "now": text}
        for kind in PostKind:
            payload = everything | {"message_id": 5, "source_id": 7}
            try:
                shown = look(
                    kind, payload, article, (replace(FIRST, text=text),), also=(text, f"{text}x") * 5
                )
            except PostUnfit:  # of a name that nobody can see
                continue
            sound(shown.view)
            assert 1 <= len(shown.name) <= 100
            assert pinged(shown) == {}


def test_marks_are_ids_that_discord_takes_for_components() -> None:
    marks = {mark_of(f"article:{number}:20") for number in range(5_000)}
    assert len(marks) == 5_000
    assert all(1_000 <= mark < 2**31 for mark in marks)


def test_how_posts_stand() -> None:
    paused = PausedPlace(20, Scope("discord:10"), "Discord says *no*")
    standing = Standing(3, 2, "the article is gone", (paused,))
    shown = add_standing(Sheet(0), standing, EN, manages=True).view()
    assert "posts that wait: 3" in words(shown)
    assert "left out: 2; the last one because: the article is gone" in words(shown)
    assert "nothing to <#20> at the moment: Discord says \\*no\\*" in words(shown)
    assert ids(shown) == ["warta:resume:20"]
    member = add_standing(Sheet(0), standing, EN, manages=False).view()
    assert words(member) == "-# posts that wait: 3"
    assert words(add_standing(Sheet(0), Standing(), EN, manages=True).view()) == ""


def test_both_languages_say_the_same_things() -> None:
    assert post_says("ms") is SAYS_ID
    assert post_says("de") is SAYS_EN
    for name in SAYS_EN.__slots__:
        english, indonesian = getattr(SAYS_EN, name), getattr(SAYS_ID, name)
        assert english != indonesian
        for field in ("{feed}", "{count}", "{place}", "{reason}"):
            assert (field in english) == (field in indonesian)
