"""Words that exclude each other: what is said of the smallest answers no question about the largest."""

from functools import cache

from bot.text.words import stem

# A line is one scale; its sides, in both languages, exclude each other. Left out are words whose stem is
# that of another word ("ketiga": "tiga", "diumumkan": "umum", "memperbaiki": "baik", "keluar": "luar"), that
# mean something else as often ("left", "baru", "final", the English "mayor"), and converse words: who bought
# is told by who sold, and whose brother by whose sister.
_SCALES = """
big bigger biggest large larger largest besar terbesar / small smaller smallest kecil terkecil
high higher highest tall taller tallest tinggi tertinggi / low lower lowest rendah terendah pendek
long longer longest panjang terpanjang / short shorter shortest pendek terpendek
hot warm panas hangat / cold cool dingin sejuk
old older oldest tua tertua / young younger youngest muda termuda
old / new
first pertama / last / second kedua / third / fourth / fifth
north northern utara / south southern selatan / east eastern timur / west western barat
kiri / kanan
upper / lower
inside inner / outside outer luar
rich kaya / poor miskin
strong stronger strongest kuat terkuat / weak weaker weakest lemah terlemah
fast faster fastest cepat tercepat / slow slower slowest lambat terlambat
heavy heavier heaviest berat terberat / light lighter lightest ringan teringan
deep deeper deepest dalam terdalam / shallow dangkal
wide wider widest lebar luas / narrow sempit
good better best bagus / bad worse worst buruk terburuk jelek
many more most banyak terbanyak / few fewer least
near nearest dekat terdekat / far farthest furthest jauh terjauh
full penuh / empty kosong
open buka terbuka / closed shut tutup tertutup
begin began start mulai dimulai / end ended finish selesai usai
rise rose increase grow naik meningkat bertambah tumbuh / fall fell decrease decline drop turun
enter masuk / exit
arrive arrived tiba / depart departed pergi
friend kawan teman / enemy musuh
alive / dead mati tewas
male man boy pria laki lelaki / female woman girl wanita perempuan
father ayah bapak / mother ibu
son putra / daughter putri
king raja / queen ratu
before sebelum / after sesudah setelah
always selalu / never rarely jarang
majority mayoritas / minority minoritas
maximum maksimum maksimal / minimum minimal
public publik / private swasta pribadi
urban / rural
legal / illegal ilegal
major / minor
direct langsung / indirect
positive positif / negative negatif
plus / minus
internal / external eksternal
nasional / internasional
domestic domestik / foreign asing
ancient kuno / modern
traditional tradisional / modern
formal / informal nonformal
natural alami / artificial buatan
active aktif / passive pasif
dry kering / wet basah
dark gelap / bright
hard keras / soft lunak
thick tebal / thin tipis
expensive mahal / cheap murah
early dini / late
siang / night malam
morning pagi / evening sore
summer panas / winter dingin
black hitam / white putih / red merah / blue biru / green hijau / yellow kuning
protagonist protagonis / antagonist antagonis
male jantan / female betina
offence offense / defence defense
guilty / innocent
accept accepted terima menerima / reject rejected tolak menolak
support supported dukung mendukung / oppose opposed tentang menentang
approve approved setuju menyetujui / disapprove
allow allowed izin mengizinkan / forbid forbidden ban banned larang melarang
appoint appointed lantik / dismiss dismissed pecat copot
join joined gabung bergabung / withdraw withdrew mundur
create created cipta / destroy destroyed hancur rusak
"""


@cache
def _sides() -> dict[str, frozenset[str]]:
    """By stem, the stems that exclude it."""
    found: dict[str, set[str]] = {}
    for line in _SCALES.strip().splitlines():
        sides = [
            {stem(word, language) for word in side.split() for language in ("en", "id")}
            for side in line.split("/")
        ]
        for side in sides:
            others = set().union(*(other for other in sides if other is not side))
            for one in side:
                found.setdefault(one, set()).update(others - side)
    return {one: frozenset(others) for one, others in found.items()}


def opposites(form: str) -> frozenset[str]:
    """The stems that exclude the stem `form`, in both languages; empty for a word without opposites."""
    return _sides().get(form, frozenset())
