"""What is said of the library and what is added to it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class LibraryWords:
    """One language's; those with braces are filled by `str.format`."""

    library: str
    page: str
    added: str
    updated: str
    unchanged: str
    failed: str
    and_more: str
    removed: str
    too_large: str
    nothing_to_add: str
    left_out: str
    paste_title: str
    paste_headline: str
    paste_text: str
    paste_source: str
    paste_date: str
    paste_url: str
    bad_date: str


EN = LibraryWords(
    library="Library",
    page="page {number} of {pages}",
    added="added",
    updated="updated",
    unchanged="known already",
    failed="not added",
    and_more="… and {count} more",
    removed="Removed: {title}",
    too_large="{name} is {size} MiB. An article has at most {most} MiB.",
    nothing_to_add="There is nothing to add in this message: no link, no file and no text.",
    paste_title="Add an article",
    paste_headline="Headline",
    paste_text="Text",
    paste_source="Who published it",
    paste_date="When",
    paste_url="Address",
    bad_date="{text} is not a date. Write it like 2025-01-30.",
    left_out="Left out, since it is more than {most} at once: {count}.",
)


ID = LibraryWords(
    library="Pustaka",
    page="halaman {number} dari {pages}",
    added="ditambahkan",
    updated="diperbarui",
    unchanged="sudah ada",
    failed="tidak ditambahkan",
    and_more="… dan {count} lagi",
    removed="Dihapus: {title}",
    too_large="{name} berukuran {size} MiB. Sebuah artikel paling besar {most} MiB.",
    nothing_to_add=(
        "Tidak ada yang dapat ditambahkan dari pesan ini: tidak ada tautan, berkas, maupun teks."
    ),
    paste_title="Tambah artikel",
    paste_headline="Judul",
    paste_text="Isi",
    paste_source="Penerbit",
    paste_date="Tanggal",
    paste_url="Alamat",
    bad_date="{text} bukan tanggal. Tulis seperti 2025-01-30.",
    left_out="Tidak disertakan, karena lebih dari {most} sekaligus: {count}.",
)
