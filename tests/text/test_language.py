"""The language of articles, of questions, and of what is neither."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.language import detect
from tests.timing import within

INDONESIAN = [
    "kapan data dicuri?",
    "apa itu distilasi",
    "Siapa CEO-nya",
    "SIAPA YANG MEMBELI SAHAM ITU",
    "siapa Elon Musk",
    "Kapan The Daily Herald terbit?",
    "siapa sutradara The Silent Harbour and the Sea",
    "Berapa harga BBM?",
    "spa yg nuduh perusahaan itu",
    "knp harga naik",
    "gimana caranya daftar",
    "dimankah kantornya",
    "mengpa banjir trjadi di kota",
    "Banjir Rendam Ratusan Rumah di Demak",
    "apakah machine learning berbahaya",
    "Ceritakan tentang Silicon Valley Bank",
    "Anak-anak bermain",
    "Penyelidikan dihentikan",
    "Gempa M 5,2 guncang Maluku",
    "Gubernur meresmikan jembatan baru sepanjang dua kilometer pada Senin pagi.",
    "“Kami belum menerima laporan,” kata juru bicara Google kepada The New York Times.",
    "Lihat https://www.example.com/the-best-of-the-year untuk jadwalnya",
]
ENGLISH = [
    "who accused DeepSeek?",
    "WHO BOUGHT THE SHARES",
    "Who is Prabowo Subianto",
    "when was data stolen",
    "waht is distillation",
    "What happened in Surabaya?",
    "how many people live in Jakarta",
    "when did Gunung Merapi erupt",
    "Floods displace thousands",
    "Ministers resigning",
    "Did Apple buy it?",
    "whats the price of rice",
    "tell me about Bank Rakyat Indonesia",
    "The governor opened a new bridge on Monday morning, two kilometres long.",
    "“We have not received a report,” a spokesman for Bank Mandiri said.",
    "See https://www.example.co.id/siapa-yang-menang for the schedule",
]
OTHERS = [
    ("ms", "Syarikat itu berkata harga naik lapan peratus kerana permintaan tinggi."),
    ("ms", "Mesyuarat itu ditangguhkan sehingga Jumaat, iaitu selepas cuti."),
    ("de", "Der Minister eröffnete am Montag die neue Brücke über den Fluss."),
    ("de", "Wer hat das Rennen gewonnen?"),
    ("es", "El ministro inauguró el lunes un nuevo puente sobre el río."),
    ("es", "¿Quién ganó la carrera?"),
    ("fr", "Le ministre a inauguré lundi un nouveau pont sur la rivière."),
    ("fr", "Qui a gagné la course ?"),
    ("nl", "De minister opende maandag een nieuwe brug over de rivier."),
    ("nl", "Wie heeft de wedstrijd gewonnen?"),
    ("pt", "O ministro inaugurou na segunda-feira uma nova ponte; não são poucos os críticos."),
    ("it", "Il ministro ha inaugurato lunedì un nuovo ponte sul fiume della città."),
    ("vi", "Bộ trưởng đã khánh thành một cây cầu mới vào thứ Hai."),
    ("tl", "Binuksan ng ministro ang bagong tulay noong Lunes sa lungsod."),
    ("tr", "Bakan pazartesi günü nehir üzerinde yeni bir köprü açtı ve konuştu."),
    ("pl", "Minister otworzył w poniedziałek nowy most, który jest najdłuższy."),
    ("ru", "Министр открыл новый мост через реку."),
    ("uk", "Міністр відкрив новий міст через річку, її назва відома."),
    ("ar", "افتتح الوزير جسرا جديدا"),
    ("fa", "وزیر پل جدیدی را گشود"),
    ("ur", "وزیر نے نئے پل کا افتتاح کیا ہے، بڑا ہے"),
    ("zh", "部长星期一为新桥揭幕"),
    ("ja", "大臣は月曜日に新しい橋を開通させた"),
    ("ko", "장관은 월요일에 새 다리를 개통했다"),
    ("th", "รัฐมนตรีเปิดสะพานใหม่"),
    ("hi", "मंत्री ने नए पुल का उद्घाटन किया"),
    ("he", "השר חנך גשר חדש"),
    ("el", "Ο υπουργός εγκαινίασε τη νέα γέφυρα"),
    ("zh", "OpenAI 和 Microsoft 正在调查 DeepSeek 是否使用了数据"),
]
UNKNOWN = [
    "",
    " \n\t",
    "12.5 % — 30/1/2025",
    "DeepSeek OpenAI",
    "😀😀",
    "https://example.com/the/and/of",
    "xq zzv",
]


@pytest.mark.parametrize("text", INDONESIAN)
def test_indonesian(text: str) -> None:
    assert detect(text) == "id"


@pytest.mark.parametrize("text", ENGLISH)
def test_english(text: str) -> None:
    assert detect(text) == "en"


@pytest.mark.parametrize(("language", "text"), OTHERS)
def test_other_languages(language: str, text: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_is_in_no_language_is_und(text: str) -> None:
    assert detect(text) == "und"


@pytest.mark.parametrize("text", [*INDONESIAN, *ENGLISH])
def test_capitals_do_not_matter(text: str) -> None:
    assert detect(text.upper()) == detect(text)


def test_malay_without_a_word_of_its_own_is_taken_for_indonesian() -> None:
    assert detect("Menteri membuka jambatan baru di sungai itu") == "id"


def test_letters_in_two_parts_count_as_one() -> None:
    assert detect("Bộ trưởng nói gì") == "vi"


def test_a_foreign_quotation_does_not_carry_an_article() -> None:
    article = "Menteri itu mengutip pepatah lama kepada para wartawan pada hari Senin. " * 5
    assert detect(article + "“The only way to do it is to do it,” katanya.") == "id"
    assert detect(article + "قال الوزير إنه لا يعرف") == "id"


def test_an_english_opening_does_not_carry_a_long_indonesian_article() -> None:
    opening = "Share this article. Read more. " * 5
    assert detect(opening + "Warga desa itu sudah lama menunggu air bersih dari pemerintah. " * 100) == "id"


@given(st.text())
def test_never_raises_and_is_steady(text: str) -> None:
    language = detect(text)
    assert language == detect(text)
    assert language == "und" or (len(language) == 2 and language.islower())


@pytest.mark.parametrize("text", ["kata lain ", "a@", "http://", "anak-", "語", "' "])
def test_time_does_not_grow_with_the_text(text: str) -> None:
    with within(5):
        detect(text * (2_000_000 // len(text)))
