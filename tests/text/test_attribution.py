"""Who said what, in sentences of our own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Attribution, Said
from bot.text.attribution import attribute
from tests.timing import within


def one(text: str) -> Attribution | None:
    """The attribution of a lone sentence."""
    found = attribute([(1, text)])
    return found[0] if found else None


def said(text: str, found: Attribution) -> str:
    """The words that were said."""
    return text[found.start : found.start + found.length]


QUOTED = [
    ("“The bridge will open in May,” said Rini Halim.", "Rini Halim", "said"),
    ("“The bridge will open in May,” Rini Halim said on Monday.", "Rini Halim", "said"),
    (
        '"The bridge will open in May," Rini Halim, the head of the works, told reporters.',
        "Rini Halim",
        "told",
    ),
    ("Rini Halim said: “The bridge will open in May.”", "Rini Halim", "said"),
    ("“Jembatan dibuka bulan Mei,” kata Rini Halim.", "Rini Halim", "kata"),
    ("“Jembatan dibuka bulan Mei,” ujar Rini Halim, kepala dinas.", "Rini Halim", "ujar"),
    ('"Jembatan dibuka bulan Mei," tutur kepala dinas Rini Halim, Senin (3/3).', "Rini Halim", "tutur"),
    ("Menurut Rini Halim, “jembatan dibuka bulan Mei.”", "Rini Halim", "Menurut"),
    ("“Kami tidak tahu apa-apa,” ungkap juru bicara PT Baja Arunika.", "PT Baja Arunika", "ungkap"),
    ("“We never saw the letter,” Kestrel Bay Ltd claimed.", "Kestrel Bay Ltd", "claimed"),
]
CLAIMED = [
    ("Rini Halim said that the bridge would open in May.", "Rini Halim", "the bridge would open in May"),
    ("Rini Halim said the bridge would open in May.", "Rini Halim", "the bridge would open in May"),
    ("Rini Halim, who leads the works, announced that tolls would rise.", "Rini Halim", "tolls would rise"),
    ("Bupati Sangkara, Rini Halim, menyebut jembatan itu aman.", "Rini Halim", "jembatan itu aman"),
    ("The mayor of Sangkara, Rini Halim, said the bridge is safe.", "Rini Halim", "the bridge is safe"),
    ("Guru mereka, Rini Halim, mengatakan lomba ditunda.", "Rini Halim", "lomba ditunda"),
    ("Rini Halim, Kepala Dinas Jalan, mengatakan lomba ditunda.", "Rini Halim", "lomba ditunda"),
    ("Rini Halim juga mengatakan lomba ditunda.", "Rini Halim", "lomba ditunda"),
    ("Kestrel Bay has denied that the steel was late.", "Kestrel Bay", "the steel was late"),
    ("According to Rini Halim, the bridge is safe.", "Rini Halim", "the bridge is safe"),
    ("The bridge is safe, according to Rini Halim.", "Rini Halim", "The bridge is safe"),
    ("Menurut Rini Halim, jembatan itu aman.", "Rini Halim", "jembatan itu aman"),
    ("Jembatan itu aman, menurut Rini Halim.", "Rini Halim", "Jembatan itu aman"),
    ("Rini Halim mengatakan bahwa jembatan itu aman.", "Rini Halim", "jembatan itu aman"),
    ("Rini Halim membantah menerima suap dari kontraktor.", "Rini Halim", "menerima suap dari kontraktor"),
    (
        "PT Baja Arunika menuduh Kestrel Bay menyalin rancangannya.",
        "PT Baja Arunika",
        "Kestrel Bay menyalin rancangannya",
    ),
    (
        "Kestrel Bay accused PT Baja Arunika of copying its design.",
        "Kestrel Bay",
        "PT Baja Arunika of copying its design",
    ),
    ("The Harbour Council warned that ferries may stop.", "Harbour Council", "ferries may stop"),
    ("Wali Kota Cendana berjanji membangun dermaga baru.", None, "membangun dermaga baru"),
]
NOBODY = [
    "The bridge will open in May.",
    "Jembatan dibuka bulan Mei menurut rencana semula.",
    "Kestrel Bay was accused of copying a design.",
    "Kestrel Bay dituduh menyalin rancangan.",
    "The so-called “bridge of sighs” will open in May.",
    "Film “Hujan di Cendana” tayang bulan Mei.",
    "It is said that the bridge is old.",
    "Konon kabarnya jembatan itu sudah tua.",
    "He said the bridge was old.",
    "“Jembatan itu sudah tua,” katanya.",
]


@pytest.mark.parametrize(("text", "speaker", "verb"), QUOTED)
def test_a_quotation_has_its_speaker(text: str, speaker: str, verb: str) -> None:
    found = one(text)
    assert found is not None
    assert (found.speaker, found.verb, found.kind) == (speaker, verb, Said.QUOTATION)
    assert said(text, found) in text.replace("“", '"').replace("”", '"').split('"')


@pytest.mark.parametrize(("text", "speaker", "words"), CLAIMED)
def test_a_claim_has_its_speaker(text: str, speaker: str | None, words: str) -> None:
    found = one(text)
    assert found is not None
    assert found.kind is Said.CLAIM
    assert said(text, found) == words
    if speaker is not None:
        assert found.speaker == speaker


@pytest.mark.parametrize("text", NOBODY)
def test_where_nobody_is_named_nobody_said_it(text: str) -> None:
    assert one(text) is None


def test_a_pronoun_is_the_last_speaker() -> None:
    found = attribute(
        [
            (1, "“Jembatan dibuka bulan Mei,” kata Rini Halim."),
            (2, "Hujan turun sepanjang malam."),
            (3, "“Dermaga menyusul,” ujarnya."),
            (4, "She said the toll would stay as it is."),
        ]
    )
    assert [(each.position, each.speaker) for each in found] == [
        (1, "Rini Halim"),
        (3, "Rini Halim"),
        (4, "Rini Halim"),
    ]


def test_a_quotation_goes_on_in_the_next_sentence() -> None:
    found = attribute([(1, "“We are ready,” said Rini Halim."), (2, "“The ferries will sail on Monday.”")])
    assert [each.speaker for each in found] == ["Rini Halim", "Rini Halim"]


def test_a_headline_is_left_out() -> None:
    assert attribute([(0, "Rini Halim said the bridge will open")]) == []


@given(st.text(alphabet='ab “”",.;:-ABkatsidhelocrngmu', max_size=2_500))
def test_no_text_takes_long(text: str) -> None:
    with within(5):
        for each in attribute([(1, text)]):
            assert 0 <= each.start <= each.start + each.length <= len(text)
