"""Questions that stand by themselves are left to the letter, whatever was asked before."""

from pathlib import Path

import pytest

from bot.answer.followup import Followup
from tests.answer.followups import ACCUSED, FLOODED, OPENED, after

DATA = Path(__file__).resolve().parents[1] / "data"

STANDALONE = """
Who is the mayor of Jakarta?
What is distillation?
what is inflation
Apa itu inflasi?
Apa itu distilasi?
apa inflasi itu?
Siapa itu Retno Wahyudini?
Siapa presiden Indonesia itu?
Mengapa kelompok Randu Hijau mengkritik jembatan itu?
Did Microsoft say that it would sue?
When was OpenAI founded and who leads it?
Who won?
who won the final?
siapa yang menang?
apa ibu kota Kenya?
Kapan gempa bumi mengguncang Randusegara?
How many planets are there?
Is there a cure for dengue?
Is it true that prices rose?
Is it safe to drink tap water?
How long does it take to fly to Mars?
What time is it?
Will it rain tomorrow?
What is the law that bans plastic bags?
Who said that prices will rise?
Why do people lose their jobs?
Why do cats lick their paws?
Which company lost its licence?
Which club has its stadium by the sea?
Did the minister say he would resign?
Mengapa nelayan kehilangan kapalnya?
Apakah presiden mengatakan ia akan mundur?
Mengapa warga meninggalkan rumah mereka?
What happens to water when you heat it?
Which film won three prizes and who directed it?
If a match is drawn, who wins it?
What happened this year?
Apa yang terjadi hari ini?
Berapa harga beras tahun ini?
Why did the price of fish rise?
Berapa banyak rumah yang terendam?
and who is the mayor of Jakarta?
dan siapa bupati Randusegara?
what about the flood in Jakarta?
bagaimana banjir terjadi?
Where is Microsoft?
di mana Jakarta?
Microsoft?
banjir Tambakreja
flood in Tambakreja
thanks
thanks for that
ok
I like it
Dan Brown wrote which novels?
Who founded IT services in Jakarta?
""".strip().splitlines()


@pytest.mark.parametrize("said", STANDALONE)
@pytest.mark.parametrize("before", [ACCUSED, FLOODED, OPENED])
def test_a_question_that_stands_by_itself_is_never_changed(before: str, said: str) -> None:
    assert after(before, said) == Followup(said, carried=False)


def test_the_questions_of_the_sample_stand_by_themselves() -> None:
    lines = [
        line.split("\t")[1]
        for name in ("sample_questions.tsv", "sample_unanswerable.tsv")
        for line in (DATA / name).read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert len(lines) > 90
    changed = [line for line in lines if after(ACCUSED, line).carried]
    assert changed == ["Siapa gubernur provinsi itu?"]  # which province, only the question before can tell
