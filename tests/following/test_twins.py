"""Copies of one article."""

import pytest

from bot.domain import Draft, Twin
from bot.ingest.twins import prints_of, site_of, twin_of
from tests.drafts import article, ferry

URL = "https://kabar.example/kapal/1"


def stored(draft: Draft, url: str = URL) -> Twin:
    """A draft as it is stored of another feed."""
    return Twin(7, 3, url, draft.content_hash, draft.text)


def test_the_same_address_is_the_same_article() -> None:
    one, changed = (
        ferry(1).at(URL).draft(),
        article("Lain").saying("Kata yang lain sama sekali.").at(URL).draft(),
    )
    assert set(prints_of(one)) & set(prints_of(changed))
    assert twin_of(changed, [stored(one)]) is not None


@pytest.mark.parametrize(
    ("url", "copy"),
    [
        ("https://www.kabar.example/amp/kapal-1", True),
        ("https://m.kabar.example/kapal-1", True),
        ("https://lain.example/kapal/1", False),  # an agency's text, in another outlet: another article
    ],
)
def test_the_same_words_are_a_copy_of_the_same_outlet_alone(url: str, copy: bool) -> None:
    one = ferry(1).at(URL).draft()
    other = ferry(1).saying(*ferry(1).body, "Satu kalimat lagi.").at(url).draft()
    assert bool(set(prints_of(one)) & set(prints_of(other))) is copy
    assert (twin_of(other, [stored(one)]) is not None) is copy


def test_articles_of_one_form_are_no_copies() -> None:
    drafts = [
        article("Cuaca hari ini di Muara Teduh dan sekitarnya").saying(
            f"Suhu hari ini {20 + day} derajat dengan angin dari {wind} dan langit {sky}.",
            f"Nelayan diminta {advice} karena gelombang setinggi {day} meter.",
        )
        for day, wind, sky, advice in (
            (1, "barat", "cerah", "melaut lebih pagi"),
            (3, "timur laut", "mendung tebal", "menunda perjalanan ke pulau"),
        )
    ]
    one, other = (draft.at(f"{URL}{place}").draft() for place, draft in enumerate(drafts))
    assert set(prints_of(one)) & set(prints_of(other))  # the same headline: compared, and told apart
    assert twin_of(other, [stored(one)]) is None


def test_sites_are_hosts_without_their_versions() -> None:
    assert site_of("https://www.kabar.example/x") == site_of("http://amp.kabar.example") == "kabar.example"
    assert site_of("https://m.example/") == "m.example"
    assert site_of("nonsense") == site_of("http://[") == ""
