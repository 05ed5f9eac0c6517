"""Letters compared across scripts, and words that say nothing of what a text is about."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from search import analysis

KNOWN_WORDS = 50_000
BEGINNING = 5

_FUNCTION_WORDS = {
    "en": (
        "about above across after again all along already also among an any are around as at away back"
        " be because become been before being between both but by can could did do does done down during"
        " each either else every few first for from further get give given go had has have he her here him"
        " his how if in instead into is it its itself just keep last later less like made make makes many"
        " may more most much must near new no nor not now of off often on once one only or other others our"
        " out over own part per same set she should since so some soon still such take taken takes than"
        " that the their them then there these they this those three through to together too two under"
        " until up us use used very was we well were what when where which while who whom whose will with"
        " within without would year years you your"
    ),
    "fr": (
        "afin ainsi alors après aucun aussi autre autres avant avoir bien car ce cela celle celles celui"
        " ces cet cette ceux chaque chez comme contre cours dans depuis dernier dernière deux doit dont"
        " donc du elle elles encore entre est et être eux faire fait font grâce hors ils il jusque jamais"
        " leur leurs lors lorsque lui mais même mettre moins notamment nos notre nous ne on ont ou où"
        " outre par parmi pas pendant peu peut peuvent plus plusieurs pour premier première près puis"
        " quand que quel quelle quelques qui quoi sa sans se selon ses si soit son sont sous sur tous tout"
        " toute toutes travers très trois un une vers vos votre vous an ans année années y"
    ),
    "de": (
        "aber alle allem allen aller alles als also am an andere anderen anderer auch auf aus bei beim"
        " bereits bis bleiben bleibt da dabei dafür damit danach dann daran dass davon dazu dem den denen"
        " denn der deren des die dies diese diesem diesen dieser dieses doch dort drei durch eigene eigenen"
        " ein eine einem einen einer eines einige er erst erste ersten es etwa für gegen geht gibt haben"
        " hat hatte ihr ihre ihrem ihren ihrer im immer in innen ins ist jahr jahre jahren jede jedem jeden"
        " jeder jedes jemand kann kein keine können lassen lässt macht machen man mehr mehrere mit müssen"
        " nach neben neue nicht nie noch nun nur ob oder ohne schon sehr sein seine seit selbst sich sie"
        " sind so sobald sogar sollen sondern sowie statt über um und unter viele vom von vor war waren was"
        " wegen wenn wer werden wie wieder will wir wird wo wurde wurden zu zum zur zusammen zwei zwischen"
    ),
    "it": (
        "agli ai al alla alle allo altre altri altro anche ancora anni anno attraverso avere ci che chi"
        " cioè col come con contro così cui da dagli dai dal dalla dalle degli dei del della delle dello"
        " di dopo dove due durante e è ed essere fa fare fino fra gli ha hanno i il in inoltre insieme"
        " invece la le li lo loro ma meno mentre mette molti nei nel nella nelle negli nello noi non nuova"
        " nuovo o ogni oltre per però perché più poi presso prima primo propri proprio quale quali quando"
        " quanto quasi quella quelli quello questa queste questi questo qui quindi se secondo sei sempre"
        " senza si sia sono sotto stata stato stessi stesso su sua sue sugli sui sul sulla sulle suo suoi"
        " tra tre tutta tutte tutti tutto un una uno verso viene vengono vi"
    ),
    "ru": (
        "без более будет был была были было быть ведь весь во вместе вместо возле вокруг все всего всех"
        " всем всё вы где год года году годы для до его ее ей если есть ещё же за здесь и из или им их к"
        " как какой когда кого кто которая которого которое которой котором которые который которых кроме"
        " между меньше могут можно может мы на над надо начиная не него нее ней нет ни них но ныне о об"
        " обо один одна одного он она они оно от очень перед по под после потом почему при про против"
        " пять раз с самого свои своих свой своей своего себя сейчас со среди также там те тем тех то того"
        " тоже только том три ту тут ты у уже хотя чего чей чем через что чтобы эта эти этих это этого"
        " этой этом этот два две двух трёх"
    ),
    "tr": (
        "ama ancak arada arasında arasındaki ait artık asıl aynı az bazı belirli ben bile bir biri birlikte"
        " birçok biz bu buna bunu bunun böyle çok çünkü da daha de değil diğer diye dolayı en eden eder"
        " edilen edilir edip ediyor etmek etti fakat gibi göre göz halinde hem hep her hiç için içinde ile"
        " ilk ise ister iki kadar karşı kendi kendisi ki kim kimi mi ne neden nerede o olan olarak olduğu"
        " olmak olması olsun oluyor olur on ona onlar onu onun oysa önce öteki sadece sonra şey şu tam tek"
        " tüm üç üzere üzerine ve veya ya yani yapan yapar yapılan yer yıl yılda yılı yılında yine yok zaten"
    ),
}  # fmt: skip

_CYRILLIC: dict[int, str | int | None] = {
    **str.maketrans("абвгдежзийклмнопрстуфхцчшщыэ", "abvgdessiiklmnoprstufhskssie", "ьъ"),
    ord("ю"): "iu",
    ord("я"): "ia",
}
# What is written differently and meant alike: Salafisme, salafizm, Salafismus; Polizei, polizia.
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("sch|sh|zh", "s"), ("ph", "f"), ("th", "t"), ("ck|qu|q|ch", "k"), ("c(?=[eiy])", "s"), ("c", "k"),
        ("x", "ks"), ("y|j", "i"), ("w", "v"), ("z|ts", "s"), (r"(.)\1+", r"\1"),
    )
]  # fmt: skip


@cache
def function_words(language: str) -> frozenset[str]:
    """Folded words of a language that carry no meaning of their own."""
    listed = f"{_FUNCTION_WORDS.get(language, '')} {analysis.STOP_WORDS.get(language, '')}"
    return frozenset(analysis.fold(word, language) for word in listed.split())


@lru_cache(maxsize=KNOWN_WORDS)
def sound(word: str) -> str:
    """The beginning of a folded word as it sounds, in Latin letters; empty of a short one."""
    heard = word.translate(_CYRILLIC)
    for pattern, letter in _SOUNDS:
        heard = pattern.sub(letter, heard)
    return heard[:BEGINNING] if len(heard) >= BEGINNING else ""
