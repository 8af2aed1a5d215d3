"""Sentence boundaries. In the tables, " ¦ " marks where the splitter must cut; it stands for one space."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.sentences import split
from tests.timing import within

INDONESIAN = [
    "Hujan turun. ¦ Sungai meluap.",
    "“Kami siap,” kata Wulan. ¦ Ia lalu pergi.",
    "“Kami siap. ¦ Kami berangkat besok,” kata Wulan.",
    "“Ya.” ¦ Ia pulang.",
    "“Ya. ” ¦ Ia pulang.",
    '"Apakah ini benar?" tanya Wulan. ¦ Tidak ada jawaban.',
    "“Berhenti!” teriak petugas itu. ¦ Semua diam.",
    "“Siapa yang tahu?” Wulan bertanya. ¦ Semua diam.",
    "“Siapa yang tahu?” ¦ Mereka semua diam.",
    "‘Benar?’ tanya dia. ¦ “Ya.” ¦ Lalu sunyi.",
    "kata Wulan. ¦ “Kami menunggu.”",
    "Menurut dr. Wulan, pasien itu sehat. ¦ Ia boleh pulang.",
    "Prof. Ir. H. Suparta hadir. ¦ Drs. Wibowo tidak.",
    "Rumahnya di Jl. Melati No. 5, Depok. ¦ Pagarnya hijau.",
    "Ia tinggal di No. 5. ¦ Pagarnya hijau.",
    "Beli buah, mis. Apel Malang. ¦ Jangan yang busuk.",
    "Ada beras, gula, dll. ¦ Semuanya murah.",
    "Ada beras, gula, dsb. yang murah.",
    "Surat itu ditulis a.n. Direktur Utama. ¦ Isinya singkat.",
    "PT. Maju Mundur Tbk. rugi. ¦ Sahamnya turun.",
    "Saham PT Maju Mundur Tbk. ¦ Namun pasar tenang.",
    "Laba PT Maju Mundur Tbk. Rabu kemarin turun.",
    "B.J. Habibie lahir di Parepare. ¦ Ia insinyur.",
    "W. S. Rendra membaca puisi. ¦ Penonton diam.",
    "Wulan Sari, S.H., M.H. ditunjuk. ¦ Ia hakim.",
    "Ketuanya Wulan Sari, S.H. ¦ Ia hakim.",
    "Minumlah vitamin C. ¦ Selain itu, tidurlah.",
    "Harganya Rp 1.500,- saja. ¦ Itu murah.",
    "Harganya Rp. 1.500,-. ¦ Itu murah.",
    "Anggaran Rp 2,5 triliun disetujui. ¦ Sisanya ditunda.",
    "Anggarannya Rp 5 M. ¦ Pemerintah setuju.",
    "Nilainya 3.14 dan 2,71. ¦ Keduanya irasional.",
    "Rapat pada 30.01.2025 batal. ¦ Rapat pindah ke 31.01.2025. ¦ Semua tahu.",
    "Pukul 10.30 WIB mereka tiba. ¦ Pukul 11.00 WIB. ¦ Lalu pergi.",
    "Ia lahir tahun 1950. ¦ Ayahnya guru.",
    "Pesertanya 2024. ¦ 15 orang absen.",
    "Ia menunggu... lalu pergi... ¦ Tidak ada kabar.",
    "Ia menunggu… ¦ Tidak ada kabar.",
    "1. Siapkan air",
    "1. Siapkan air. ¦ 2. Rebus. ¦ 3. Sajikan.",
    "a. Siapkan air. ¦ b) Rebus",
    "- Siapkan air. ¦ Lalu rebus.",
    "• Siapkan air",
    "Jakarta – Setelah hujan, jalan macet. ¦ Polisi turun.",
    "JAKARTA, WARTA.com - Hujan turun. ¦ Sungai meluap.",
    "Bacalah https://warta.example/a.html?b=1. ¦ Gratis.",
    "Kirim ke redaksi@warta.example. ¦ Gratis.",
    "Kirim ke www.warta.example, sekarang juga.",
    "Hujan turun (sejak pagi. ¦ Sampai malam.) ¦ Sungai meluap.",
    "Ia pulang (siapa yang tahu?) Rabu kemarin.",
    "Banjir Rendam Demak, Ribuan Warga Mengungsi",
    "tanpa titik tanpa huruf besar pokoknya panjang saja",
    "Sungai meluap. ¦ (wul/sar)",
    "Air tenang? ¦ Belum tentu!",
    "Air tenang?! ¦ Belum tentu.",
    "Hujan turun! 😀",
    "Hujan turun.[2] ¦ Sungai meluap.[3][4] ¦ Selesai.",
    "Ukurannya 5 x 6. ¦ - Lebarnya cukup.",
    "Rilisnya tahun ini. ¦ iPhone baru itu mahal.",
    "Banyak hal. ¦ Ia lupa.",
    "Lihat hal. 5 dan hlm. 7. ¦ Selesai.",
    "Ia membeli HP. ¦ Harganya mahal.",
    "Hasilnya 5! + 1 , bukan 5.",
]
ENGLISH = [
    "It rained. ¦ The river rose.",
    "“We are ready,” Ms. Lane said. ¦ She left.",
    "“We are ready. ¦ We leave tomorrow,” she said.",
    "“Stop!” he said. ¦ Nobody did.",
    "“Stop!” Mary Lane shouted. ¦ Nobody did.",
    "“Stop!” ¦ He ran.",
    "Mr. Lane met Mrs. Reed at St. Mary's. ¦ They talked.",
    "J. K. Lane wrote it. ¦ It sold.",
    "George W. Lane left. ¦ He was tired.",
    "She moved to the U.S. ¦ He stayed.",
    "The U.S. Senate voted. ¦ It passed.",
    "They met at 5 p.m. Monday. ¦ They parted at 6 p.m. ¦ It was dark.",
    "Lane Inc. said so. ¦ Shares of Lane Inc. ¦ They fell.",
    "Lane Inc. Chief Executive Bo Reed left. ¦ It was sudden.",
    "Bring fruit, e.g. Apples. ¦ Bring water.",
    "It was Lane vs. Reed. ¦ Lane won.",
    "Use plan B. ¦ The first failed.",
    "Did he? ¦ No. ¦ He slept.",
    "Take No. 5. ¦ It is fast.",
    "On Sept. 5 it rained. ¦ It was cold.",
    "See Fig. 3 and pp. 4. ¦ It is clear.",
    "It grew 2.5 percent. ¦ That is good.",
    "WASHINGTON (AP) — It rained. ¦ The river rose.",
    "He left (finally!) Monday night.",
    "Yahoo! Finance said so. ¦ It was right.",
    "John Reed Jr. left. ¦ John Reed Jr. ¦ He left.",
    "It ended.” ¦ “Good.”",
    "Lt. Gen. Reed and Sen. Lane met. ¦ They talked.",
]
PIECES = st.sampled_from(
    [
        *"aB1.!?…。”“\"')( \n\r\t,;-",
        "\xa0",
        "\u200b",
        "\u2028",
        "😀",
        "é",
        "Dr.",
        " No. ",
        "U.S. ",
        "1. ",
        ". ",
        "[1]",
        "²",
    ]
)


def parts(text: str, language: str = "id") -> list[str]:
    return [text[start:end] for start, end in split(text, language)]


@pytest.mark.parametrize("marked", INDONESIAN)
def test_indonesian(marked: str) -> None:
    assert parts(marked.replace(" ¦ ", " ")) == marked.split(" ¦ ")


@pytest.mark.parametrize("marked", ENGLISH)
def test_english(marked: str) -> None:
    assert parts(marked.replace(" ¦ ", " "), "en") == marked.split(" ¦ ")


@pytest.mark.parametrize("marked", [*INDONESIAN, *ENGLISH])
def test_no_break_spaces_are_spaces(marked: str) -> None:
    text = marked.replace(" ¦ ", "\xa0")
    assert parts(text) == marked.split(" ¦ ")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        (" \n\t\r\n", []),
        ("***\n—\n😀", []),
        ("Judul Berita\nIsi berita. Selesai.", ["Judul Berita", "Isi berita.", "Selesai."]),
        ("Satu.\r\nDua\rTiga\u2028Empat", ["Satu.", "Dua", "Tiga", "Empat"]),
        ("\ufeffSatu\u200b. \u200bDua.\u200b", ["Satu\u200b.", "Dua."]),
        ("Ia pulang. ”", ["Ia pulang. ”"]),
        ("Ia pulang.Lalu ia tidur.", ["Ia pulang.", "Lalu ia tidur."]),
        ("Situs Warta.Com tutup.", ["Situs Warta.Com tutup."]),
        ("雨が降った。川があふれた！", ["雨が降った。", "川があふれた！"]),
        ("बारिश हुई। नदी बढ़ी।", ["बारिश हुई।", "नदी बढ़ी।"]),
    ],
)
def test_lines_and_other_scripts(text: str, sentences: list[str]) -> None:
    assert parts(text) == sentences


def test_german_ordinals_end_no_sentence() -> None:
    text = "Am 7. Mai regnete es. Der Fluss stieg um 3,07. Es war kalt."
    assert parts(text, "de") == ["Am 7. Mai regnete es.", "Der Fluss stieg um 3,07.", "Es war kalt."]
    assert parts("Ia anak ke 7. Ayahnya guru.") == ["Ia anak ke 7.", "Ayahnya guru."]


@given(
    st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join)),
    st.sampled_from(["id", "en", "de", "und", ""]),
)
def test_any_text_is_covered_in_order(text: str, language: str) -> None:
    spans = split(text, language)
    covered: set[int] = set()
    last = 0
    for start, end in spans:
        assert last <= start < end <= len(text)
        sentence = text[start:end]
        assert sentence == sentence.strip()
        assert not set(sentence) & set("\n\r\u2028\u2029")
        assert any(map(str.isalnum, sentence))
        covered.update(range(start, end))
        last = end
    assert all(at in covered for at, letter in enumerate(text) if letter.isalnum())


@given(st.lists(st.sampled_from(["Hujan turun.", "Sungai naik!", "Benar?", "Judul"]), max_size=20))
def test_a_line_is_split_as_if_it_stood_alone(lines: list[str]) -> None:
    assert parts("\n".join(lines)) == lines


@pytest.mark.parametrize(
    "unit",
    [
        "x",
        ".",
        "kata ",
        ". ",
        "“Ya. ",
        "あ。",
        "Dr. ",
        "(a!) B ",
        "!) ",
        ".’",
        ".[1]",
        "ab.Bcd ",
        "1. ",
        "' ",
        ". (a ",
        "?!",
    ],
)
def test_time_is_linear(unit: str) -> None:
    """50,000 characters at once: linear takes 0.05 s at most, quadratic well over 5 s."""
    text = unit * (50_000 // len(unit)) + "x"
    with within(5):
        spans = split(text, "id")
    assert spans[-1][1] == len(text)


def test_a_sentence_of_50_000_characters_stays_whole() -> None:
    text = "kata lain " * 5_000
    assert split(text, "id") == [(0, len(text) - 1)]
