"""Countries from text: the traps first."""

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychain_risk.domain import Method
from supplychain_risk.reference import Reference
from supplychain_risk.resolve.country import CountryResolver
from supplychain_risk.resolve.country_hints import COMMON
from supplychain_risk.resolve.text import key

REFERENCE = Reference.bundled()
COUNTRIES = CountryResolver(REFERENCE)
ALIASES = REFERENCE.table("countries", "country_aliases")

RESOLVED = """
Niger NE | Nigeria NG | Guinea GN | Guinea-Bissau GW | Equatorial Guinea GQ | Papua New Guinea PG | Dominica DM
Dominican Republic DO | Georgia GE | UK GB | U.K. GB | England GB | Scotland GB | Wales GB | Northern Ireland GB
Great Britain GB | America US | USA US | U.S.A. US | U.S. US | United States of America US | EE.UU. US | 美国 US
P.R.C. CN | PRC CN | PR China CN | P.R. of China CN | Mainland China CN | 中国 CN | 中 国 CN | 中國 CN | Çin CN
CHINA  CN | People's Republic of China CN | Peoples Republic of China CN | R.O.C. TW | Taiwan TW | 台灣 TW | 台湾 TW
TAIWAN, PROVINCE OF CHINA TW | Hong Kong HK | Hong Kong SAR HK | Hong Kong, China HK | Macau MO | Macao SAR, China MO
KOREA, REPUBLIC OF KR | Korea (South) KR | S. Korea KR | ROK KR | Republic of Korea KR | 韩国 KR | Hàn Quốc KR
DPRK KP | North Korea KP | KOREA, DEMOCRATIC PEOPLE'S REPUBLIC OF KP | 朝鲜 KP
CONGO, DEMOCRATIC REPUBLIC OF THE CD | DR Congo CD | D.R.C. CD | Congo-Kinshasa CD | Zaire CD | Republic of the Congo CG
Congo-Brazzaville CG | Viet Nam VN | Vietnam VN | Việt Nam VN | VIET-NAM VN | Türkiye TR | Turkiye TR | Turkey TR
Lao PDR LA | Laos LA | Lao People's Democratic Republic LA | Russian Federation RU | Россия RU
Iran (Islamic Republic of) IR | IRAN, ISLAMIC REPUBLIC OF IR | Bolivia, Plurinational State of BO | Burma MM
Tanzania, United Republic of TZ | Swaziland SZ | Ivory Coast CI | Côte d'Ivoire CI | Cote d’Ivoire CI | Cote dIvoire CI
UAE AE | U.A.E. AE | Dubai AE | Holland NL | The Netherlands NL | Deutschland DE | Allemagne DE | Alemania DE
Saint Lucia LC | St. Lucia LC | ST LUCIA LC | Bosnia BA | Bosnia & Herzegovina BA | Bosnia-Herzegovina BA
Sudan (South) SS | Ireland (Northern) GB | Gambia, The GM | Bahamas (the) BS | Kosovo XK | Palestine PS | Phillipines PH
Macedonia MK | Czech Republic CZ | Cape Verde CV | East Timor TL | Mỹ US | Áo AT | タイ TH | ไทย TH | 태국 TH | भारत IN
China (CN) CN | CN - China CN | Germany / Deutschland DE | 中国 China CN | Congo (Zaire) CD
Republic of Zaire CD | German Democratic Republic DE | NGA NG
CH CH | SA SA | IN IN | MY MY | VNM VN | BGD BD
"""


@pytest.mark.parametrize("case", [c.strip() for line in RESOLVED.strip().splitlines() for c in line.split("|")])
def test_names_and_codes(case):
    text, code = case.rsplit(" ", 1)
    found = COUNTRIES.resolve(text)
    assert found.code == code
    assert found.method in (Method.EXACT, Method.ALIAS)
    assert found.rule
    assert found.citation is not None


AMBIGUOUS = [
    ("Korea", {"KP", "KR"}),
    ("Corée", {"KP", "KR"}),
    ("Congo", {"CD", "CG"}),
    ("刚果", {"CD", "CG"}),
    ("Virgin Islands", {"VG", "VI"}),
    ("Czechoslovakia", {"CZ", "SK"}),
    ("Serbia and Montenegro", {"RS", "ME"}),
    ("China/Taiwan", {"CN", "TW"}),
    ("US / Canada", {"US", "CA"}),
    ("NA", {"NA"}),
    ("my", {"MY", "US"}),
    ("ao", {"AO", "AT"}),
    ("Nga", {"NG", "RU"}),
    ("Dominican", {"DM", "DO"}),
    ("Xinjiang", {"CN"}),
]


@pytest.mark.parametrize(("text", "candidates"), AMBIGUOUS)
def test_what_several_countries_share_is_said_and_not_guessed(text, candidates):
    found = COUNTRIES.resolve(text)
    assert (found.method, found.code) == (Method.AMBIGUOUS, None)
    assert set(found.candidates) == candidates


NO_COUNTRY = """
Sp'ain|Spian|Nigerria|Koria|Chinaa|Xyz|United|Republic|North|Guangdong|Northern Cyprus|South America|Europe||-|N/A|无
???|unknown|XX|12|156|UKR1|Saint|Islands
""".strip().replace("\n", "|")


@pytest.mark.parametrize("text", NO_COUNTRY.split("|"))
def test_a_near_miss_or_no_country_is_never_resolved(text):
    found = COUNTRIES.resolve(text)
    assert (found.method, found.code) == (Method.UNRESOLVED, None)


@pytest.mark.parametrize(("text", "hint"), [("Sp'ain", "ES"), ("Spian", "ES"), ("Bangladehs", "BD"), ("Colmbia", "CO")])
def test_a_near_miss_gets_a_suggestion(text, hint):
    assert hint in COUNTRIES.suggest(text)
    assert hint in COUNTRIES.resolve(text).candidates


def test_codes_that_may_be_something_else_count_where_the_column_is_known():
    assert COUNTRIES.resolve("NA", codes=True).code == "NA"
    assert COUNTRIES.resolve("156", codes=True).code == "CN"
    assert COUNTRIES.resolve("50", codes=True).code == "BD"
    assert COUNTRIES.resolve("50").code is None
    assert COUNTRIES.resolve("N/A", codes=True).code is None


@pytest.mark.parametrize("text", ["Kongo (Dem. Rep.)", "Rep. of Kongo"])
def test_a_hint_rests_on_what_tells_countries_apart(text):
    assert COUNTRIES.suggest(text) == ("CD", "CG")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Republic of Georgia", ("GE",)),
        ("Republic Guinea", ("GN",)),
        ("Dem. People's Rep. Korea", ("KP", "KR")),
        ("Northern Cyprus", ("CY",)),
        ("Virgin Island", ("VG", "VI")),
        ("United Stats", ("US",)),
        ("Iran (Rep.)", ("IR",)),
        ("Georgia USA", ()),
        ("Democratic Republic", ()),
        ("People's Republic of Freedonia", ()),
        ("United Islands", ()),
        ("Kiribotswana Islands", ()),
        ("Atlantis", ()),
    ],
)
def test_words_that_many_countries_share_suggest_none(text, meant):
    assert COUNTRIES.suggest(text) == meant


@given(st.sampled_from(sorted(COMMON)), st.sampled_from(sorted(COMMON)), st.sampled_from(["Zzyzx", "Qwrtp", ""]))
def test_common_words_alone_never_make_a_hint(one, other, more):
    meant = COUNTRIES.suggest(f"{one} {other} {more}")
    assert all(not set(key(COUNTRIES.name(code)).split()) - COMMON for code in meant)


@pytest.mark.parametrize(
    ("text", "code"),
    [("my", "MY"), ("bi", "BI"), ("ao", "AO"), ("in", "IN"), ("is", "IS"), ("nga", "NG"), ("na", "NA"), ("xk", "XK")],
)
def test_small_letters_are_codes_where_the_column_is_one_of_codes(text, code):
    assert COUNTRIES.resolve(text, codes=True).code == code
    assert COUNTRIES.resolve(text.capitalize()).method is not Method.EXACT or text in ("in", "is", "xk")


@pytest.mark.parametrize("row", list(REFERENCE.table("countries")), ids=lambda row: row["id"])
def test_every_code_counts_in_small_letters(row):
    for text in (row["id"], row["alpha3"]):
        assert COUNTRIES.resolve(text.lower(), codes=True).code == row["id"]


def test_a_name_between_codes_is_still_told_apart():
    assert COUNTRIES.resolve("Nga", codes=True).method is Method.AMBIGUOUS
    assert COUNTRIES.resolve("Mỹ", codes=True).code == "US"


def test_a_city_before_the_country_is_a_phrase():
    found = COUNTRIES.resolve("Suzhou, China")
    assert (found.code, found.method) == ("CN", Method.PHRASE)


@pytest.mark.parametrize("row", list(REFERENCE.table("countries")), ids=lambda row: row["id"])
def test_every_name_and_code_of_a_country_is_that_country(row):
    for text in (row["name"], row["name"].upper(), row["official_name"], row["id"], row["alpha3"]):
        assert COUNTRIES.resolve(text, codes=True).code == row["id"], text
    if row["numeric"]:
        assert COUNTRIES.resolve(row["numeric"], codes=True).code == row["id"]
    assert COUNTRIES.name(row["id"]) == row["name"]


def test_no_key_means_two_countries():
    """Codes and names are apart: "AO" is Angola, "Áo" is Austria in Vietnamese."""
    for codes in (True, False):
        found = defaultdict(set)
        for row in ALIASES:
            if (row["kind"] == "code") == codes:
                found[row["key"]].add(row["country"] or row["candidates"])
        assert {k: v for k, v in found.items() if len(v) > 1} == {}


def test_a_name_that_is_also_another_country_s_code_is_told_apart():
    codes = {row["key"]: row["country"] for row in ALIASES if row["kind"] == "code"}
    shared = [r for r in ALIASES if r["kind"] != "code" and codes.get(r["key"], r["country"]) != r["country"]]
    assert shared
    for row in shared:  # by its accent, or it is ambiguous unless written in capitals
        if row["alias"].isascii():
            assert COUNTRIES.resolve(row["alias"]).method is Method.AMBIGUOUS
        else:
            assert COUNTRIES.resolve(row["alias"]).code == row["country"]


def test_every_alias_says_where_it_is_from_and_has_the_key_that_look_ups_use():
    codes = {row["id"] for row in REFERENCE.table("countries")}
    for row in ALIASES:
        assert row["source"]
        assert row["read_in"].startswith("https://")
        assert row["key"] == (row["alias"].lower() if row["kind"] == "code" else key(row["alias"]))
        assert bool(row["country"]) != bool(row["candidates"])
        assert {*row["candidates"].split(";"), row["country"]} - {""} <= codes
        assert bool(row["candidates"]) == (row["kind"] == "ambiguous")


LATIN_NAMES = sorted(row["alias"] for row in ALIASES if row["language"] == "en" and row["kind"] == "name")


@given(st.sampled_from(LATIN_NAMES), st.integers(0, 3))
def test_case_and_blanks_do_not_change_the_answer(name, blanks):
    expected = COUNTRIES.resolve(name)
    changed = name.swapcase().replace(" ", " " * (blanks + 1)) + "\u200b" * blanks
    assert COUNTRIES.resolve(changed).code == expected.code


@given(st.sampled_from(sorted(row["name"] for row in REFERENCE.table("countries"))), st.data())
def test_a_doubled_letter_never_gives_a_country_that_is_not_in_the_table(name, data):
    place = data.draw(st.sampled_from([at for at, sign in enumerate(name) if sign.isalpha()]))
    typo = name[:place] + name[place] * 2 + name[place:]
    found = COUNTRIES.resolve(typo)
    known = {row["key"] for row in ALIASES}
    assert found.code is None or key(typo) in known


@given(st.text(max_size=30))
def test_any_text_gives_an_answer_and_a_code_only_where_it_is_known(text):
    found = COUNTRIES.resolve(text)
    assert (found.code is None) == (found.method in (Method.AMBIGUOUS, Method.UNRESOLVED))
    assert COUNTRIES.find_in_address(text).method in (Method.PHRASE, Method.AMBIGUOUS, Method.UNRESOLVED)


@pytest.mark.parametrize("text", ["China", "CN", "VNM", "Korea", "VIET NAM", "China (CN)", "中国", "Türkiye"])
def test_cells_that_speak_for_a_column_of_countries(text):
    assert COUNTRIES.looks_like_country(text)


@pytest.mark.parametrize("text", ["CA", "IN", "GA", "DE", "NA", "156", "in", "no", "Suzhou, China", "Texas", "", "N/A"])
def test_cells_that_do_not(text):
    assert not COUNTRIES.looks_like_country(text)


ADDRESSES = [
    ("Plot 5, Savar, Dhaka-1230 Bangladesh", "BD"),
    ("Dhaka, Bangladesh, 1230", "BD"),
    ("Dhaka\nBangladesh", "BD"),
    ("Seoul, Korea, Republic of", "KR"),
    ("Taipei, Taiwan, Province of China", "TW"),
    ("Kowloon, Hong Kong, China", "HK"),
    ("1 Main Street, London, UK", "GB"),
    ("Singapore 408600", "SG"),
    ("Suzhou, Jiangsu 215000, P.R. China", "CN"),
    ("Suzhou, Jiangsu 215000 China", "CN"),
    ("中国江苏省苏州市", "CN"),
    ("Bình Dương, Việt Nam", "VN"),
    ("Atlanta, Georgia, USA", "US"),
    ("Tongxiang City Zhejiang Province CHINA", "CN"),
    ("Gulin Town.Ningbo.China", "CN"),
    ("Vellore Dist, Tamil Nadu-India", "IN"),
    ("Bissau, Guinea-Bissau", "GW"),
    ("Dili, Timor-Leste", "TL"),
    ("Xiazhou, Zeguo, P.R. China, 317500", "CN"),
]
NOT_ADDRESSES = [
    "Atlanta, Georgia",
    "Atlanta, GA",
    "Gary, IN",
    "Santa Fe, New Mexico",
    "5 Rue de Chine",
    "China Road 5",
    "中国路5号",
    "Kinshasa, Congo",
    "Toronto, CA",
    "",
]


@pytest.mark.parametrize(("address", "code"), ADDRESSES)
def test_the_country_at_the_end_of_an_address(address, code):
    found = COUNTRIES.find_in_address(address)
    assert (found.code, found.method) == (code, Method.PHRASE)
    assert found.citation is not None


@pytest.mark.parametrize("address", NOT_ADDRESSES)
def test_states_codes_and_streets_are_no_country(address):
    assert COUNTRIES.find_in_address(address).code is None


# --- adjectives, and countries beside goods -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [("Turkmen", "TM"), ("Uzbek", "UZ"), ("Burmese", "MM"), ("chinesische", "CN"), ("South Korean", "KR")],
)
def test_an_adjective_is_of_its_country_where_an_origin_is_meant(text, code):
    assert COUNTRIES.by_adjective(text).code == code


def test_an_adjective_that_countries_share_is_ambiguous_and_one_of_a_language_is_no_country():
    found = COUNTRIES.by_adjective("Congolese")
    assert (found.code, found.method, found.candidates) == (None, Method.AMBIGUOUS, ("CD", "CG"))
    assert COUNTRIES.resolve("Chinese").code is None
    assert COUNTRIES.by_adjective("China") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Turkmen cotton", "TM"),
        ("100% Uzbek cotton lint", "UZ"),
        ("Turkmenistan cotton", "TM"),
        ("coton turkmène", "TM"),
        ("algodón de Turkmenistán", "TM"),
        ("cotton for Turkmenistan", None),
        ("no Turkmen cotton", None),
        ("cotton Turkmen", None),
        ("Turkmen", None),
        ("Indian and Uzbek cotton", None),
    ],
)
def test_a_country_beside_goods(text, code):
    found = COUNTRIES.beside_goods(text)
    assert (found.code if found else None) == code


def test_countries_named_in_a_text_are_read_by_the_sentence():
    assert COUNTRIES.named_in("Not from India. Cotton is bought in Turkmenistan") == ("TM",)
    assert COUNTRIES.named_in("Turkmen cotton is never used") == ()


def test_every_adjective_has_a_country_or_several():
    for row in REFERENCE.table("countries", "country_adjectives"):
        assert row["key"] == key(row["alias"])
        assert bool(row["country"]) != bool(row["candidates"])
        for code in (row["country"] or row["candidates"]).split(";"):
            assert code in REFERENCE.table("countries").by_id
