"""The words of the lexicon: that every line is well-formed and that everyday news words are in it."""

import re
import unicodedata
from functools import cache

import pytest
import snowballstemmer

from bot.text import lexicon

FUNCTION_WORDS = {
    "en": """
        the a an of in on at to by for with from and or but is are was were be been being am it this
        that these those he she they we you i his hers him them their its my our your me not no nor so
        than then there here what which who whom whose when where why how do does can could will would
        shall should must may might if into onto out up down too very also any both some most just
    """,
    "id": """
        yang di ke dari dan atau ini itu untuk pada dengan adalah ialah akan telah sudah juga tidak tak
        bukan ia dia mereka kami kita saya aku anda kamu bahwa oleh sebagai dalam seperti jika kalau
        karena agar supaya apa apakah siapa kapan mana mengapa kenapa bagaimana berapa dimana lagi pun
        dapat bisa boleh harus para sebuah suatu seorang namun tetapi tapi serta yaitu yakni
    """,
}
# Names that are spelt like a function word but for their capitals.
NAMES = {"May", "US", "WHO", "IT"}

EVERYDAY = {
    "en": """
        accuse accusation arrest court judge trial prison lawyer evidence law steal theft murder
        corruption fraud police victim crime say tell report announce warn deny claim confirm criticize
        promise government president minister parliament governor mayor party election vote candidate
        campaign protest policy treaty embassy economy price cost tax budget inflation trade export
        import market bank money debt investment profit company factory worker wage unemployment strike
        technology computer internet data software artificial intelligence phone hacker flood earthquake
        storm fire rain drought volcano landslide evacuate rescue damage injured dead die hospital
        doctor disease vaccine patient medicine school teacher student university exam book library
        football match win lose champion coach stadium medal team road bridge car train ship airport
        plane accident passenger energy oil coal electricity forest river sea island mountain animal
        fish farmer rice religion mosque church festival culture music film artist science research
        planet war soldier weapon peace attack world country city village Germany Japan Egypt Dutch
        China family mother father child woman marry born old yesterday today week month year century
        January Monday two hundred million cheap expensive large small before after against cause reason
        goal name population capital length height increase decrease happen
    """,
    "id": """
        tuduhan menuduh tersangka penangkapan pengadilan hakim sidang penjara pengacara bukti
        undang-undang mencuri pencurian pembunuhan korupsi penipuan polisi korban kejahatan mengatakan
        ujar tutur ungkap laporan mengumumkan peringatan membantah mengaku memastikan kritik janji
        pemerintah presiden menteri parlemen gubernur bupati partai pemilu suara calon kampanye
        kebijakan perjanjian kedutaan ekonomi harga biaya pajak anggaran inflasi perdagangan ekspor
        impor pasar bank uang utang investasi keuntungan perusahaan pabrik buruh gaji pengangguran mogok
        teknologi komputer internet data akun kecerdasan telepon peretas banjir gempa badai kebakaran
        hujan kekeringan gunung longsor mengungsi penyelamatan kerusakan terluka tewas meninggal sakit
        dokter penyakit vaksin pasien obat sekolah guru siswa mahasiswa universitas ujian buku
        perpustakaan pertandingan menang kalah juara pelatih stadion medali tim jalan jembatan mobil
        kereta kapal bandara pesawat kecelakaan penumpang energi minyak listrik hutan sungai laut pulau
        hewan ikan petani beras agama masjid gereja budaya musik film seniman ilmu penelitian planet
        perang tentara senjata perdamaian serangan dunia negara kota desa Jerman Jepang Mesir Belanda
        Tiongkok keluarga ibu ayah anak perempuan menikah lahir kemarin pekan bulan tahun abad Januari
        Senin dua ratus juta murah mahal besar kecil sebelum setelah melawan penyebab alasan tujuan nama
        penduduk panjang tinggi kenaikan penurunan terjadi menyelidiki penyelidikan menulis mengirim
        memakai mengambil membangun memilih menjual membeli peningkatan
    """,
}
STEMMERS = {"en": "english", "id": "indonesian"}

Concept = dict[str, list[str]]


@cache
def lines() -> tuple[str, ...]:
    """The lines of the lexicon that hold a concept."""
    return tuple(line for line in lexicon.lines() if line and not line.startswith("#"))


def concepts() -> list[Concept]:
    """Every concept as its forms by language."""
    cells = (line.split("\t") for line in lines())
    return [{"en": english.split("; "), "id": indonesian.split("; ")} for english, indonesian in cells]


def stem(word: str, language: str) -> str:
    """The stem of one word."""
    return str(snowballstemmer.stemmer(STEMMERS[language]).stemWord(word.lower()))


def test_there_are_enough_concepts_each_once() -> None:
    assert len(lines()) >= 7_000
    assert len({form for concept in concepts() for form in concept["en"]}) >= 8_000
    assert len(set(lines())) == len(lines())


def test_every_line_is_two_columns_of_clean_forms() -> None:
    for line in lines():
        assert unicodedata.is_normalized("NFC", line), line
        assert line.count("\t") == 1, line
        for cell in line.split("\t"):
            # A form begins and ends with a letter, digit or unit sign; one space at most in between.
            assert re.fullmatch(r"[^\s;]+( [^\s;]+)*(; [^\s;]+( [^\s;]+)*)*", cell), line


def test_no_form_stands_twice_in_a_cell() -> None:
    for concept in concepts():
        for language, forms in concept.items():
            assert len({form.lower() for form in forms}) == len(forms), (language, forms)


def test_forms_are_short_and_no_function_words() -> None:
    function_words = {language: set(words.split()) for language, words in FUNCTION_WORDS.items()}
    for concept in concepts():
        for language, forms in concept.items():
            for form in forms:
                assert 1 <= len(form.split()) <= 5, form
                assert form in NAMES or form.lower() not in function_words[language], (form, forms)


def test_single_words_of_a_cell_have_different_stems() -> None:
    # A form that the stemmer already reaches from another only costs memory.
    for concept in concepts():
        for language, forms in concept.items():
            stems = [stem(form, language) for form in forms if " " not in form]
            assert len(set(stems)) == len(stems), (language, forms)


def test_no_word_stands_for_everything() -> None:
    # A word on many lines would make unrelated words synonyms of each other through the pivot.
    for language in STEMMERS:
        count: dict[str, int] = {}
        for concept in concepts():
            for form in concept[language]:
                count[form] = count.get(form, 0) + 1
        assert max(count.values()) <= 6, max(count, key=lambda form: count[form])


@pytest.mark.parametrize("language", ["en", "id"])
def test_everyday_news_words_are_there(language: str) -> None:
    known = {stem(form, language) for concept in concepts() for form in concept[language]}
    words = EVERYDAY[language].split()
    assert len(words) >= 150
    missing = [word for word in words if stem(word, language) not in known]
    assert len(missing) <= 0.05 * len(words), missing


@pytest.mark.parametrize(
    ("english", "indonesian"),
    [
        ("accuse", "tuduh"),
        ("stolen", "curi"),
        ("investigate", "selidik"),
        ("White House", "Gedung Putih"),
        ("terms of service", "ketentuan layanan"),
        ("artificial intelligence", "kecerdasan buatan"),
        ("Germany", "Jerman"),
        ("UN", "PBB"),
        ("hospital", "rumah sakit"),
        ("fine", "denda"),
        ("fine", "baik"),
        ("flood", "banjir"),
        ("election", "pemilu"),
    ],
)
def test_a_word_and_its_translation_share_a_line(english: str, indonesian: str) -> None:
    assert any(english in concept["en"] and indonesian in concept["id"] for concept in concepts())
