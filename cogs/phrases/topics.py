"""What Warta says in Discord about topics over time, and about who said what."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class TopicWords:
    """One language's phrases; those with braces are filled by `str.format`."""

    timeline: str
    timeline_none: str
    timeline_first: str
    trend: str
    trend_none: str
    trend_letters: str
    quotes: str
    quotes_none: str


EN = TopicWords(
    timeline="Timeline: {topic}",
    timeline_none="Your sources say nothing about **{topic}**.",
    timeline_first="the first to tell",
    trend="Articles about {topic}",
    trend_none="Your sources say nothing about **{topic}** in these days.",
    trend_letters="A picture needs matplotlib where I run: warta-bot[charts].",
    quotes="What {who} said",
    quotes_none="No sentence in your sources quotes **{who}**.",
)

ID = TopicWords(
    timeline="Lini masa: {topic}",
    timeline_none="Sumber Anda tidak memuat apa pun tentang **{topic}**.",
    timeline_first="yang pertama memberitakan",
    trend="Artikel tentang {topic}",
    trend_none="Sumber Anda tidak memuat apa pun tentang **{topic}** pada hari-hari ini.",
    trend_letters="Untuk gambar diperlukan matplotlib di tempat saya berjalan: warta-bot[charts].",
    quotes="Ucapan {who}",
    quotes_none="Tidak ada kalimat di sumber Anda yang mengutip **{who}**.",
)
