"""Digests as cards: whatever they hold fits, and nothing of it is left out."""

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest.parts import QUOTE, TITLE, part_of, parts, posts, skipped
from bot.domain import (
    Article,
    Digest,
    DigestAnswer,
    DigestCorrection,
    DigestQuote,
    DigestStory,
    Schedule,
    Scope,
)
from bot.outbox import PostUnfit
from cogs import digest_cards
from cogs.escape import plain, units
from cogs.phrases import EN, ID
from cogs.posts import look_of, mark_of
from tests.cogs.conftest import components_of, ids, words
from tests.cogs.hostile import sound, strings

SCOPE = Scope("discord:10")
SINCE, UNTIL = "2025-03-13T00:30:00+00:00", "2025-03-14T00:29:59+00:00"
MARKET = Article(
    12, 1, "Market opens", "https://kabar.example/market", "Kabar Uji", "", "2025-03-13", "en", "", 1, 9
)
PASAR = replace(MARKET, id=13, title="Pasar dibuka", outlet="Harian Muara", language="id", url="")
STORY = DigestStory(5, MARKET, (DigestQuote(MARKET, 1, "The market of Muara Teduh opens."),), (MARKET, PASAR))
DIGEST = Digest(
    SCOPE,
    "en",
    SINCE,
    UNTIL,
    (STORY, replace(STORY, story_id=6, headline=PASAR, quotes=())),
    (DigestCorrection(MARKET, "40 traders came.", "45 traders came."), DigestCorrection(PASAR, "Sepi.", "")),
    (DigestAnswer("who opened the market?", DigestQuote(MARKET, 2, "Rahma Yuni opened it.")),),
    7,
    3,
)
SCHEDULE = Schedule(4, SCOPE, "Asia/Jakarta", (), place=20)

texts = st.one_of(
    st.sampled_from(list(strings(300))),
    st.text(max_size=30).map(lambda text: text * 40),
    st.just("*_`" * 2_000),
)
articles = st.builds(
    Article,
    st.integers(1, 99),
    st.just(1),
    texts,
    st.sampled_from(["", "https://kabar.example/" + "a" * 300, "javascript:alert(1)"]),
    texts,
    st.just(""),
    st.sampled_from(["", "2025-03-13", "x"]),
    st.sampled_from(["en", "id", "und", "ar"]),
    st.just(""),
    st.just(1),
    st.just(1),
)
quotes = st.builds(DigestQuote, articles, st.just(1), texts)
stories = st.builds(
    DigestStory,
    st.just(1),
    articles,
    st.lists(quotes, max_size=3).map(tuple),
    st.lists(articles, max_size=40).map(tuple),
)
digests = st.builds(
    Digest,
    st.just(SCOPE),
    st.sampled_from(["en", "id", "", "ar"]),
    st.sampled_from(["", SINCE]),
    st.just(UNTIL),
    st.lists(stories, max_size=12).map(tuple),
    st.lists(st.builds(DigestCorrection, articles, texts, texts), max_size=4).map(tuple),
    st.lists(st.builds(DigestAnswer, texts, quotes), max_size=4).map(tuple),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
)


def shown(digest: Digest, late: int = 0) -> list[str]:
    """The text of each card."""
    return [words(digest_cards.part(one, EN, None).view()) for one in parts(digest, late)]


def test_a_digest_in_one_card() -> None:
    (text,) = shown(DIGEST)
    assert text == (
        "## Digest · 14 March 2025\n2 stories out of 7 articles · 3 stories more\n"
        "### Market opens\n“The market of Muara Teduh opens.”\n-# Kabar Uji · 13 March 2025\n"
        "-# also in: Harian Muara\n"
        "### Pasar dibuka\n-# in Indonesian\n-# Harian Muara · 13 March 2025\n-# also in: Kabar Uji\n"
        "### Corrected\nwas: “40 traders came.”\nnow: “45 traders came.”\n-# Kabar Uji · 13 March 2025\n"
        "was: “Sepi.”\nnow: taken out\n-# Harian Muara · 13 March 2025\n"
        "### Answered since\n**who opened the market?**\n“Rahma Yuni opened it.”\n"
        f"-# Kabar Uji · 13 March 2025\n-# {text.rpartition('-# ')[2]}"
    )
    assert "–" in text.rpartition("-# ")[2]  # from when to when
    buttons = ids(digest_cards.part(parts(DIGEST)[0], EN, None).view())
    assert buttons.count(MARKET.url) == 3
    assert [one for one in buttons if one.startswith("warta")] == [
        "warta:ask-about:12:0",
        "warta:ask-about:13:1",
    ]


def test_a_quiet_day_and_a_late_one() -> None:
    quiet = Digest(SCOPE, "id", SINCE, UNTIL)
    (one,) = parts(quiet, 3_900)
    text = words(digest_cards.part(one, ID, None).view())
    assert text.startswith("## Ringkasan · 14 Maret 2025\nHari yang tenang")
    assert "Terlambat 1 h 5 min" in text


def test_a_long_digest_goes_on_in_the_next_card() -> None:
    long = replace(
        STORY, quotes=tuple(DigestQuote(MARKET, one, f"{one} " + "a" * 400 + ".") for one in range(3))
    )
    digest = replace(DIGEST, stories=(long,) * 5, corrections=(), answered=())
    texts = shown(digest)
    assert len(texts) > 1
    assert sum(text.count("### Market opens") for text in texts) == 5
    assert "5 stories out of 7" in texts[0]
    assert all(f"{place} of {len(texts)}" in text for place, text in enumerate(texts, 1))


@settings(max_examples=60, deadline=None)
@given(digests)
def test_whatever_a_digest_holds_fits_and_is_all_there(digest: Digest) -> None:
    counts = [0, 0, 0]
    for post in posts(digest, SCHEDULE, "2025-03-14 07:30"):
        one = part_of(json.loads(post.payload))
        view = digest_cards.part(one, EN, None).view()
        sound(view)
        components = components_of(view)
        text = words(view)
        assert units(text) <= 4_000
        assert components
        for story in one.digest.stories:
            assert f"### {plain(story.headline.title, TITLE)}" in text
            for quote in story.quotes:
                assert plain(quote.text, QUOTE) in text
        for change in one.digest.corrections:
            assert plain(change.before, QUOTE) in text
        for answer in one.digest.answered:
            assert plain(answer.question, TITLE) in text
        assert len([one for one in ids(view) if "ask-about" in one]) == len(one.digest.stories)
        counts = [
            before + len(now)
            for before, now in zip(
                counts, (one.digest.stories, one.digest.corrections, one.digest.answered), strict=True
            )
        ]
    assert counts == [len(digest.stories), len(digest.corrections), len(digest.answered)]


def test_a_part_is_read_as_it_was_written() -> None:
    first, *_ = posts(DIGEST, SCHEDULE, "2025-03-14 07:30", late=60)
    assert part_of(json.loads(first.payload)) == parts(DIGEST, 60)[0]
    assert (first.key, first.place, "into" in json.loads(first.payload)) == (
        "digest:4:2025-03-14 07:30:1",
        20,
        False,
    )
    many = posts(replace(DIGEST, stories=(STORY,) * 12), SCHEDULE, "r")
    assert {json.loads(one.payload).get("into") for one in many[1:]} == {"digest:4:r:1"}


def test_as_posts() -> None:
    (post,) = posts(DIGEST, SCHEDULE, "r")
    look = look_of(post, None, [], ID, None, 10)
    assert look.name == "Digest · 14 March 2025"  # in the digest's language, not the server's
    assert look.view.children[0].id == mark_of(post.key)
    left_out = look_of(skipped(SCHEDULE, "r", 2, SINCE), None, [], EN, None, 10)
    assert "is left out" in words(left_out.view)
    assert "missed: 2" in words(left_out.view)
    for payload in ("{}", '{"digest": 3}', '{"digest": {"articles": []}}'):
        try:
            look_of(replace(post, payload=payload), None, [], EN, None, 10)
        except PostUnfit:
            continue
        raise AssertionError(payload)
