"""The index of terms, beside a plain dictionary."""

from collections import deque

from hypothesis import given
from hypothesis import strategies as st

from bot.digest import postings
from bot.digest.postings import Postings

Articles = list[tuple[int, list[int]]]


@given(st.lists(st.tuples(st.sets(st.sampled_from("abcdefgh"), min_size=1), st.integers(0, 3)), max_size=60))
def test_it_knows_what_a_dictionary_would(stream: list[tuple[set[str], int]]) -> None:
    index, plain = Postings(), dict[str, list[int]]()
    here: deque[tuple[int, list[int], list[str]]] = deque()
    for article, (terms, leaving) in enumerate(stream):
        ordered = sorted(terms)
        here.append((article, index.add(article, ordered), ordered))
        for term in ordered:
            plain.setdefault(term, []).append(article)
        for _ in range(min(leaving, len(here))):
            gone, numbers, names = here.popleft()
            index.forget(numbers)
            for term in names:
                plain[term].remove(gone)
        renamed = tidied(index, [(one, numbers) for one, numbers, _ in here])
        here = deque((one, [renamed[n] for n in numbers], names) for one, numbers, names in here)
        for term, articles in plain.items():
            number = index.number(term)
            assert number is not None or not articles
            if number is not None:
                assert index.text(number) == term
                assert index.count(number) == len(articles)
                assert list(index.articles(number)) == articles[::-1]


def tidied(index: Postings, articles: Articles) -> dict[int, int]:
    """Let it tidy up, however little there is."""
    least, postings._LEAST = postings._LEAST, 0
    try:
        renamed = index.tidy(articles)
    finally:
        postings._LEAST = least
    same = {number: number for _, numbers in articles for number in numbers}
    return same if renamed is None else renamed


def test_what_has_left_is_let_go_of() -> None:
    index = Postings()
    for article in range(5_000):
        index.forget(index.add(article, (f"t{article}", "all", f"u{article % 7}")))
    last = index.add(5_000, ("all", "t5000"))
    renamed = index.tidy([(5_000, last)])
    assert renamed is not None
    assert [index.text(renamed[term]) for term in last] == ["all", "t5000"]
    assert index.number("t1") is None
    assert list(index.articles(renamed[last[0]])) == [5_000]
    assert index.tidy([(5_000, [renamed[term] for term in last])]) is None
