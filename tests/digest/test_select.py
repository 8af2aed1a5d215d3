"""Which sentences of a story are quoted."""

import json
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest.features import Account, leans, read_story
from bot.digest.select import MOST_ACCOUNTS, Chosen, choose

HERALD = (
    "Bridge in Muara Teduh reopens after two years",
    "The bridge over the Cirandu in Muara Teduh reopened on Monday after two years of repairs.",
    "However, lorries over 12 tonnes must still take the road through Tambakreja until the spring.",
    "Mayor Rahma Yuni said the repairs had cost 40 billion rupiah, a third more than planned.",
    "Is it too late for the shops on the north bank?",
    "Some 3,000 people crossed it on foot before noon.",
)
POST = (
    "Cirandu bridge open again",
    "Traffic is crossing the Cirandu bridge in Muara Teduh again, two years after the flood that closed it.",
    "Shopkeepers on the north bank have lost half of their customers since, their union says.",
    "The repairs cost 40 billion rupiah, Mayor Rahma Yuni said.",
)
KABAR = (
    "Jembatan Cirandu dibuka lagi",
    "Jembatan Cirandu di Muara Teduh dibuka kembali pada Senin setelah dua tahun diperbaiki.",
    "Hal itu disambut para pedagang di tepi utara.",
    "Perbaikan menelan biaya Rp40 miliar, kata Wali Kota Rahma Yuni.",
)


def account(outlet: str, texts: tuple[str, ...], language: str = "en") -> Account:
    """What an outlet says, headline first."""
    return Account(outlet, language, "2026-03-02", tuple(enumerate(texts)))


STORY = [account("Herald", HERALD), account("Post", POST), account("Kabar", KABAR, "id")]


def outlets(found: list[Chosen], story: list[Account]) -> set[str]:
    """The outlets that are heard."""
    return {story[one.account].outlet for one in found}


@pytest.mark.parametrize("most", [1, 2, 3, 5])
def test_a_few_sentences_are_quoted_to_the_letter_in_reading_order(most: int) -> None:
    found = choose(STORY, "en", most=most)
    assert 1 <= len(found) <= most
    for one in found:
        assert (one.position, one.text) in STORY[one.account].sentences
        assert one.position > 0
    assert [(one.position, one.account) for one in found] == sorted(
        (one.position, one.account) for one in found
    )


def test_a_story_of_several_outlets_draws_on_two() -> None:
    assert outlets(choose(STORY, "en"), STORY) == {"Herald", "Post"}
    for words in (5, 20, 200):
        assert len(outlets(choose(STORY, "en", words=words, most=2), STORY)) == 2


def test_the_language_of_the_digest_comes_first_and_any_is_better_than_none() -> None:
    assert outlets(choose(STORY, "id"), STORY) == {"Kabar"}
    assert outlets(choose(STORY[:2], "id"), STORY) == {"Herald", "Post"}


def test_what_is_said_twice_is_quoted_once() -> None:
    story = [account(name, HERALD) for name in ("Herald", "Post", "Echo")]
    texts = [one.text for one in choose(story, "en", words=200, most=5)]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("words", [15, 30, 60, 120, 400])
@pytest.mark.parametrize("texts", [HERALD, POST, KABAR])
def test_nothing_points_back_to_what_is_not_there(texts: tuple[str, ...], words: int) -> None:
    found = choose([account("Herald", texts)], words=words, most=9)
    stands = {one.position for one in found}
    assert all(not leans(one.text) or one.position - 1 in stands for one in found)


@pytest.mark.parametrize(
    "text", ["However, it rained.", "“He left,” she said.", "Hal itu benar.", "Dia mengatakan."]
)
def test_a_beginning_that_points_back_is_seen(text: str) -> None:
    assert leans(text)
    assert not leans("The bridge is open.")
    assert not leans("Hal baru ditemukan di Muara Teduh.")


def test_what_opens_an_article_points_to_nothing_before_it() -> None:
    opening = (POST[0], "This is how the Cirandu bridge in Muara Teduh looked on Monday, open again.")
    assert [one.text for one in choose([account("Post", (*opening, HERALD[4]))], "en")][:1] == [opening[1]]


def test_a_longer_budget_holds_more_and_is_kept_but_for_half_a_sentence() -> None:
    lengths = []
    for words in (20, 40, 80):
        found = choose(STORY[:1], "en", words=words, most=9)
        whole = sum(len(one.text.split()) for one in found)
        assert whole - len(found[-1].text.split()) / 2 <= words
        lengths.append(whole)
    assert lengths == sorted(lengths)
    assert lengths[0] < lengths[-1]


def test_of_hundreds_of_accounts_some_of_every_outlet_are_read() -> None:
    story = [account("Herald", HERALD)] * 299 + [account("Post", POST)]
    found = choose(story, "en")
    assert outlets(found, story) == {"Herald", "Post"}
    assert max(one.account for one in found) == 299 > MOST_ACCOUNTS


def test_what_is_no_story_is_no_digest() -> None:
    assert choose([]) == []
    assert choose([Account("Herald", "en", "", ((0, "Bridge reopens"),))]) == []
    assert [one.text for one in choose([account("Herald", ("Bridge", "Open."))])] == ["Open."]


def test_every_word_has_its_features() -> None:
    for one in read_story(STORY):
        assert len(one.words) == len(one.keys)
        assert 0 <= one.features["headline"] <= 1
        assert 0 <= one.features["support"] <= 1


@given(
    st.lists(st.lists(st.text(max_size=60), max_size=6), max_size=4), st.integers(0, 100), st.integers(0, 4)
)
@settings(max_examples=60, deadline=None)
def test_any_text_is_quoted_to_the_letter(texts: list[list[str]], words: int, most: int) -> None:
    story = [Account(str(place), "en", "", tuple(enumerate(one))) for place, one in enumerate(texts)]
    for one in choose(story, "en", words=words, most=most):
        assert (one.position, one.text) in story[one.account].sentences


def test_the_protocol_answers_a_line_with_a_line() -> None:
    request = {
        "id": "a",
        "lang": "en",
        "docs": [
            {"title": one[0], "text": "\n".join(one[1:]), "source": name}
            for name, one in (("H", HERALD), ("P", POST))
        ],
        "max_words": 60,
    }
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.protocol", "digest"],
        input=json.dumps(request) + "\n",
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    answer = json.loads(done.stdout)
    assert answer["id"] == "a"
    assert answer["summary"] == " ".join(answer["sentences"])
    assert set(answer["sentences"]) & set(HERALD)
    assert set(answer["sentences"]) & set(POST)
