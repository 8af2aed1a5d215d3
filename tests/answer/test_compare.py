"""In what a claim and a sentence agree and differ, within one language and across the two."""

import pytest

from bot.answer.compare import Compared, Statement, compare
from bot.answer.question import analyse
from bot.text import lexicon
from tests.answer.library import candidate
from tests.timing import within

NUMBER, NAME, DATE, NEGATION = "number", "name", "date", "negation"
Case = tuple[str, str, str, list[tuple[str, str, str]]]


def compared(claim: str, sentence: str, language: str, headline: str = "") -> Compared:
    """What a claim and a sentence agree and differ in."""
    words = lexicon.load()
    statement = Statement.of(claim, analyse(claim, words).terms, words)
    return compare(statement, candidate(sentence, language=language, headline=headline), words)


def differences(claim: str, sentence: str, language: str) -> list[tuple[str, str, str]]:
    """Kind, claimed and published of every difference."""
    found = compared(claim, sentence, language).differences
    return [(one.kind.value, one.claimed, one.published) for one in found]


ENGLISH: list[Case] = [
    (
        "NimbusWorks was founded in 2022 in Beijing",
        "NimbusWorks was founded in 2023 in Hangzhou.",
        "en",
        [(NAME, "Beijing", "Hangzhou"), (DATE, "2022", "2023")],
    ),
    ("NimbusWorks was founded in Hangzhou", "NimbusWorks was founded in 2023 in Hangzhou.", "en", []),
    ("The ferry sank in 2024", "The ferry sank off Kelor on 30 January 2024.", "en", []),
    (
        "The ferry sank in 2023",
        "The ferry sank off Kelor on 30 January 2024.",
        "en",
        [(DATE, "2023", "30 January 2024")],
    ),
    ("The ferry sank on 30 January 2024", "The ferry sank in January.", "en", []),
    (
        "The ferry sank in March 2024",
        "The ferry sank off Kelor in January 2024.",
        "en",
        [(DATE, "March 2024", "January 2024")],
    ),
    ("The ferry sank in 2024", "The ferry sank in a storm.", "en", [(DATE, "2024", "")]),
    ("The mine employs 1,300 workers", "The mine employs 1.300 workers.", "en", []),
    (
        "The mine employs 1,200 workers",
        "The mine employs 1,300 workers.",
        "en",
        [(NUMBER, "1,200", "1,300")],
    ),
    ("The mine employs 1,200 workers", "The mine employs workers.", "en", [(NUMBER, "1,200", "")]),
    ("The wall cost 1.5 million dollars", "The wall cost $1,500,000.", "en", []),
    (
        "The wall cost $1.5m",
        "The wall cost 1.4 million dollars.",
        "en",
        [(NUMBER, "$1.5m", "1.4 million dollars")],
    ),
    ("Taxes rose by 5%", "Taxes rose by five percent.", "en", []),
    # A percentage and a count are never held against each other.
    ("Prices rose by 5 percent", "Prices rose in 5 towns.", "en", [(NUMBER, "5 percent", "")]),
    ("Prices rose in 5 towns", "Prices rose by 5 percent.", "en", [(NUMBER, "5", "")]),
    ("Voters backed it by 52 per cent", "Voters backed it by 48%.", "en", [(NUMBER, "52 per cent", "48%")]),
    # A year and an amount neither.
    ("The fire burned 2,024 houses", "The fire burned houses in 2024.", "en", [(NUMBER, "2,024", "")]),
    ("The fire burned houses in 2024", "The fire burned 2,024 houses.", "en", [(DATE, "2024", "")]),
    ("The fire burned 2024 houses", "The fire burned 2,024 houses.", "en", []),
    # What is counted decides which number is meant.
    (
        "The flood closed nine schools",
        "The flood closed eleven schools and two mosques.",
        "en",
        [(NUMBER, "nine", "eleven")],
    ),
    ("The flood closed 11 schools", "The flood closed eleven schools and two mosques.", "en", []),
    (
        "Two schools were closed",
        "Eleven schools and two mosques were closed.",
        "en",
        [(NUMBER, "Two", "Eleven")],
    ),
    ("Persetam won the final 2-0", "Persetam won the final 3-1.", "en", [(NUMBER, "2-0", "3-1")]),
    ("The repair took 24 months", "The repair took two years.", "en", []),
    ("The road is 1.2 km long", "The road is 1,200 metres long.", "en", []),
    ("No fewer than 12 houses burned", "12 houses burned in the village.", "en", []),
    # Names that are a part of others.
    ("The factory in York closed", "The factory in New York closed.", "en", [(NAME, "York", "New York")]),
    ("Anna resigned on Friday", "Annabel resigned on Friday.", "en", [(NAME, "Anna", "Annabel")]),
    ("Yesterday Lontoh blamed the cargo", "Harbour master Piet Lontoh blamed the cargo.", "en", []),
    (
        "The loan came from Bank Samudra",
        "The loan came from Koperasi Bahari.",
        "en",
        [(NAME, "Bank Samudra", "Koperasi Bahari")],
    ),
    (
        "Microsoft accused NimbusWorks of theft",
        "NimbusWorks was accused of theft by OpenAI.",
        "en",
        [(NAME, "Microsoft", "OpenAI")],
    ),
    ("nimbusworks moved to beijing", "NimbusWorks moved to Jakarta.", "en", [(NAME, "beijing", "Jakarta")]),
    # Negation.
    (
        "The company published its evidence",
        "The company has not published its evidence.",
        "en",
        [(NEGATION, "", "has not")],
    ),
    (
        "The company did not publish its evidence",
        "The company published its evidence.",
        "en",
        [(NEGATION, "did not", "")],
    ),
    ("The company did not publish its evidence", "The company never published its evidence.", "en", []),
    ("The bridge is not only long", "The bridge is not only long but also wide.", "en", []),
    ("The bridge is long", "The bridge is not only long but also wide.", "en", []),
    ("The bridge is wide", "The bridge is not only long but also wide.", "en", []),
    ("No fewer than twelve houses burned", "Twelve houses burned.", "en", []),
    (
        "The company denied the accusation",
        "The company did not deny the accusation.",
        "en",
        [(NEGATION, "", "did not")],
    ),
    ("The company bribed the mayor", "The company did not deny that it bribed the mayor.", "en", []),
    (
        "The company bribed the mayor",
        "The company denied that it bribed the mayor.",
        "en",
        [(NEGATION, "", "denied")],
    ),
    # A negation in another clause is nobody's business.
    ("The ferry sank near the reef", "The ferry, which was not insured, sank near the reef.", "en", []),
    ("Two firefighters were treated", "There were no deaths, but two firefighters were treated.", "en", []),
    (
        "Trucks may cross the bridge",
        "Trucks are banned from crossing the bridge.",
        "en",
        [(NEGATION, "", "banned from")],
    ),
    ("Didn't the company publish its evidence?", "The company published its evidence.", "en", []),
    ("Did the company publish its evidence?", "The company published its evidence.", "en", []),
]

INDONESIAN: list[Case] = [
    ("Kebakaran menghanguskan 147 kios", "Kebakaran menghanguskan 147 kios di pasar.", "id", []),
    (
        "Kebakaran menghanguskan 174 kios",
        "Kebakaran menghanguskan 147 kios di pasar.",
        "id",
        [(NUMBER, "174", "147")],
    ),
    ("Pasar dibangun sejak 1989", "Pasar itu dibangun sejak 1998.", "id", [(DATE, "1989", "1998")]),
    ("Penduduknya 1.200.000 orang", "Penduduknya 1,2 juta orang.", "id", []),
    ("Kerugiannya Rp3 miliar", "Kerugiannya mencapai Rp 3.000.000.000.", "id", []),
    (
        "Kerugiannya Rp 3 miliar",
        "Kerugiannya mencapai Rp 4,7 miliar.",
        "id",
        [(NUMBER, "Rp 3 miliar", "Rp 4,7 miliar")],
    ),
    ("Harga naik 5 persen", "Harga naik lima persen.", "id", []),
    ("Harga naik 5 persen", "Harga naik di lima kota.", "id", [(NUMBER, "5 persen", "")]),
    ("Jembatan diresmikan 24 Mei 2025", "Jembatan diresmikan pada Sabtu (24/5/2025).", "id", []),
    (
        "Jembatan diresmikan 25 Mei 2025",
        "Jembatan diresmikan pada Sabtu (24/5/2025).",
        "id",
        [(DATE, "25 Mei 2025", "Sabtu (24/5/2025)")],
    ),
    (
        "Jembatan diresmikan tahun 2024",
        "Jembatan sepanjang 2.024 meter diresmikan.",
        "id",
        [(DATE, "2024", "")],
    ),
    ("Bupati meresmikan jembatan", "Bupati belum meresmikan jembatan.", "id", [(NEGATION, "", "belum")]),
    (
        "Perusahaan mencemari sungai",
        "Perusahaan membantah mencemari sungai.",
        "id",
        [(NEGATION, "", "membantah")],
    ),
    ("Perusahaan mencemari sungai", "Perusahaan tidak membantah mencemari sungai.", "id", []),
    (
        "Perusahaan mencemari sungai",
        "Perusahaan tidak hanya mencemari sungai, tetapi juga menebang hutan.",
        "id",
        [],
    ),
    (
        "Perusahaan menebang hutan",
        "Perusahaan tidak hanya mencemari sungai, tetapi juga menebang hutan.",
        "id",
        [],
    ),
    ("Pedagang dipungut sewa", "Pedagang berjualan tanpa dipungut sewa.", "id", [(NEGATION, "", "tanpa")]),
    ("Sewa tidak dipungut", "Pedagang tidak dipungut sewa.", "id", []),
    ("Api padam", "Tak lama kemudian api padam.", "id", []),
    ("Truk boleh melintas", "Truk dilarang melintas.", "id", [(NEGATION, "", "dilarang")]),
    (
        "Gempa mengguncang Jawa di Pacitan",
        "Gempa mengguncang Jawa Timur di Pacitan.",
        "id",
        [(NAME, "Jawa", "Jawa Timur")],
    ),
    ("Kantornya di Surabaya", "Kantornya di Semarang.", "id", [(NAME, "Surabaya", "Semarang")]),
]

ACROSS: list[Case] = [
    ("The population is 1.2 million", "Penduduknya 1,2 juta.", "id", []),
    ("Dua belas rumah terbakar", "Twelve houses burned.", "en", []),
    ("Sepuluh rumah terbakar", "Twelve houses burned.", "en", [(NUMBER, "Sepuluh", "Twelve")]),
    ("Kerugiannya Rp 7,2 miliar", "The loss was 7.2 billion rupiah.", "en", []),
    ("Prices rose by 5 percent", "Harga naik 6 persen.", "id", [(NUMBER, "5 percent", "6 persen")]),
    ("The White House denied the report", "Gedung Putih membantah laporan itu.", "id", []),
    ("Gedung Putih merilis laporan", "The White House released the report.", "en", []),
    ("AS menaikkan tarif", "The US raised tariffs.", "en", []),
    ("The US raised tariffs", "AS menaikkan tarif.", "id", []),
    ("Kapal tiba dari Jerman", "The ship arrived from Japan.", "en", [(NAME, "Jerman", "Japan")]),
    ("Sungai Cirandu meluap", "The Cirandu river overflowed.", "en", []),
    ("Yayasan Melati mengobati pengungsi", "The Melati Foundation treated evacuees.", "en", []),
    (
        "The company published the evidence",
        "Perusahaan itu belum menerbitkan bukti.",
        "id",
        [(NEGATION, "", "belum")],
    ),
    ("Perusahaan belum menerbitkan bukti", "The company has not published the evidence.", "en", []),
    ("It opened in August 2025", "Pasar dibuka pada 17 Agustus 2025.", "id", []),
    (
        "Pasar dibuka 18 Agustus 2025",
        "It opened on August 17, 2025.",
        "en",
        [(DATE, "18 Agustus 2025", "August 17, 2025")],
    ),
]


@pytest.mark.parametrize(("claim", "sentence", "language", "expected"), [*ENGLISH, *INDONESIAN, *ACROSS])
def test_what_differs(claim: str, sentence: str, language: str, expected: list[tuple[str, str, str]]) -> None:
    assert differences(claim, sentence, language) == expected


@pytest.mark.parametrize(
    ("claim", "sentence", "language", "agrees"),
    [
        (
            "NimbusWorks hired 40 people in Hangzhou in 2023",
            "In 2023 NimbusWorks hired 40 people in Hangzhou.",
            "en",
            ("NimbusWorks", "Hangzhou", "2023", "40"),
        ),
        ("Kerugian Rp 4,7 miliar", "Kerugian ditaksir Rp 4.700.000.000.", "id", ("Rp 4,7 miliar",)),
        # Only what both say: the sentence knows no year.
        ("The ferry sank on 30 January 2024", "The ferry sank on January 30.", "en", ("January 30",)),
        ("retno opened the market", "The market was opened by Retno.", "en", ("Retno",)),
    ],
)
def test_what_agrees(claim: str, sentence: str, language: str, agrees: tuple[str, ...]) -> None:
    assert compared(claim, sentence, language).agrees == agrees


def test_a_name_in_the_headline_is_no_difference() -> None:
    claim, sentence = "NimbusWorks was founded in Hangzhou", "The firm was founded in Hangzhou."
    alone = compared(claim, sentence, "en").differences
    assert [one.claimed for one in alone] == ["NimbusWorks"]
    assert compared(claim, sentence, "en", "How NimbusWorks began").differences == ()


def test_a_headline_in_capitals_offers_no_names() -> None:
    found = differences("Kantornya di Surabaya", "Bupati Resmikan Kantor Baru Di Semarang Utara", "id")
    assert found == [(NAME, "Surabaya", "")]


@pytest.mark.parametrize(
    "unit", ["not ", "1.5 juta ", "tidak ", "Aa Bb ", "1/2/2024 ", "2024 ", "a, ", "Rp ", "di "]
)
def test_a_long_claim_and_a_long_sentence_take_no_time(unit: str) -> None:
    claim, sentence = "Kapal " + unit * (1_900 // len(unit)), "Kapal " + unit * (20_000 // len(unit))
    with within(10):
        compared(claim, sentence, "id")
