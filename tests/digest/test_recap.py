"""What is told of a channel's own day."""

import json
from datetime import datetime, timedelta
from itertools import count

import pytest

from bot.digest.recap import LINKS, recap_of, trimmed
from bot.domain import AskedThere, Line, PostKind, Recap, Scope, recap_post

SCOPE, CHANNEL = Scope("discord:1"), 20
NINE = datetime.fromisoformat("2025-03-14T09:00:00+00:00")
DAY = ("2025-03-14T00:00:00+00:00", "2025-03-15T00:00:00+00:00")
ANI, BUDI, CICI = 5, 6, 7


class Talk:
    """Lines of a channel, written one after the other."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._at, self._numbers = NINE, count(1)

    def says(
        self, person: int, text: str, *, after: float = 60, to: Line | None = None, reactions: int = 0
    ) -> Line:
        """Somebody writes something, so many seconds after what was written before."""
        self._at += timedelta(seconds=after)
        number = next(self._numbers)
        links = tuple(word for word in text.split() if word.startswith("http"))
        at = self._at.isoformat()
        replied = to.message_id if to else 0
        self.lines.append(Line(number, SCOPE, CHANNEL, person, text, at, replied, reactions, links))
        return self.lines[-1]

    def recap(self, *asked: AskedThere) -> Recap:
        return recap_of(SCOPE, CHANNEL, *DAY, self.lines, asked)


def said(recap: Recap) -> list[list[str]]:
    return [[one.text for one in stretch.quotes] for stretch in recap.stretches]


def test_a_quiet_channel() -> None:
    assert Talk().recap().quiet
    alone = Talk()
    for _ in range(30):
        alone.says(ANI, "Saya menulis sendiri di sini.")
    assert alone.recap().quiet
    assert (alone.recap().lines, alone.recap().people) == (30, 1)


def test_what_is_of_another_channel_or_time_is_not_told() -> None:
    talk = Talk()
    talk.says(ANI, "Jembatan Muara Teduh ditutup.")
    talk.says(BUDI, "Sampai kapan?")
    assert recap_of(SCOPE, 21, *DAY, talk.lines, ()).lines == 0
    assert recap_of(SCOPE, CHANNEL, DAY[0], talk.lines[1].at, talk.lines, ()).lines == 1


def test_a_pause_divides_and_a_reply_joins_again() -> None:
    talk = Talk()
    bridge = talk.says(ANI, "Jembatan Muara Teduh ditutup mulai Senin.")
    talk.says(BUDI, "Sampai kapan ditutupnya?")
    talk.says(CICI, "Harga garam naik lagi di pasar.", after=1_200)
    talk.says(BUDI, "Naik berapa persen minggu ini?")
    talk.says(CICI, "Kata dinas sampai akhir Maret.", after=4_000, to=bridge)
    first, second = talk.recap().stretches
    assert (first.lines, first.people, first.replies) == (3, 3, 1)
    assert (first.since, first.until) == (talk.lines[0].at, talk.lines[4].at)
    assert [one.text for one in second.quotes] == [
        "Harga garam naik lagi di pasar.",
        "Naik berapa persen minggu ini?",
    ]


def test_a_busy_channel_is_divided_by_shorter_pauses_and_never_endless() -> None:
    talk = Talk()
    for turn in range(40):
        talk.says((ANI, BUDI)[turn % 2], f"Soal jembatan, kalimat nomor {turn}.", after=5)
    for turn in range(40):
        talk.says((ANI, CICI)[turn % 2], f"Soal garam, kalimat nomor {turn}.", after=150 if not turn else 5)
    assert [one.lines for one in talk.recap().stretches] == [40, 40]
    long = Talk()
    for turn in range(60):
        long.says((ANI, BUDI)[turn % 2], f"Kalimat nomor {turn} hari ini.", after=300)
    assert [one.lines for one in long.recap().stretches] == [25, 25, 10]


def test_people_count_more_than_lines() -> None:
    talk = Talk()
    for turn in range(12):
        talk.says((ANI, BUDI)[turn % 2], f"Panjang lebar berdua, kalimat {turn}.")
    for person in range(10, 16):
        talk.says(person, f"Pendapat orang ke-{person} soal pasar.", after=900 if person == 10 else 30)
    assert [one.people for one in talk.recap().stretches] == [6, 2]


def test_reactions_make_one_person_s_words_worth_telling() -> None:
    talk = Talk()
    talk.says(ANI, "Pasar ikan dibuka kembali besok pagi.", reactions=3)
    talk.says(BUDI, "Lapangan baru sudah bisa dipakai.", after=3_600, reactions=2)
    assert said(talk.recap()) == [["Pasar ikan dibuka kembali besok pagi."]]


def test_what_is_quoted_is_what_was_heard_by_different_people_in_order() -> None:
    talk = Talk()
    talk.says(BUDI, "halo")
    first = talk.says(ANI, "Dinas menutup Jembatan Muara Teduh mulai Senin.")
    talk.says(ANI, "Saya baca di papan pengumuman tadi pagi.")
    talk.says(BUDI, "https://kabar.example/jembatan")
    loved = talk.says(CICI, "Kapal penyeberangan gratis selama jembatan ditutup.", reactions=4)
    talk.says(BUDI, "haha", to=loved)
    talk.says(BUDI, "Berarti angkot memutar lewat Tambakreja.", to=first)
    assert said(talk.recap()) == [[first.text, loved.text, "Berarti angkot memutar lewat Tambakreja."]]
    quotes = talk.recap().stretches[0].quotes
    assert [(one.message_id, one.person) for one in quotes] == [(2, ANI), (5, CICI), (7, BUDI)]


def test_links_are_told_once_with_how_many_shared_them() -> None:
    talk = Talk()
    talk.says(ANI, "https://kabar.example/garam")
    talk.says(ANI, "lihat https://kabar.example/pasar?utm_source=grup ya")
    talk.says(BUDI, "https://kabar.example/pasar")
    talk.says(BUDI, "https://kabar.example/pasar#atas")
    links = talk.recap().links
    assert [(one.url, one.people, one.message_id) for one in links] == [
        ("https://kabar.example/pasar?utm_source=grup", 2, 2),
        ("https://kabar.example/garam", 1, 1),
    ]
    assert talk.recap().stretches == ()  # a few addresses are no conversation
    for number in range(50):
        talk.says(ANI, f"https://kabar.example/{number}")
    assert len(talk.recap().links) == LINKS


def test_questions_are_told_as_they_were_answered() -> None:
    asked = AskedThere("siapa yang menutup jembatan?", "Dinas menutup jembatan.", 9)
    assert Talk().recap(asked).questions == (asked,)
    assert not Talk().recap(asked).quiet


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Satu baris\n  saja.", "Satu baris saja."),
        ("Jembatan ditutup Senin. Kapal gratis sampai dibuka lagi.", "Jembatan ditutup Senin."),
        ("Jembatan yang lama sekali ditutup itu", "Jembatan yang lama sekali…"),
        ("x" * 50, "x" * 29 + "…"),
    ],
)
def test_a_long_line_ends_with_a_sentence_or_an_ellipsis(text: str, shown: str) -> None:
    assert trimmed(text, 30) == shown


def test_a_recap_as_a_post() -> None:
    talk = Talk()
    talk.says(ANI, "Pasar ikan dibuka kembali besok pagi.", reactions=3)
    post = recap_post("recap:20:2025-03-14", talk.recap())
    assert (post.kind, post.scope, post.place) == (PostKind.RECAP, SCOPE, CHANNEL)
    assert json.loads(post.payload)["stretches"][0]["quotes"][0]["person"] == ANI
    assert recap_post("k", talk.recap(), place=33).place == 33


def test_a_day_of_thousands_of_lines_takes_no_time() -> None:
    talk = Talk()
    for turn in range(4_000):
        talk.says(turn % 37, f"Kalimat nomor {turn} di saluran yang ramai.", after=9)
    assert talk.recap().lines == 4_000
