"""Which language a text is written in, from its commonest words, then from how its words look.

Method: function words (Grefenstette 1995, "Comparing two language identification schemes"), prefixes, endings
and letters where those are too few. `python -m benchmarks.text` measures it against libraries: they take 25
to 270 MB and mistake one short Indonesian question in five for Malay.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from functools import cache

from bot.domain import UNKNOWN_LANGUAGE

_HEAD = 2_000  # characters read from the start …
_TAIL = 600  # … and from beyond the middle, past what a boilerplate opening may be written in
_ENOUGH = 6.0  # points of function words that make endings and letters superfluous
_LEAST = 0.3  # points below which nothing is known
_LEAST_SHARE = 0.03  # … and points a word, so that a table of names is no language
_TIE = 0.05  # points within which two languages are level
_AT_HOME = frozenset({"id", "en"})  # what Warta is asked in; preferred where two languages are level
_HOME_POINTS = 0.1
_STRONG = 2.0  # points of a word that all but settles it

_WORD = re.compile(r"[^\W\d_]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S{1,2000}|\S{1,64}@\S{1,255}")
_DOUBLED = re.compile(r"\b([a-z]{3,20})-\1(?:an|nya)?\b")

# Interrogatives and the like: what a question of three words shows its language by.
_STRONG_WORDS = {
    "id": """apa apakah siapa siapakah kapan kapankah berapa berapakah mengapa mengapakah kenapa
        bagaimana bagaimanakah kemana darimana keberapa keberapakah dimana dimanakah gimana knp gmn dmn
        brp siapa sih yang yg adalah nya enggak nggak jelaskan sebutkan ceritakan""",
    "en": """who what when where why how which whose whom is was were did does whats whos wheres waht
        wich teh""",
    "de": "wer wann warum wie welche welcher welches wieviel der das und ist nicht wurde",
    "es": "quién quien cuándo cuando dónde cómo qué cuál cuántos cuántas por el los las es está",
    "fr": "qui quand où pourquoi comment quel quelle quels combien est les des est-ce",
    "nl": "wie wanneer waarom waar hoe welke hoeveel het een niet zijn werd",
    "pt": "quem quando onde como qual quais quantos quantas não são foi uma",
    "it": "chi quando dove perché come quale quali quanto quanti che il gli della è",
    "vi": "là của và những được người không trong một các cho có với đã nào gì ai bao",
    "tl": "sino ano kailan saan bakit paano ilan ang mga ng ay sa alin",
    "tr": "kim nerede neden nasıl hangi kaç ve bir için mi değil",
    "pl": "kto co kiedy gdzie dlaczego jak który która ile jest nie się w",
}

_COMMON_WORDS = {
    "id": """dan di ke dari untuk dengan pada ini itu tidak dalam akan oleh juga karena sebagai telah
        sudah bisa dapat ada atau saat lebih tersebut bahwa kepada para seorang sebuah menjadi namun
        tetapi tapi hanya belum masih sangat serta antara setelah sebelum ketika seperti secara sejak
        hingga sampai melalui terhadap tentang menurut kata ujar tutur ucap ungkap kami kita mereka dia
        ia saya aku anda kamu beliau bukan jika kalau bila maka agar supaya lalu kemudian harus ingin
        mau pun lain lainnya semua setiap banyak beberapa sekitar satu dua tiga empat lima enam tujuh
        delapan sembilan sepuluh puluh ratus ribu juta miliar triliun tahun bulan hari minggu jam
        tanggal pukul orang anak negara kota nama pertama kedua ketiga baru besar terbesar terakhir
        rumah jalan kali masa dunia daerah wilayah tempat pemerintah presiden menteri ketua wakil
        perusahaan masyarakat warga polisi korban berita kabar harga jumlah arti maksud terjadi
        dilakukan mengatakan menyatakan merupakan termasuk disebut bernama berasal terletak lahir
        meninggal senin selasa rabu kamis jumat sabtu januari februari maret mei juni juli agustus
        desember oktober sang si lagi mana bukankah adakah benarkah dgn utk krn tdk sdh blm jg gak ga
        nggak dong deh kok uang data dicuri didirikan ditemukan dibuat digunakan dikenal saja yakni
        yaitu ialah antar atas bawah luar sedang tengah akhir awal milik kapal kerja sama lama jauh
        dekat tinggi hasil selama periode tim pemain gelar laga pihak warna ibukota ibu bapak ayah istri
        suami raja putra sungai gunung pulau laut luas panjang tokoh penemu pendiri perang kerajaan
        agama bahasa hukum undang kebijakan gaji pajak kenaikan banjir gempa pemilu""",
    "en": """the of and to in a for on that with as it by at from an be are have has had this which or
        not but they his her its he she their there been would could should will can may might after
        before about into over than then them we you i my your our us more most other some any all no
        one two first last new year years said says say also between during while under through because
        so if up out many much do people time world city country war name used known called made became
        become only such these those being both each against since until where's don doesn didn isn wasn
        aren won t s re ve ll didnt doesnt news today yesterday government president minister company
        price latest tell give show list please long old big high part take took make many using type
        kind year's month week day days born died won win""",
    "de": """die den dem des ein eine einer einem einen von zu mit auf für im auch als an nach bei aus
        sich sind war wird werden hat haben er sie es wir ich dass oder aber noch nur über wenn vor
        durch unter zum zur seit mehr sein seine ihre diese dieser kann gegen wo was hatte worden jahr
        jahre""",
    "es": """de la y en que a los un una con para del se su al no lo como más pero sus le ya o este fue
        ha entre sobre también hasta desde muy años año ser son era sin dos donde según durante después
        antes""",
    "fr": """de la le et à un une du en dans que pour par sur pas plus au aux ce cette il elle ils sont
        avec son sa ses ne se été mais ou leur être d l qu c n s y a fait comme après depuis entre ans""",
    "nl": """de van en in op te dat die is met voor aan er om dan zou of wat mijn men dit zo door over
        ze ook tot uit bij maar worden wordt nog naar heeft hebben hij ik geen meer was als na jaar deze""",
    "pt": """de a o e do da em um para com os as dos das no na por mais se ao mas ou seu sua ele ela tem
        à às pelo pela também já entre sobre depois até anos ano foram ser é está""",
    "it": """di a da in con su per e la le lo i un una non si del dei delle nel nella al alla sono ha
        anche più ma o se l d dal dalla questo questa stato anni anno era essere dopo""",
    "vi": """này đó ở ra vào lên đến từ khi năm ông bà tôi bị để cũng như theo hay về trên tại việc thì
        mà nhưng nhiều hơn rất sau trước thế nước công""",
    "tl": """na at ni kay para hindi ito siya sila niya kanya kung may mayroon naman rin din lang po
        pero dahil nang mula kanyang isang nasa ba noong""",
    "tr": """bu ne zaman da de ile olarak daha çok en gibi kadar sonra olan o ama var yok her ki ya veya
        göre ancak büyük yıl yılında oldu olduğu""",
    "pl": """i na z do że to o a po od za przez oraz dla tym są był była było jako ale przy być roku lat
        tego jego ich pod może także już czy""",
}

# Standard Malay and Indonesian share their grammar and most of their words; these only one of the two has.
_MALAY = """
        bahawa kerana iaitu syarikat sahaja cuba peratus khamis jumaat isnin ogos disember julai lapan
        televisyen universiti pengerusi bilion tarikh basikal kaunter awak manakala perniagaan beza rm
        lebuhraya muzik kemalangan mesyuarat pilihanraya kakitangan kualiti"""
_INDONESIAN = """
        bahwa karena polisi perusahaan uang saja coba persen kamis jumat senin agustus maret desember juli
        delapan mobil kantor bisa miliar yakni universitas mahasiswa bandara ujar tutur ucap kota tanggal
        sepeda karyawan televisi beda enggak nggak kapan kapankah kenapa mengatakan provinsi kabupaten rp
        berapakah apakah siapakah kepulauan peneliti rumah nya adalah tersebut wib"""

# What words that no list has begin with, and end in.
_SHAPES = {
    "id": (
        """meng meny memb memp memi mema memu mend menc peng peny pemb pend penc berk bers berp
        berl diper terb terk keber kese""",
        "nya kan kah lah asi itas isme isasi ologi ngan aan tkan",
    ),
    "en": (
        "wh th kn wr sh",
        """tion sion ing ness ment ly ed ity ous ful able ible ship ght ers est ies ck th sh ance
        ence ough eed ool oon ook eak ear eal""",
    ),
    "de": ("sch", "ung ungen lich keit heit schaft isch"),
    "es": ("", "ción sión dad ciones mente ado ada ido idos ñe"),
    "fr": ("", "eux euse ement ique ée ées aux oir elle eau"),
    "nl": ("", "ijn ijd heid lijk lijke oek oed aal aan"),
    "pt": ("", "ção ções dade mente inho inha ado ada"),
    "it": ("", "zione zioni mente ità ato ata etto ella ggio"),
    "tl": ("nag ipina pina naka ipag", ""),
    "tr": ("", "lar ler ları leri nın nin dır yor mak mek lık lik"),
    "pl": ("", "ów ego owa owy ski ska ość ych ami anie enie"),
}
_CIRCUMFIXES = ("ke pe per di ber me ter", "an kan i")  # Indonesian; both at once
_SHAPE_POINTS = 0.4
_SHORTEST_SHAPED = 5  # letters

# Letters hardly any of the others uses.
_LETTERS = {
    "de": "ßäöü",
    "es": "ñ¿¡",
    "fr": "èêœç",
    "pt": "ãõ",
    "it": "ìò",
    "vi": "ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
    "tr": "ğış",
    "pl": "łąężśźćń",
}
_LETTER_POINTS = 0.5

# First and last character of a block, what one letter counts against a Latin one (a syllable or a word is
# more than a letter), and the language to suppose.
_SCRIPTS = (
    ("\u3041", "\u30ff", 3, "ja"),
    ("\u3400", "\u4dbf", 3, "zh"),
    ("\u4e00", "\u9fff", 3, "zh"),
    ("\uac00", "\ud7af", 3, "ko"),
    ("\u0e01", "\u0e5b", 2, "th"),
    ("\u1780", "\u17ff", 2, "km"),
    ("\u0400", "\u052f", 1, "ru"),
    ("\u0620", "\u06ff", 1, "ar"),
    ("\u0750", "\u077f", 1, "ar"),
    ("\ufb50", "\ufdff", 1, "ar"),
    ("\ufe70", "\ufefc", 1, "ar"),
    ("\u0900", "\u097f", 1, "hi"),
    ("\u0980", "\u09ff", 1, "bn"),
    ("\u0b80", "\u0bff", 1, "ta"),
    ("\u05d0", "\u05ea", 1, "he"),
    ("\u0370", "\u03ff", 1, "el"),
)
# Letters that tell another language of the same script.
_SCRIPT_LETTERS = {
    "ru": (("uk", "іїєґ"), ("sr", "ђјљњћџ"), ("kk", "әғқңөұүһ")),
    "ar": (("ur", "ٹڈڑےں"), ("fa", "پچژگی")),
}


def detect(text: str) -> str:
    """The ISO 639-1 code of the language most of `text` is in, or "und".

    Works on one word as on a whole article, of which it reads 2,600 characters at most. Indonesian and
    English are what it is made for; Malay is told from Indonesian by its own words only, so a Malay line
    without any of them is "id". Never raises.
    """
    sample = _sample(text)
    special = Counter(_NOT_ASCII.findall(sample))
    return _by_script(sample, special) or _by_words(sample, special)


def _sample(text: str) -> str:
    if len(text) > _HEAD + _TAIL:
        middle = max(_HEAD, len(text) // 2)
        text = f"{text[:_HEAD]} {text[middle : middle + _TAIL]}"
    return _ADDRESS.sub(" ", unicodedata.normalize("NFC", text).lower())


def _by_script(sample: str, special: Counter[str]) -> str:
    """The language of a script other than Latin that prevails, or ""."""
    weights: Counter[str] = Counter()
    for letter, times in special.items():
        for first, last, weight, language in _SCRIPTS:
            if first <= letter <= last:
                weights[language] += weight * times
                break
    if weights["ja"] * 20 > weights["zh"]:  # Japanese writes its content words in Han characters
        weights["ja"] += weights["zh"]
    language, weight = max(weights.items(), key=lambda item: item[1], default=("", 0))
    if not weight or weight <= sum("a" <= letter <= "z" for letter in sample):
        return ""
    for other, own in _SCRIPT_LETTERS.get(language, ()):
        if sum(special[letter] for letter in own) * 100 > weight:
            return other
    return language


@cache
def _points() -> dict[str, tuple[tuple[str, float], ...]]:
    """What each listed word counts for each language; a word several languages have counts less."""
    found: dict[str, dict[str, float]] = {}
    for points, lists in ((1.0, _COMMON_WORDS), (_STRONG, _STRONG_WORDS)):
        for language, words in lists.items():
            for word in words.split():
                found.setdefault(word, {})[language] = points
    return {
        word: tuple((language, points / len(languages)) for language, points in languages.items())
        for word, languages in found.items()
    }


@cache
def _shapes() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """Language, beginnings, endings; the circumfixes last."""
    rows = [*_SHAPES.items(), ("", _CIRCUMFIXES)]
    return tuple((language, tuple(first.split()), tuple(last.split())) for language, (first, last) in rows)


@cache
def _malay_and_indonesian() -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(_MALAY.split()), frozenset(_INDONESIAN.split())


def _by_words(sample: str, special: Counter[str]) -> str:
    words = _WORD.findall(sample)
    if not words:
        return UNKNOWN_LANGUAGE
    table = _points()
    scores: defaultdict[str, float] = defaultdict(float)
    for word in words:
        for language, points in table.get(word, ()):
            scores[language] += points
    _add_ends(scores, words)
    if max(scores.values(), default=0.0) < _ENOUGH:
        _add_shapes(scores, sample, [word for word in words if word not in table])
    for language, letters in _LETTERS.items():
        seen = sum(special[letter] for letter in letters) if special else 0
        if seen:
            scores[language] += _LETTER_POINTS * seen
    for language in _AT_HOME & scores.keys():
        scores[language] += _HOME_POINTS
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < max(_LEAST, _LEAST_SHARE * len(words)):
        return UNKNOWN_LANGUAGE
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _TIE:
        return UNKNOWN_LANGUAGE
    return _malay_or_indonesian(words) if ranked[0][0] == "id" else ranked[0][0]


def _add_ends(scores: defaultdict[str, float], words: list[str]) -> None:
    """Count a telling word once more where it opens or closes: what stands between may be a foreign title."""
    for word in {words[0], words[-1]}:
        for language, points in _points().get(word, ()):
            if points == _STRONG:
                scores[language] += points


def _add_shapes(scores: defaultdict[str, float], sample: str, words: list[str]) -> None:
    """Add what beginnings and endings of the words in no list say."""
    *shapes, (_, before, after) = _shapes()
    for word in words:
        if len(word) < _SHORTEST_SHAPED:
            continue
        for language, beginnings, endings in shapes:
            if word.startswith(beginnings) or word.endswith(endings):
                scores[language] += _SHAPE_POINTS
        if word.startswith(before) and word.endswith(after):
            scores["id"] += _SHAPE_POINTS
    if _DOUBLED.search(sample):
        scores["id"] += 1.0


def _malay_or_indonesian(words: list[str]) -> str:
    malay, indonesian = _malay_and_indonesian()
    return "ms" if sum(word in malay for word in words) > sum(word in indonesian for word in words) else "id"
