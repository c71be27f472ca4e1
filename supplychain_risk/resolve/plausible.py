"""How much a text looks like one that somebody wrote, and not like another read in the wrong encoding.

Each character beyond ASCII is looked at among its neighbours, from 1 (as in a word of a language) to −1 (as nobody
writes). The weights are chosen, and tried on lists in twelve languages (tests/intake/test_encodings.py).
"""

from __future__ import annotations

import re
from functools import lru_cache

EAST = ("gb18030", "big5", "cp932", "cp949")
"""Encodings of Chinese, Japanese and Korean."""
_ALPHABETS: tuple[tuple[str, float], ...] = (
    ("äöüß", 1.0),  # German
    ("éèàêçîôûâïùëœ", 1.0),  # French
    ("áéíóúñü", 1.0),  # Spanish, Catalan in part
    ("ãçáéíóúõâêôà", 1.0),  # Portuguese
    ("àèéìòù", 0.9),  # Italian
    ("ąćęłńóśźż", 1.0),  # Polish
    ("áčďéěíňóřšťúůýž", 1.0),  # Czech
    ("áäčďéíľňóôšťúýž", 0.9),  # Slovak
    ("áéíóöőúüű", 0.9),  # Hungarian
    ("ăâîşţșț", 0.8),  # Romanian
    ("čćđšž", 0.8),  # Croatian, Slovenian
    ("çğıöşüâi\u0307", 1.0),  # Turkish
    ("åäöéü", 0.9),  # Swedish, Finnish
    ("æøåé", 0.9),  # Danish, Norwegian
    ("áðéíóúýþæö", 0.1),  # Icelandic: in Turkish text the same bytes are ğ, ı and ş, and Turkish lists are many
)
"""Letters beyond ASCII of a language, and how likely a supplier is to be named in it."""
_ALONE = "àáéèóòaeo"
"""Words of one letter."""
_CYRILLIC_ALONE = "авикосуя"
_CYRILLIC_COMMON = frozenset("оеаинтсрвлкм")
_CYRILLIC = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґў")
_ARABIC_COMMON = frozenset("المنيرتوبدسهةكعحفقشجصطخز")
_OPENING, _CLOSING = "“«¿¡„‚", "”’»…®™©ºª²³°%"
_BETWEEN, _APOSTROPHES = "–—•·№§’‘´`", "’‘"
_BLANK = "\u00a0"
_MONEY = "€£¥"
_PIECE = re.compile(r"[^,;\t|\r\n\"]+")
_HEAP = re.compile("[\u00c0-\u024f]{4,}")
_HEAPED = -0.5
"""Of words of nothing but letters with accents: another script, read wrongly."""
_LOOKED_AT = 4000
"""Characters of a text that are looked at."""


def plausibility(text: str, encoding: str) -> float:
    """The mean over the characters beyond ASCII, −1.5 to 1; 0 where there are none."""
    total = seen = 0.0
    for piece in _PIECE.finditer(text):
        if piece[0].isascii():
            continue
        points, characters = _piece(piece[0], encoding)
        total += points
        seen += characters
        if seen >= _LOOKED_AT:
            break
    return total / seen if seen else 0.0


def _piece(piece: str, encoding: str) -> tuple[float, int]:
    latin = [c for c in piece.lower() if "\u00c0" <= c <= "\u024f" and c.isalpha()]
    in_language = 0.0
    if latin:
        heaps = sum(map(len, _HEAP.findall(piece)))
        in_language = _HEAPED if heaps * 2 > len(latin) else _in_one_language("".join(latin))
    points, characters = 0.0, 0
    for at, character in enumerate(piece):
        if not character.isascii():
            before = piece[at - 1] if at else " "
            after = piece[at + 1] if at + 1 < len(piece) else " "
            points += _fit(character, before, after, in_language, encoding)
            characters += 1
    return points, characters


@lru_cache(maxsize=4096)
def _in_one_language(letters: str) -> float:
    """How well one language has all of these letters, −0.7 to 0.8."""
    return max(
        weight * (1.5 * sum(c in alphabet for c in letters) / len(letters) - 0.7) for alphabet, weight in _ALPHABETS
    )


def _fit(character: str, before: str, after: str, in_language: float, encoding: str) -> float:
    if character == "\ufffd" or "\ue000" <= character <= "\uf8ff":
        return -1.5
    if "\u2e80" <= character <= "\ufaff" or "\uff00" <= character <= "\uffef":
        return _fit_east(character, before, after, encoding)
    if character.isalpha():
        return _fit_letter(character, before, after, in_language)
    if character == _BLANK:
        return 0.5
    inside = before.isalpha() and after.isalpha()
    if character in _OPENING and not inside:
        return 0.5 if after.isalpha() and not before.isalpha() else -0.4
    if character in _CLOSING and not inside:
        return 0.4 if before.isalnum() or before in ".)" else -0.4
    if character in _BETWEEN:
        return 0.3 if character in _APOSTROPHES or not inside else -0.3
    if character in _MONEY:
        return -0.6 if before.isalpha() or after.isalpha() else 0.3
    return -0.8


def _fit_letter(character: str, before: str, after: str, in_language: float) -> float:
    if "\u0400" <= character <= "\u04ff":
        return _fit_cyrillic(character, before, after)
    if "\u0600" <= character <= "\u06ff":
        return _fit_arabic(character, before, after)
    if not "\u00c0" <= character <= "\u024f":
        return -0.6  # Greek in a file that states no encoding, or letters of mathematics
    if not (before.isalpha() or after.isalpha()):
        return 0.2 if character in _ALONE else -0.6
    return _wrong_case(character, before, after) or in_language


def _wrong_case(character: str, before: str, after: str) -> float:
    """Below zero where capitals and small letters are mixed within a word: MÅller, SociÇt, MšLLER, BelláGroup."""
    if not before.isalpha():
        return -0.5 if character.islower() and after.isupper() else 0.0
    if character.isupper():
        return -0.8 if before.islower() else -0.6 if after.islower() else 0.0
    return -0.6 if before.isupper() and after.isupper() else -0.5 if before.islower() and after.isupper() else 0.0


def _fit_cyrillic(character: str, before: str, after: str) -> float:
    around = [c for c in (before, after) if c.isalpha()]
    small = character.lower()
    if not all("\u0400" <= c <= "\u04ff" for c in around) or small not in _CYRILLIC:
        return -0.8
    if not around:
        return 0.2 if small in _CYRILLIC_ALONE else -0.6
    wrong = _wrong_case(character, before, after)
    if wrong:
        return wrong
    return 0.9 if small in _CYRILLIC_COMMON else 0.3


def _fit_arabic(character: str, before: str, after: str) -> float:
    around = [c for c in (before, after) if c.isalpha()]
    if not around or not all("\u0600" <= c <= "\u06ff" for c in around):
        return -0.8
    return 0.9 if character in _ARABIC_COMMON else 0.4


# --- Chinese, Japanese, Korean ------------------------------------------------------------------------------------

_IN_NAMES = {
    "gb18030": frozenset(
        "有限公司股份集团厂业工贸易国际中市省县区新疆山东江苏浙广福建上海北京深圳大华金兴源丰泰安达宏鑫光电子科技"
        "纺织服饰装制品造五材料化学食机械进出口和田克阿西南河湖四川云重庆天津州宁波合成实发生产农林牧棉花硅能矿"
    ),
    "big5": frozenset(
        "有限公司股份集團廠業工貿易國際中市省縣區新山東江蘇浙廣福建上海北京大華金興電子科技紡織製品食機械"
    ),
    "cp949": frozenset(
        "가각간갈감갑강개객갱거건걸검게견결경계고곡곤골공과관광괴교구국군굴권귀규균그극근글금급기길김까나낙난날남납내"
        "냉너네노녹논농뉴니다단달담당대댐더덕데덴도독돌동두둔드득든등디라락란람랑래랜량러럭런레력련렬령로록론롬료룡루류"
        "륙률르른를름리린림립링마막만말망매맥맨머메멕면명모목몬몽무문물뮤미민밀바박반발방배백뱅버번범법베벤벨변별병보복"
        "본봉부북분불브블비빈빌사산살삼상새색생샤서석선설섬섭성세센셀소속손송쇄수순술숙스슬습승시식신실심싱아악안알암압앙"
        "애액앤야약양어언업에엔엘여역연열염영예오옥온와완왕외요용우운울원월위유육윤은을음의이인일임입잉자작잔장재쟁저적전"
        "절점정제조족존종좌주죽준중즈증지직진질집차착찬참창채책천철청체초촌총최추축출충취츠측치친칠카칸캐커컴케코콘콜크클"
        "키타탄탈탑태터텍텔토통투튼트특티팀파판팔팜팩퍼펀페펙펜평포폰폴표푸품풍프플피핀필하학한함합항해핵행향허헌현혈협"
        "형혜호혹혼홀홍화환활황회획효후훈휘휴흑흥희히빛씨젠엠넷펄켐웨닉셀뱅딩팅킹쉬뉴꽃"
    ),
    "cp932": frozenset("株式会社有限工業製作所山田大東日本中国電機食品"),
}
"""Characters that names are full of: by them a short name is told apart in two encodings that both could be."""


def _fit_east(character: str, before: str, after: str, encoding: str) -> float:
    if "\u3040" <= character <= "\u30ff":
        return 0.85 if encoding == "cp932" else 0.1
    if "\uff61" <= character <= "\uff9f":  # half-width kana: any bytes can be read so
        return -1.0 if any(c.isascii() and c.isalpha() for c in (before, after)) else 0.1
    if "\u3000" <= character <= "\u303f" or "\uff00" <= character <= "\uff60":
        return 0.5
    touching = [c for c in (before, after) if c.isascii() and c.isalpha()]
    if any(map(str.islower, touching)) or len(touching) == 2:
        return -1.0  # M黮ler: an accent and the letter after it, read as one; TCL集团 is written so
    return _usual(character, encoding) - (0.5 if touching else 0.0)


@lru_cache(maxsize=8192)
def _usual(character: str, encoding: str) -> float:
    """How usual a character is, by its place in the encoding: each has a part for the characters in daily use."""
    try:
        lead, trail = character.encode(encoding)[:2] if encoding in EAST else b""
    except (UnicodeEncodeError, ValueError):
        return -0.5
    if character in _IN_NAMES[encoding]:
        return 1.0
    if encoding == "gb18030":
        if trail < 0xA1 or lead < 0xB0:
            return -0.4
        return 0.85 if lead <= 0xD7 else 0.5
    if encoding == "big5":
        return 0.85 if 0xA4 <= lead <= 0xC6 else 0.2 if lead >= 0xC9 else -0.4
    if encoding == "cp932":
        return 0.8 if 0x88 <= lead <= 0x97 else 0.1
    return 0.5 if "\uac00" <= character <= "\ud7a3" and lead >= 0xB0 and trail >= 0xA1 else -0.3
