"""Every layout in every format, and every encoding that a script is written in, reads back to the same suppliers."""

from __future__ import annotations

import pytest
from layouts import LAYOUTS, SUPPLIERS, as_text, write
from layouts_xls import CONTENT
from small_lists import names

from supplychain_risk import intake
from supplychain_risk.loading.resolvers import Resolvers
from supplychain_risk.reference import Reference

FORMATS = (
    "xlsx",
    "ods",
    "csv , utf-8",
    "csv , utf-8-sig",
    "csv ; cp1252",
    "csv ; mac_roman",
    "tsv tab utf-8",
    "txt tab utf-16",
    "txt | cp1252",
    "csv.gz , utf-8",
)


def read(path, **options):
    reference = Reference.bundled()
    is_country = Resolvers.over(reference).countries.looks_like_country
    return intake.read([path], reference, is_country=is_country, **options)


def check(result):
    found = {(r.first("name").text, (c.text if (c := r.first("country")) else "").title()) for r in result.suppliers}
    assert found == set(SUPPLIERS)
    for file in result.files:
        for sheet in file.sheets:
            assert sheet.used_rows + sheet.problem_rows + sheet.blank_rows == sheet.rows_read


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_layout_in_each_format(layout, form, tmp_path):
    check(read(write(LAYOUTS[layout], tmp_path, form)))


@pytest.mark.parametrize(("number", "layout"), [(str(n), layout) for n, layout in enumerate(LAYOUTS)])
def test_each_layout_as_an_old_workbook(number, layout, tmp_path):
    path = tmp_path / "list.xls"
    path.write_bytes(CONTENT)
    others = {str(n): {"ignore": True} for n in range(len(LAYOUTS)) if str(n) != number}
    check(read(path, mapping=others))


SCRIPTS = {
    "gb18030": (
        "供应商名称",
        "国家",
        "产品",
        (("杭州丝路纺织有限公司", "中国", "棉纱"), ("西贡制衣有限公司", "越南", "衬衫")),
    ),
    "big5": (
        "廠商名稱",
        "國家",
        "產品",
        (("台灣精密工業股份有限公司", "台灣", "連接器"), ("東莞電子廠", "中國", "線材")),
    ),
    "cp932": (
        "仕入先名",
        "国名",
        "品目",
        (("株式会社田中製作所", "日本", "部品"), ("上海田中貿易有限公司", "中国", "繊維")),
    ),
    "cp949": (
        "업체명",
        "국가",
        "품목",
        (("한국섬유 주식회사", "대한민국", "원단"), ("청도방직유한공사", "중국", "면사")),
    ),
    "cp1254": (
        "Tedarikçi Adı",
        "Ülke",
        "Ürün",
        (("Güneş İplik A.Ş.", "Türkiye", "İplik"), ("Şişli Dokuma", "Mısır", "Ağ")),
    ),
    "cp1250": (
        "Dostawca",
        "Kraj",
        "Produkt",
        (("Łódź Włókna Sp. z o.o.", "Polska", "Przędza"), ("Škoda Díly", "Czechy", "Śruby")),
    ),
    "cp1251": (
        "Поставщик",
        "Страна",
        "Товар",
        (("Хлопок Юг", "Россия", "Хлопок"), ("Ташкент Текстиль", "Узбекистан", "Пряжа")),
    ),
    "cp1252": (
        "Lieferantenname",
        "Land",
        "Artikel",
        (("Müller Söhne", "Österreich", "Möbel"), ("Façade & Cie", "Belgien", "Stühle")),
    ),
}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", SCRIPTS)
def test_each_script_in_the_encoding_its_country_uses(encoding, delimiter, tmp_path):
    name, country, product, suppliers = SCRIPTS[encoding]
    rows = [[name, country, product], *([*s] for s in suppliers)]
    path = tmp_path / "list.csv"
    for form in (encoding, "utf-8", "utf-8-sig", "utf-16"):
        path.write_bytes(as_text(rows, delimiter, form))
        result = read(path)
        assert names(result) == [s[0] for s in suppliers]
        assert result.files[0].encoding == form
