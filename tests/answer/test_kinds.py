"""What kind of answer a question expects, by its question words."""

import pytest

from bot.answer.question import kind_of
from bot.domain import AnswerKind

ASKED = {
    AnswerKind.PERSON: """
        Who accused the mining firm of dumping waste?
        who sank the ferry
        WHO SIGNED THE TREATY?
        Who's been elected governor of Sangkara?
        Whom did the court acquit?
        Whose boat was found near the reef?
        By whom was the dam designed?
        Which company operates the ferry?
        What team won the regional cup?
        Which two companies bid for the port?
        Which minister resigned on Friday?
        In the end, who paid for the repairs?
        Who said that the bridge is safe?
        Menurut Rini Halim, siapa yang bersalah?
        Siapa yang mengatakan jembatan itu aman?
        Siapa yang menuduh perusahaan tambang itu mencemari sungai?
        Siapakah yang menandatangani perjanjian itu?
        SIAPA YANG MENANG?
        Oleh siapa bendungan itu dirancang?
        Kepada siapa surat itu dikirim?
        Perusahaan apa yang mengoperasikan feri?
        Tim mana yang menjuarai piala daerah?
        Partai apa yang menang di Sangkara?
        Siapakah sutradara filmnya?
        Who was the museum founded by?
    """,
    AnswerKind.TIME: """
        When did the ferry sink?
        when will the museum reopen
        Since when has the mine been closed?
        In which year was the lighthouse built?
        What year did the volcano erupt?
        On what date does the festival begin?
        What time does the market open?
        When did the regent say that?
        What year did the curator say the ship was built?
        Menurut bupati, kapan tambang ditutup?
        Which month is the harvest?
        Kapan feri itu tenggelam?
        Sejak kapan tambang ditutup?
        KAPAN MUSEUM DIBUKA?
        kapankah pemilihan digelar
        Tahun berapa mercusuar itu dibangun?
        Pada tahun berapa gunung itu meletus?
        Tanggal berapa festival dimulai?
        Jam berapa pasar dibuka?
        Hari apa sidang digelar?
        Abad berapa candi itu dibangun?
    """,
    AnswerKind.PLACE: """
        Where did the ferry sink?
        where is the new clinic
        From where did the refugees come?
        In which country was the robot made?
        Which city hosts the contest?
        What village was hit by the landslide?
        Di mana feri itu tenggelam?
        Dimana klinik baru dibangun?
        Dari mana para pengungsi berasal?
        Ke mana bantuan dikirim?
        Kemana nelayan pindah?
        Negara mana yang membuat robot itu?
        Kota apa yang menjadi tuan rumah lomba?
        Desa mana yang terkena longsor?
        Di pulau apa mercusuar itu berdiri?
    """,
    AnswerKind.NUMBER: """
        How many passengers were rescued?
        how much did the clinic cost
        How long is the tunnel?
        How old is the lighthouse keeper?
        How tall is the tower?
        How far is the island from the harbour?
        How often does the ferry sail?
        What percentage of voters took part?
        What is the price of nickel?
        What was the number of victims?
        Berapa penumpang yang diselamatkan?
        Berapa harga nikel per ton?
        Seberapa panjang terowongan itu?
        Ada berapa kamar di klinik itu?
        BERAPA KORBANNYA?
        Berapakah usia penjaga mercusuar?
        Berapa lama perjalanan ke pulau itu?
        Sampai berapa meter air naik?
    """,
    AnswerKind.REASON: """
        Why did the ferry sink?
        why was the mine closed
        Why did the mayor say nothing?
        According to the harbour master, what caused the wreck?
        What caused the landslide?
        What was the cause of the fire?
        What is the reason for the delay?
        Mengapa feri itu tenggelam?
        Kenapa tambang ditutup?
        kenapa harga cabai naik
        Apa penyebab longsor di Sandela?
        Apa yang menyebabkan kebakaran?
        Apa alasan sidang ditunda?
        Apa sebab kapal terlambat?
    """,
    AnswerKind.MANNER: """
        How did the thieves enter the museum?
        how is the vaccine stored
        How do pupils build the robot?
        Bagaimana pencuri masuk ke museum?
        Bagaimana cara menyimpan vaksin?
        Gimana warga menyeberang sungai?
        Bagaimanakah robot itu dirakit?
    """,
    AnswerKind.DEFINITION: """
        What is distillation?
        What's a tsunami?
        What are mangroves?
        What does UNESCO stand for?
        What does gotong royong mean?
        Who is Dewi Larasmi?
        Who was Piet Lontoh?
        who's Raka Sandela
        Apa itu distilasi?
        Apakah itu terumbu karang?
        Apa arti gotong royong?
        Apa yang dimaksud dengan pasang purnama?
        Apa kepanjangan BMKG?
        Siapa Dewi Larasmi?
        Siapa itu Piet Lontoh?
        Siapakah Raka Sandela?
        Apa jabatan Dewi Larasmi?
        Jelaskan pasang purnama!
        Apa pasang purnama itu?
    """,
    AnswerKind.YES_NO: """
        Did the ferry sink?
        Is the museum open on Mondays?
        Has the mine been closed?
        Will pupils compete abroad?
        Were any passengers hurt?
        Apakah feri itu tenggelam?
        Benarkah tambang sudah ditutup?
        Adakah korban jiwa?
        Apakah museum buka pada hari Senin?
        Sudahkah vaksin dibagikan?
    """,
    AnswerKind.THING: """
        What did the divers find in the wreck?
        Which fish is caught at the reef?
        Apa kata Belanda untuk ombak?
        Apa yang dikatakan sebagai jantung kota?
        Apa tuduhan terhadap perusahaan tambang?
        Apa yang ditemukan penyelam di bangkai kapal?
        Ikan apa yang ditangkap di karang?
        Apa nama feri itu?
        Apa warna kapal itu?
        Name the robot that won the contest.
        nickel mine waste river
        tambang nikel limbah sungai
    """,
    AnswerKind.QUOTATION: """
        What did Rini Halim say about the clinic?
        What did OpenAI say?
        what has the minister said about rice prices
        What is the regent saying?
        What does Kestrel Bay claim?
        What did the mine deny?
        What did the regent promise?
        What did Dewi Larasmi accuse the mine of?
        What does the harbour master have to say about the storm?
        What was Rini Halim's response to the fire?
        What is the curator’s official position on the theft?
        What was the reaction of the mayor to the flood?
        What statement did the mayor issue?
        What was said about the clinic?
        What was announced by the curator about the guards?
        What did the regent say when the mine closed?
        How did the mayor respond?
        How has Logam Arunika reacted to the charge?
        Tell me what the curator said
        Rini Halim said what?
        According to the curator, what should be bought?
        What should be bought, according to the curator?
        Apa kata Rini Halim tentang klinik?
        Apa kata wali kota itu?
        Apa yang dikatakan Rini Halim soal jembatan?
        apa yang disampaikan oleh bupati mengenai banjir
        Apa yang Rini katakan soal klinik?
        Apa yang dijanjikan bupati?
        Apa saja yang telah diumumkan kurator?
        Apa pernyataan resmi bupati terkait limbah?
        Apa komentar Dewi Larasmi?
        Apa tanggapan kurator terhadap pencurian itu?
        Apa bantahan perusahaan tambang itu?
        Apa katanya?
        Bagaimana tanggapan wali kota soal banjir?
        Gimana komentar warga?
        Bagaimana tanggapannya?
        Rini Halim bilang apa?
        Bupati mengatakan apa soal limbah?
        Menurut Rini Halim, apa yang harus diperbaiki?
        Apa dampak banjir menurut Rini Halim?
    """,
}
KINDS = [(line.strip(), kind) for kind, lines in ASKED.items() for line in lines.strip().splitlines()]


def test_there_are_questions_of_every_kind() -> None:
    assert {kind for _, kind in KINDS} == set(AnswerKind)
    assert len(KINDS) >= 120


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_the_kind_of_answer_is_read_from_the_question_words(text: str, kind: AnswerKind) -> None:
    assert kind_of(text) is kind


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_capitals_and_a_missing_question_mark_change_nothing(text: str, kind: AnswerKind) -> None:
    assert kind_of(text.upper()) is kind
    assert kind_of(text.lower().rstrip("?!. ")) is kind


@pytest.mark.parametrize("doer", ["peraih piala", "pengelola mercusuar", "pemilik kapal"])
def test_whoever_does_something_is_a_person_unless_it_may_be_a_name(doer: str) -> None:
    assert kind_of(f"Siapa {doer}?") is AnswerKind.PERSON
    assert kind_of("Siapa Peranginan Yuni?") is AnswerKind.DEFINITION


@pytest.mark.parametrize("text", ["a whole story", "whoever", "wherever", "the siapapun", "nowhere", ""])
def test_words_that_only_look_like_question_words_ask_nothing(text: str) -> None:
    expected = AnswerKind.PERSON if "siapa" in text else AnswerKind.THING
    assert kind_of(text) is expected
