"""Drafts for tests, put together word by word: `article("Headline").saying("A sentence.").draft()`.

Stems here are just the words in lower case: storage takes them as they come.
"""

import re
from dataclasses import dataclass, replace

from bot.domain import Draft, DraftSentence, Query, content_hash

_WORD = re.compile(r"[^\W_]+")


def stems(text: str) -> tuple[str, ...]:
    """The words of `text`, in lower case."""
    return tuple(_WORD.findall(text.lower()))


@dataclass(frozen=True, slots=True)
class Piece:
    """An article in the making; every method returns another one."""

    title: str
    body: tuple[str, ...] = ()
    key: str = ""
    url: str = ""
    outlet: str = "Kabar Uji"
    author: str = "Redaksi"
    published_at: str = ""
    language: str = "id"
    origin: str = ""

    def saying(self, *sentences: str) -> "Piece":
        """With these sentences, in place of those it had."""
        return replace(self, body=sentences)

    def titled(self, title: str) -> "Piece":
        """Under another headline; still the same article."""
        return replace(self, title=title, key=self.key or self.title)

    def at(self, url: str) -> "Piece":
        """Published at `url`, which tells it from other articles from then on."""
        return replace(self, url=url, key=url)

    def by(self, outlet: str) -> "Piece":
        """Published by `outlet`."""
        return replace(self, outlet=outlet)

    def on(self, day: str) -> "Piece":
        """Published on `day`, ISO 8601."""
        return replace(self, published_at=day)

    def handed_over_from(self, origin: str) -> "Piece":
        """Handed over as the file or address `origin`."""
        return replace(self, origin=origin)

    def draft(self) -> Draft:
        """The draft: the headline at position 0, not part of the text; a line a sentence."""
        text = "\n".join(self.body)
        sentences = [DraftSentence(0, -1, self.title, stems(self.title))] if self.title else []
        start = 0
        for position, sentence in enumerate(self.body, start=1):
            sentences.append(DraftSentence(position, start, sentence, stems(sentence)))
            start += len(sentence) + 1
        return Draft(
            key=self.key or self.title,
            content_hash=content_hash(self.title, text),
            title=self.title,
            text=text,
            url=self.url,
            outlet=self.outlet,
            author=self.author,
            published_at=self.published_at,
            language=self.language,
            origin=self.origin,
            sentences=tuple(sentences),
        )


def article(title: str) -> Piece:
    """An article with nothing but its headline, which is also what tells it from others."""
    return Piece(title)


def ferry(number: int) -> Piece:
    """One of as many different articles as are needed, each with a word of its own: `kapal7x`."""
    return article(f"Kapal feri nomor {number} kembali berlayar").saying(
        f"Dermaga dibuka lagi untuk kapal{number}x pada pagi hari.",
        f"Sebanyak {number * 3 + 11} penumpang menunggu di ruang tunggu yang baru.",
        "Petugas memeriksa tiket, lalu pintu ditutup.",
    )


def any_of(*terms: str) -> Query:
    """The query for sentences with any of `terms`."""
    return Query(((terms,),))


def all_of(*terms: str) -> Query:
    """The query for sentences with every one of `terms`."""
    return Query((tuple((term,) for term in terms),))
