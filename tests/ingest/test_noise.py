"""What is no part of an article's words, in the shapes it comes in, and sentences that only look like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.noise import Line, dateline, read_line, split_credit, without_initials
from tests.timing import within

CREDITS = [
    # headline as handed over, what it is, whose the picture is
    ("Pasar Muara Teduh Dibuka Lagi Foto: Kabar Pesisir", "Pasar Muara Teduh Dibuka Lagi", "Kabar Pesisir"),
    ("Pasar Muara Teduh Dibuka Lagi (Foto: Antara/Reno W)", "Pasar Muara Teduh Dibuka Lagi", "Antara/Reno W"),
    ("Pasar Muara Teduh Dibuka Lagi / Dok. Pribadi", "Pasar Muara Teduh Dibuka Lagi", "Pribadi"),
    ("Pasar Muara Teduh Dibuka Lagi - Foto: Istimewa", "Pasar Muara Teduh Dibuka Lagi", "Istimewa"),
    ("Pasar Muara Teduh Dibuka Lagi [Foto oleh: Wulan]", "Pasar Muara Teduh Dibuka Lagi", "Wulan"),
    ("Fish market reopens at last Photo: Harbour Wire", "Fish market reopens at last", "Harbour Wire"),
    ("Fish market reopens at last | Photo by: A. Nurdin", "Fish market reopens at last", "A. Nurdin"),
    ("Robot Pemanen Garam Diuji Ilustrasi: Tim Grafis", "Robot Pemanen Garam Diuji", "Tim Grafis"),
]
NO_CREDITS = [
    "Pasar Muara Teduh Dibuka Lagi",
    "Pameran Foto: Nelayan Muara Teduh",
    "Kisah di Balik Foto: Nelayan Muara Teduh",
    "Polisi Sita Gambar: Tiga Pelukis Diperiksa",
    "Warga Kirim Seratus Foto: banjir tahun ini lebih tinggi dari tahun lalu",
    "Foto: Pasar Muara Teduh",
    "Satu Foto: Seribu Kata",
]
DATELINES = [
    # what stands before the sentence, the outlet it names
    ("Jakarta – ", ""),
    ("Jakarta - ", ""),
    ("JAKARTA -- ", ""),
    ("JAKARTA— ", ""),
    ("WASHINGTON—", ""),
    ("New York — ", ""),
    ("Bandung, Jawa Barat – ", ""),
    ("JAKARTA, KOMPAS.com - ", "KOMPAS.com"),
    ("Liputan6.com, Jakarta - ", "Liputan6.com"),
    ("TEMPO.CO, Jakarta - ", "TEMPO.CO"),
    ("REPUBLIKA.CO.ID, JAKARTA -- ", "REPUBLIKA.CO.ID"),
    ("Jakarta, detikcom - ", "detikcom"),
    ("Jakarta (ANTARA) - ", "ANTARA"),
    ("Jakarta, 30/1 (Antara) – ", "Antara"),
    ("WASHINGTON, Jan. 30 (Reuters) - ", "Reuters"),
    ("Tambakreja, 12 Maret 2025 – ", ""),
]
NO_DATELINES = [
    "Cirandu – kota kecil di pesisir – memilih wali kota baru.",
    "Cirandu Farm – Perusahaan rintisan susu – memanen air hujan sejak lama.",
    "Menurut Rahma – Warga tidak pernah ditanya.",
    "Di Muara Teduh – Pasar ikan dibuka kembali pagi ini.",
    "Skor 2 – 1 bertahan sampai akhir laga.",
    "Muara Teduh-Cirandu ditempuh dua jam dengan kapal.",
    "AS—China sepakat menurunkan tarif.",
    "Pasar ikan dibuka kembali – Warga gembira.",
    "Harga ikan naik.",
    "",
]


@pytest.mark.parametrize(("given_title", "title", "credit"), CREDITS)
def test_a_photo_credit_is_taken_off_the_headline(given_title: str, title: str, credit: str) -> None:
    assert split_credit(given_title) == (title, credit)


@pytest.mark.parametrize("title", NO_CREDITS)
def test_a_headline_about_pictures_stays_whole(title: str) -> None:
    assert split_credit(title) == (title, "")


@pytest.mark.parametrize(("line", "outlet"), DATELINES)
@pytest.mark.parametrize(
    "first", ["Pasar ikan dibuka kembali.", "“Kami siap,” kata Rahma.", "12 kapal karam."]
)
def test_a_dateline_is_recognised(line: str, outlet: str, first: str) -> None:
    if line.endswith("—") and not first[0].isalpha():
        return  # without a space only a word may follow
    assert dateline(line + first) == (len(line), outlet)


@pytest.mark.parametrize("paragraph", NO_DATELINES)
def test_a_sentence_that_looks_like_a_dateline_stays(paragraph: str) -> None:
    assert dateline(paragraph) == (0, "")


def test_a_pair_that_the_headline_names_is_no_dateline() -> None:
    paragraph = "Persetam - Cirandu berbagi angka di laga terakhir."
    assert dateline(paragraph, "Persetam dan Cirandu Berbagi Angka") == (0, "")
    assert dateline("Cirandu - Persetam menang.", "Persetam Menang")[0] == len("Cirandu - ")


FURNITURE = [
    ("Sumber Kabar Pesisir", Line(True, outlet="Kabar Pesisir")),
    ("Sumber: kabarpesisir.example", Line(True, outlet="kabarpesisir.example")),
    ("Source: Harbour Lane Wire.", Line(True, outlet="Harbour Lane Wire")),
    ("Artikel ini telah tayang di Kabar Pesisir", Line(True, outlet="Kabar Pesisir")),
    ("Dikutip dari Harbour Lane Wire", Line(True, outlet="Harbour Lane Wire")),
    ("Originally published by Harbour Lane Wire", Line(True, outlet="Harbour Lane Wire")),
    ("Oleh Wulan Astari", Line(True, author="Wulan Astari")),
    ("Penulis: Wulan Astari", Line(True, author="Wulan Astari")),
    ("By Callum Vestergate", Line(True, author="Callum Vestergate")),
    ("Reporter: Wulan Astari | Editor: Rahma Yuni", Line(True, author="Wulan Astari")),
    ("Baca juga: Harga Ikan Naik Menjelang Lebaran", Line(True)),
    ("Baca Juga Harga Ikan Naik Menjelang Lebaran", Line(True)),
    ("BACA JUGA : Harga Ikan Naik " + "dan Naik " * 9, Line(True)),
    ("Read also: Fish prices rise", Line(True)),
    ("Related: Fish prices rise", Line(True)),
    ("Related news: Fish prices rise", Line(True)),
    ("ADVERTISEMENT", Line(True)),
    ("SCROLL TO CONTINUE WITH CONTENT", Line(True)),
    ("[Gambas:Video Pesisir]", Line(True)),
    ("Editor: Rahma Yuni", Line(True)),
    ("(wul/rhm)", Line(True)),
    ("© 2025 Kabar Pesisir", Line(True)),
    ("Copyright 2025 Kabar Pesisir. All rights reserved.", Line(True)),
    ("Foto: Kapal nelayan di Muara Teduh", Line(True)),
    ("Kamis, 30 Januari 2025", Line(True, date="2025-01-30")),
    ("Kamis, 30 Jan 2025 10:15 WIB", Line(True, date="2025-01-30T03:15:00+00:00")),
    ("Published: January 30, 2025", Line(True, date="2025-01-30")),
    ("Diperbarui 30/1/2025", Line(True, date="2025-01-30")),
]
SENTENCES = [
    "Sumber air warga kembali jernih.",
    "Via Vallen tampil di Muara Teduh",
    "Related companies fell sharply.",
    "Editor majalah itu mengundurkan diri",
    "Read more books, the minister said",
    "Baca juga buku itu sampai habis.",
    "By Monday the water had gone.",
    "Oleh karena itu warga mengungsi.",
    "Copyright law changes next year",
    "Kamis, 30 Januari 2025, pasar dibuka kembali",
    "Pemilihan kepala desa 14 Februari 2025",
    "Foto Rukmini dipajang di balai desa",
    "Iklan itu ditarik dari peredaran",
]


@pytest.mark.parametrize(("line", "found"), FURNITURE)
def test_a_line_that_is_no_part_of_the_words(line: str, found: Line) -> None:
    assert read_line(line, last=True) == found


@pytest.mark.parametrize("line", SENTENCES)
def test_a_line_of_the_words_stays(line: str) -> None:
    assert read_line(line, last=True) == Line(False)


@pytest.mark.parametrize("gap", [" ", "   ", " \t ", "\u00a0" * 20])
def test_blanks_before_a_credit_are_not_kept(gap: str) -> None:
    assert split_credit(f"Pasar Muara Teduh Dibuka{gap}Foto: Wulan") == ("Pasar Muara Teduh Dibuka", "Wulan")


@pytest.mark.parametrize("unit", [" ", "Foto: ", "a, ", "(", "x", "By "])
def test_no_line_is_too_long_to_judge(unit: str) -> None:
    long = unit * (1_000_000 // len(unit))
    with within(10):
        for line in (f"Judul{long}tenggelam", f"By {long}:", f"Sumber {long}:", f"{long}(abc"):
            split_credit(line)
            read_line(line, last=True)
            dateline(line)
            without_initials(line)


def test_a_source_is_named_at_the_end_only() -> None:
    assert read_line("Sumber Kabar Pesisir", last=False) == Line(False)


@pytest.mark.parametrize(
    ("paragraph", "kept"),
    [
        ("Pasar dibuka lagi, kata Rahma. (wul/rhm)", "Pasar dibuka lagi, kata Rahma."),
        ("“Kami siap.” [wul]", "“Kami siap.”"),
        ("Pasar dibuka lagi. (*)", "Pasar dibuka lagi."),
        ("Pasar dibuka lagi (tahun ini)", "Pasar dibuka lagi (tahun ini)"),
        ("Pasar dibuka lagi. (Sabtu)", "Pasar dibuka lagi. (Sabtu)"),
        ("Dibuka oleh dinas (dkp)", "Dibuka oleh dinas (dkp)"),
    ],
)
def test_editors_initials_are_left_out(paragraph: str, kept: str) -> None:
    assert without_initials(paragraph) == kept


@given(st.text(max_size=300), st.text(max_size=80))
def test_nothing_is_ever_raised_and_what_stays_is_to_the_letter(line: str, title: str) -> None:
    read_line(line, last=True)
    assert line.startswith(without_initials(line))
    assert title.startswith(split_credit(title)[0])
    assert 0 <= dateline(line, title)[0] <= len(line)


@pytest.mark.parametrize(
    "line",
    [
        "ADVERTISEMENT",
        "SCROLL TO CONTINUE WITH CONTENT",
        "Simak Video: Detik-detik Jembatan Ditutup",
        "Lihat juga: Jembatan Baru Dibuka",
        "Les også: Broen er stengt",
        "[Related: Bridge closed for repairs]",
        "Image: Muara Municipality / Harbour Wire",
        "© 2025 Kabar Teduh, All Rights Reserved",
        "(Reporting by Sari Melati; editing by Budi Anggara)",
        "Disclaimer : Komentar adalah tanggapan pribadi pembaca",
        "Ikuti berita terbaru Kabar Teduh di kanal WhatsApp",
        "Dapatkan update berita pilihan setiap hari. Mari bergabung di Grup Telegram kami.",
        "Follow us on Twitter @kabarteduh and on Facebook.",
        "Sign up for our newsletter and get the news of Port Ellery in your inbox.",
        "This advertisement has not loaded yet, but your article continues below.",
        "3 Komentar",
        "Copy link",
        "* * *",
    ],
)
def test_what_sites_put_between_paragraphs_is_no_part_of_the_words(line: str) -> None:
    assert read_line(line, last=False).furniture


@pytest.mark.parametrize(
    "line",
    [
        "Warga mengikuti berita penutupan jembatan lewat kanal WhatsApp milik pemerintah kota.",
        "“Follow us on Twitter,” the mayor told the crowd, and they laughed.",
        "Get the ferry to leave on time, she said, and half of the complaints will go away.",
        "Dapatkan rumah seperti itu, kata Raka, dan orang tidak akan pindah ke kota.",
        "More than 40 traders came back to the market.",
        "Related work has been going on since March, the yard said.",
        "Simak saja apa yang dikatakan Raka tentang jembatan itu pekan lalu.",
    ],
)
def test_sentences_that_begin_like_a_call_stay(line: str) -> None:
    assert not read_line(line, last=False).furniture


def test_a_signature_stands_last_and_in_capitals() -> None:
    assert read_line("SARI MELATI", last=True) == Line(furniture=True, author="Sari Melati")
    assert read_line("ANTARA", last=True) == Line(furniture=True)
    assert not read_line("SARI MELATI", last=False).furniture
