"""Text that was decoded wrongly is read as it was meant, and no text that makes sense is touched."""

import csv
import re
from functools import partial
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from supplychain_risk.resolve import misread as module
from supplychain_risk.resolve.misread import redecoded, repaired, unreadable

TABLES = Path(__file__).resolve().parents[2] / "reference_data"
NOT_NAMES = ("id", "key", "authority_url", "read_in", "end_source_url", "legal_basis_url")
EAST = ("gb18030", "big5", "cp932", "cp949")


def texts_of(*tables):
    for table in tables:
        for path in sorted((TABLES / table).glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    for column, text in row.items():
                        if text and column not in NOT_NAMES:
                            yield text
                            yield from text.split(";")


BUNDLED = sorted(set(texts_of(*(folder.name for folder in TABLES.iterdir() if folder.is_dir()))))
LOOKS_LIKE_AN_OUTLINE = "滥用弱势地位"
"""Its first character, read in a DOS code page, is the branch of an outline, which is not put back."""
HAN = sorted({text for text in BUNDLED if re.fullmatch("[\u4e00-\u9fff]{2,}", text)} - {LOOKS_LIKE_AN_OUTLINE})


def misread(text, meant, read_as):
    """The text as it looks after its bytes were read in another encoding; None where that cannot be."""
    try:
        content = text.encode(meant)
        if read_as == "latin-1" or read_as in EAST:
            return content.decode(read_as)
    except UnicodeError:
        return None
    single = [bytes((byte,)).decode(read_as, "replace") for byte in content]
    return "".join(chr(byte) if c == "\ufffd" else c for byte, c in zip(content, single, strict=True))


@pytest.mark.parametrize(
    ("text", "meant", "how"),
    [
        ("MÃ¼ller", "Müller", "UTF-8 read as Windows-1252"),
        ("MÃƒÂ¼ller", "Müller", "UTF-8 read as Windows-1252"),
        ("M├╝ller und S├╢hne", "Müller und Söhne", "UTF-8 read as DOS 437"),
        ("M√ºller", "Müller", "UTF-8 read as Mac Roman"),
        ("ºÍÌïÌ©´ï·þÊÎÓÐÏÞ¹«Ë¾", "和田泰达服饰有限公司", "GBK read as Windows-1252"),
        ("鍜岀敯", "和田", "UTF-8 read as GBK"),
        ("&#21644;&#30000; &amp; Co", "和田 & Co", "HTML entities in place of characters"),
        ("Smith &amp;amp; Sons", "Smith & Sons", "HTML entities in place of characters"),
        ("%E5%92%8C%E7%94%B0%20Ltd", "和田 Ltd", "codes of a web address in place of characters"),
        ("SociŽtŽ", "Société", "Mac Roman read as Windows-1252"),
        ("M³ller", "Müller", "Windows-1252 read as DOS 850"),
        ("ÎÎÎ Òóëüñêèé çàâîä", "ООО Тульский завод", "Windows-1251 read as Windows-1252"),
        ("РўСѓР»СЊСЃРєРёР№ Р·Р°РІРѕРґ", "Тульский завод", "UTF-8 read as Windows-1251"),
    ],
)
def test_a_misread_text_is_read_as_it_was_meant(text, meant, how):
    repair = repaired(text)
    assert repair is not None
    assert (repair.text, repair.how) == (meant, how)


@pytest.mark.parametrize(
    "text",
    [
        "AT&T",
        "R&B; Music",
        "100% Cotton",
        "50%80 Ltd",
        "CAFÉ™",
        "É® Design",
        "ESÁvila",
        "SIŠoštanj",
        "Þýskaland",
        "Píšťaly a plášť",
        "E³ Systems",
        "Paral·lel S.L.",
        "Farg‘ona",
        "“Élan”",
        "BioÖl GmbH",
        "联通",
        "硚口",
        "鴻運精密工業股份有限公司",
        "昶鑫鋐",
        "Королёв",
        "https://www.gem.wiki/Gerdau_Divin%C3%B3polis",
        "Đồng Nai Dệt May",
    ],
)
def test_a_name_that_makes_sense_stays(text):
    assert repaired(text) is None
    assert not unreadable(text)


@pytest.mark.slow
def test_no_text_of_the_bundled_tables_is_touched():
    assert len(BUNDLED) > 50_000
    assert [(text, repair.text) for text in BUNDLED if (repair := repaired(text))] == []
    prose = ("http", " ")  # sources and remarks hold addresses with question marks
    assert [text for text in BUNDLED if unreadable(text) and not text.startswith(prose)] == []


@pytest.mark.parametrize(
    ("meant", "read_as"),
    [
        ("gb18030", "latin-1"),
        ("gb18030", "cp1252"),
        ("gb18030", "mac_roman"),
        ("gb18030", "cp850"),
        ("gb18030", "cp437"),
        ("utf-8", "latin-1"),
        ("utf-8", "cp1252"),
        ("utf-8", "mac_roman"),
        ("utf-8", "cp850"),
        ("utf-8", "cp437"),
        ("utf-8", "cp1251"),
        ("utf-8", "gb18030"),
    ],
)
def test_every_chinese_company_name_is_repaired_exactly(meant, read_as):
    tried = 0
    for place in HAN[::20]:
        name = f"{place}纺织有限公司"
        wrong = misread(name, meant, read_as)
        if wrong is None or (meant == "gb18030" and not _is_gb2312(name)):
            continue
        tried += 1
        repair = repaired(wrong)
        assert repair is not None, (name, wrong)
        assert repair.text == name
    assert tried > 20


def _is_gb2312(text):
    """Whether the bytes are what old programs wrote: rarer characters may lose bytes on the way through other ones."""
    try:
        return bool(text.encode("gb2312"))
    except UnicodeEncodeError:
        return False


@pytest.mark.parametrize("read_as", ["latin-1", "cp1252"])
def test_of_few_characters_none_is_made_another(read_as):
    """Two or three characters may be Chinese as well as Korean: then they stay, and are told of as unreadable."""
    repairs = [(text, repaired(misread(text, "gb18030", read_as))) for text in HAN if _is_gb2312(text)]
    assert [(text, repair.text) for text, repair in repairs if repair and repair.text != text] == []
    undecided = [misread(text, "gb18030", read_as) for text, repair in repairs if repair is None]
    assert sum(map(unreadable, undecided)) > 0.8 * len(undecided)
    assert len(undecided) < 0.2 * len(repairs)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("東莞寶成鞋業有限公司", "big5"),
        ("株式会社山田製作所", "cp932"),
        ("주식회사 한빛섬유", "cp949"),
        ("부산수산물유통", "cp949"),
    ],
)
def test_other_scripts_of_the_east(text, meant):
    assert repaired(misread(text, meant, "cp1252")).text == text


@pytest.mark.parametrize("read_as", ["latin-1", "cp1252", "mac_roman", "cp850", "cp437"])
def test_names_of_countries_in_utf8_read_as_anything(read_as):
    with (TABLES / "countries" / "country_aliases.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [row["alias"] for row in rows if row["language"] in ("de", "fr", "es", "pt", "pl", "cs", "tr", "hu")]
    wrong = {name: misread(name, "utf-8", read_as) for name in names if not name.isascii()}
    assert [name for name, text in wrong.items() if (r := repaired(text)) is None or r.text != name] == []


@pytest.mark.parametrize(
    "text",
    [
        "Soci?t? G?n?rale",
        "???? Co., Ltd.",
        "M\ufffdller",
        "M\x81ller",
        "Fran‡ais S.A.",
        "GoldMet-Mex Pe?oles",
        "ÈýÃ÷",
    ],
)
def test_names_whose_letters_are_lost(text):
    assert repaired(text) is None
    assert unreadable(text)


@pytest.mark.parametrize("text", ["Acme ??", "Acme Ltd?", "Who?", "What's up? Ltd", "www.acme.com/?q=a", "A? B"])
def test_a_question_mark_that_is_a_doubt(text):
    assert not unreadable(text)


PIECES = ["Est", "é", "ü", "Müller", "和田", "ł", "™", "®", "É", "–", "Ж", "đ", " ", "a", "\u2122", "\u2123", "\x81"]


@given(st.lists(st.sampled_from(PIECES), max_size=8), st.integers(0, 2))
@example(["Est", "é", "e"], 1)
def test_what_holds_no_two_signs_of_windows_1252_is_left_as_it_is(pieces, times):
    text = "".join(pieces)
    for _ in range(times):  # read wrongly once or twice
        text = "".join(bytes((b,)).decode("cp1252", "ignore") or chr(b) for b in text.encode())
    run_by_run = module._NOT_ASCII.sub(partial(module._as_it_was_meant, "cp1252"), text)
    assert redecoded(text) == run_by_run


def test_no_sign_of_windows_1252_lies_beyond_those_that_are_asked_for():
    of_1252 = [sign for sign in map(chr, range(0x80, 0x10000)) if sign.encode("cp1252", "ignore")]
    assert all(module._IN_WINDOWS_1252.fullmatch(sign * 2) for sign in of_1252)


@pytest.mark.parametrize(
    ("text", "is_lost"), [("和田泰□服饰有限公司", True), ("□田泰达服饰", True), ("□ Acme Ltd", False), ("□ yes", False)]
)
def test_a_box_beside_han_is_a_sign_that_is_lost(text, is_lost):
    assert unreadable(text) is is_lost
