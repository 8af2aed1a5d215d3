"""Names of months in the languages news is found in, and of time zones.

A month is also known by any beginning of its name of three letters or more. Where two languages mean
different months by the same letters, the one further up in the table counts.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache

_SHORTEST = 3  # letters of an abbreviation; "ma" is no month in any language
# Twelve words a language, without accents; a comma parts the forms of one month.
_NAMES = {
    "id": """
        januari februari maret april mei juni juli agustus,agt,ags september,sept oktober
        november,nopember desember
    """,
    "en": """
        january february march april may june july august september,sept october november
        december
    """,
    "de": """
        januar februar marz,maerz,mrz april mai juni juli august september oktober november
        dezember
    """,
    "fr": """
        janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
    """,
    "es": """
        enero febrero marzo abril mayo junio julio agosto septiembre,setiembre,set octubre
        noviembre diciembre
    """,
    "pt": """
        janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro
    """,
    "it": """
        gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre
        dicembre
    """,
    "nl": """
        januari februari maart,mrt april mei juni juli augustus september oktober november
        december
    """,
    "sv": """
        januari februari mars april maj juni juli augusti september oktober november december
    """,
    "no": """
        januar februar mars april mai,maj juni juli august september oktober november desember
    """,
    "ms": """
        januari pebruari mac april mei jun julai ogos september oktober november disember
    """,
    "tr": """
        ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik
    """,
    "pl": """
        stycznia,styczen lutego,luty marca,marzec kwietnia,kwiecien maja,maj czerwca,czerwiec
        lipca,lipiec sierpnia,sierpien wrzesnia,wrzesien pazdziernika,pazdziernik
        listopada,listopad grudnia,grudzien
    """,
    "cs": """
        leden,ledna unor,unora brezen,brezna duben,dubna kveten,kvetna cerven,cervna
        cervenec,cervence srpen,srpna zari rijen,rijna listopad,listopadu prosinec,prosince
    """,
    "ro": """
        ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie
        decembrie
    """,
    "hu": """
        januar februar marcius aprilis majus junius julius augusztus szeptember oktober november
        december
    """,
    "fi": """
        tammikuu,tammikuuta helmikuu,helmikuuta maaliskuu,maaliskuuta huhtikuu,huhtikuuta
        toukokuu,toukokuuta kesakuu,kesakuuta heinakuu,heinakuuta elokuu,elokuuta
        syyskuu,syyskuuta lokakuu,lokakuuta marraskuu,marraskuuta joulukuu,joulukuuta
    """,
    "ru": """
        января,январь февраля,февраль марта,март апреля,апрель мая,май,маи июня,июнь июля,июль
        августа,август сентября,сентябрь октября,октябрь ноября,ноябрь декабря,декабрь
    """,
    "uk": """
        січня,січень,січ лютого,лютий,лют березня,березень квітня,квітень травня,травень
        червня,червень липня,липень серпня,серпень вересня,вересень жовтня,жовтень
        листопада,листопад грудня,грудень
    """,
    "bg": """
        януари февруари март април май юни юли август септември октомври ноември декември
    """,
    "el": """
        ιανουαριου,ιανουαριος φεβρουαριου,φεβρουαριος μαρτιου,μαρτιος απριλιου,απριλιος
        μαιου,μαιος ιουνιου,ιουνιος ιουλιου,ιουλιος αυγουστου,αυγουστος σεπτεμβριου,σεπτεμβριος
        οκτωβριου,οκτωβριος νοεμβριου,νοεμβριος δεκεμβριου,δεκεμβριος
    """,
    "ar": """
        يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر
    """,
    "hi": """
        जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर,सितम्बर अक्टूबर,अक्तूबर नवंबर,नवम्बर
        दिसंबर,दिसम्बर
    """,
    "th": """
        มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม
        พฤศจิกายน ธันวาคม
    """,
}

# Minutes ahead of UTC. Names that several zones share mean the one that news is most often dated in:
# BST is Britain's summer, CST and EST are North America's, IST is India's.
ZONES: Mapping[str, int] = {
    "utc": 0,
    "gmt": 0,
    "ut": 0,
    "z": 0,
    "wet": 0,
    "west": 60,
    "bst": 60,
    "cet": 60,
    "cest": 120,
    "met": 60,
    "mest": 120,
    "mez": 60,
    "mesz": 120,
    "wat": 60,
    "cat": 120,
    "sast": 120,
    "eet": 120,
    "eest": 180,
    "eat": 180,
    "msk": 180,
    "msd": 240,
    "trt": 180,
    "idt": 180,
    "irst": 210,
    "gst": 240,
    "samt": 240,
    "pkt": 300,
    "uzt": 300,
    "yekt": 300,
    "ist": 330,
    "npt": 345,
    "bdt": 360,
    "mmt": 390,
    "wib": 420,
    "ict": 420,
    "wita": 480,
    "sgt": 480,
    "myt": 480,
    "hkt": 480,
    "pht": 480,
    "awst": 480,
    "wit": 540,
    "jst": 540,
    "kst": 540,
    "acst": 570,
    "aest": 600,
    "chst": 600,
    "acdt": 630,
    "aedt": 660,
    "nzst": 720,
    "nzdt": 780,
    "azot": -60,
    "brst": -120,
    "brt": -180,
    "art": -180,
    "uyt": -180,
    "nst": -210,
    "ndt": -150,
    "ast": -240,
    "adt": -180,
    "clt": -240,
    "clst": -180,
    "vet": -240,
    "bot": -240,
    "est": -300,
    "edt": -240,
    "pet": -300,
    "cot": -300,
    "ect": -300,
    "cst": -360,
    "cdt": -300,
    "mst": -420,
    "mdt": -360,
    "pst": -480,
    "pdt": -420,
    "akst": -540,
    "akdt": -480,
    "hst": -600,
    "sst": -660,
}


def folded(word: str) -> str:
    """`word` in small letters and without accents and the like."""
    # ı and İ are the only letters here that do not fold by decomposition.
    plain = unicodedata.normalize("NFD", word.replace("ı", "i").replace("İ", "i").casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


def month_of(word: str) -> int:
    """The number of the month that `word` names or abbreviates; 0 if it is none."""
    key = folded(word)
    return _months().get(key, 0) or _months().get(key.rstrip("."), 0)


@cache
def _months() -> Mapping[str, int]:
    whole: dict[str, int] = {}
    begun: dict[str, int] = {}
    for language in _NAMES.values():
        for number, forms in enumerate(language.split(), start=1):
            for form in map(folded, forms.split(",")):
                whole.setdefault(form, number)
                for length in range(_SHORTEST, len(form)):
                    begun.setdefault(form[:length], number)
    # What is a whole name somewhere ("mars", "set") is not the beginning of another.
    return {**begun, **whole}
