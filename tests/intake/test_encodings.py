"""The encoding of files that do not state it, from their letters and the words known in them."""

import pytest
from lists_in_encodings import LISTS, as_text
from small_lists import REFERENCE, column, names, read

from supplychain_risk.intake.encodings import decoded
from supplychain_risk.intake.known import KnownWords
from supplychain_risk.resolve.plausible import plausibility

KNOWN = KnownWords(REFERENCE)
CASES = [(language, encoding) for language, lines in LISTS.items() for encoding in lines.encodings]


@pytest.mark.parametrize("rows", [2, 8], ids=["2 rows", "8 rows"])
@pytest.mark.parametrize(("language", "encoding"), CASES)
def test_a_list_is_read_as_it_was_written(language, encoding, rows):
    text = as_text(LISTS[language], rows)
    assert decoded(text.encode(encoding), "list.csv", KNOWN).text == text


@pytest.mark.parametrize("rows", [2, 8], ids=["2 rows", "8 rows"])
@pytest.mark.parametrize(("language", "encoding"), CASES)
def test_headings_in_english_tell_nothing_and_the_rest_does(language, encoding, rows):
    lines = LISTS[language]
    text = "Supplier;City\n" + "".join(f"{name};{city}\n" for name, city, _ in lines.rows[:rows])
    assert decoded(text.encode(encoding), "list.csv", lambda text: False).text == text


@pytest.mark.parametrize(
    ("country", "encoding"),
    [
        ("Ägypten", "cp850"),
        ("Norvège", "cp850"),
        ("Équateur", "mac_roman"),
        ("Moçambique", "cp850"),
        ("Węgry", "cp1250"),
        ("Słowacja", "cp852"),
        ("Mısır", "cp1254"),
        ("Турция", "koi8_r"),
    ],
)
def test_a_country_in_the_values_decides(country, encoding):
    content = f"Supplier;Country\nAcme;{country}\n".encode(encoding)
    assert country in decoded(content, "list.csv", KNOWN).text
    assert country not in decoded(content, "list.csv", lambda text: False).text


def test_known_words_are_known_with_their_accents_only():
    assert [KNOWN(text) for text in ("Türkiye", "TÜRKİYE", "país", "和田泰达服饰有限公司")] == [True] * 4
    assert [KNOWN(text) for text in ("Tůrkiye", "Turkiye", "paîs", "China")] == [False] * 4


def test_the_runner_up_is_told_with_what_it_would_change(csv):
    result = csv("Supplier,City,Country\nPRO TRAFFIC Răspundere,Iasi,Romania\nAcme,Paris,France\n", encoding="cp1250")
    (note,) = [problem for problem in result.problems if problem.code == "encoding-guessed"]
    assert "read as cp1252, and cp1250 is nearly as likely: then 1 cell would read otherwise" in note.message
    assert "(A2: 'PRO TRAFFIC Răspundere' instead of 'PRO TRAFFIC Rãspundere')" in note.message
    assert "UTF-8" in note.hint


def test_no_runner_up_is_told_where_the_words_decide_or_nothing_would_change(csv):
    for text, encoding in (
        ("Tedarikçi Adı;Ülke\nŞahin Tekstil A.Ş.;Türkiye\n", "cp1254"),
        ("Lieferant;Land\nMüller GmbH;Österreich\nBöhm KG;Rumänien\n", "cp1252"),
    ):
        (note,) = csv(text, encoding=encoding).problems
        assert note.message == f"the file states no encoding; it was read as {encoding}"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("M黮ler GmbH", "gb18030"),
        ("M躄LER GMBH", "gb18030"),
        ("MÅller", "mac_roman"),
        ("SociÇtÇ", "mac_roman"),
        ("KšLN", "cp1252"),
        ("BelláGroup", "cp850"),
        ("PerkebunanﾊNusantara", "cp932"),
        ("ъБЧПД", "cp1251"),
        ("Fran‡ais", "cp1252"),
        ("£ódŸ", "cp1252"),
        ("a\ufffdb", "cp949"),
    ],
)
def test_what_nobody_writes_is_not_plausible(text, encoding):
    assert plausibility(text, encoding) < 0


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("TCL集团", "gb18030"),
        ("Müller", "cp1252"),
        ("KÖLN", "cp1252"),
        ("Société à Orléans", "cp1252"),
        ("Łódź", "cp1250"),
        ("«Завод»", "cp1251"),
        ("Sawit\u00a0Nagan", "cp1252"),
        ("삼성", "cp949"),
    ],
)
def test_what_people_write_is(text, encoding):
    assert plausibility(text, encoding) > 0.2


def test_one_broken_byte_does_not_rule_out_an_encoding(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(
        "Proveedor;País\nCompañía Ibáñez;España\nAzúcar Garzón;México\n".encode("cp1252") + b"Caf\x81;Peru\n"
    )
    result = read(path)
    assert result.files[0].encoding == "cp1252"
    assert names(result)[0] == "Compañía Ibáñez"
    assert column(result, "country")[0] == ["España"]
