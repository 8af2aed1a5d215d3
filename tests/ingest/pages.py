"""Pages of sites that do not exist, in the shapes news is published in."""

import json
from html import escape

ID_PARAGRAPHS = (
    "Wali Kota Muara Teduh, Raka Pradipta, menutup Jembatan Lama karena retakan di tiang kedua.",
    "Retakan itu ditemukan oleh petugas pada akhir pekan lalu dan melebar 4 milimeter dalam dua hari.",
    "“Kami tidak mau mengambil risiko,” kata Raka di balai kota seusai rapat dengan para ahli bangunan.",
    "Warga diminta memutar lewat Jembatan Baru di utara sampai perbaikan selesai pada bulan September.",
    "Biaya perbaikan diperkirakan Rp2,4 miliar dan diambil dari dana tak terduga pemerintah kota tahun ini.",
)
EN_PARAGRAPHS = (
    "The council of Port Ellery voted on Tuesday to replace its last two diesel ferries.",
    "The boats, which carry about 1,900 commuters a day, are to leave service before the end of winter.",
    "“It took us eleven years to get here,” said council chair Mina Okafor, who first proposed the change.",
    "A yard in the next bay will build the replacements for 31 million crowns, half of it from the state.",
    "Opponents had argued that the batteries would not last through a night of heavy ice.",
)
LINKS = "".join(
    f'<li><a href="/b/{n}">Berita lain nomor {n} yang tidak ada hubungannya</a></li>' for n in range(12)
)


def page(
    body: str, *, head: str = "", lang: str = "id", title: str = "Jembatan Lama Ditutup - Kabar Teduh"
) -> str:
    """A whole page with navigation, a list of other news and a footer around `body`."""
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"{head}</head>"
        f'<body><nav><ul>{LINKS}</ul></nav>{body}<aside class="related"><ul>{LINKS}</ul></aside>'
        "<footer>Hak cipta Kabar Teduh. Tentang kami. Pedoman media siber.</footer></body></html>"
    )


def paragraphs(texts: tuple[str, ...] = ID_PARAGRAPHS) -> str:
    """The texts as HTML paragraphs."""
    return "".join(f"<p>{escape(text, quote=False)}</p>" for text in texts)


def linked_data(**fields: object) -> str:
    """A JSON-LD script of a NewsArticle with `fields`."""
    data = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def modern(**fields: object) -> str:
    """An Indonesian article as today's sites publish it: JSON-LD, article element, inline links."""
    known: dict[str, object] = {
        "headline": "Jembatan Lama Ditutup",
        "datePublished": "2025-03-04T08:30:00+07:00",
        "author": [{"@type": "Person", "name": "Sari Melati"}, {"@type": "Person", "name": "Budi Anggara"}],
        "publisher": {"@type": "Organization", "name": "Kabar Teduh"},
    }
    return page(
        f"<main><article><h1>Jembatan Lama Ditutup</h1>{paragraphs()}</article></main>",
        head=linked_data(**(known | fields)) + '<link rel="canonical" href="/kota/jembatan-lama">',
    )


def old_fashioned() -> str:
    """An Indonesian article as sites published it in 2012: tables, no metadata, byline and date in words."""
    return page(
        '<div id="isi"><h1>Jembatan Lama Ditutup</h1><div class="tgl">Selasa, 4 Maret 2025 | 08:30 WIB</div>'
        f"{paragraphs()}<table><tr><td>Penulis</td><td>: Sari Melati</td></tr></table></div>",
    )


def english() -> str:
    """An English article with OpenGraph tags only."""
    return page(
        f"<article><h1>Port Ellery goes electric</h1>{paragraphs(EN_PARAGRAPHS)}</article>",
        head='<meta property="og:title" content="Port Ellery goes electric | Ellery Courier">'
        '<meta property="og:site_name" content="Ellery Courier">'
        '<meta property="article:published_time" content="2025-01-14T19:05:00Z">'
        '<meta property="og:url" content="https://courier.example/2025/ferries">',
        lang="en-GB",
        title="Port Ellery goes electric | Ellery Courier",
    )
