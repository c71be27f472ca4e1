"""Layouts that publishers use: Brazil's register, the Federal Register's text, JSON documents, tables with asides.

Every row below a heading is an entry, a problem with its cell, or counted as left out with the reason.
"""

from __future__ import annotations

import json
from datetime import date

import openpyxl
import pytest
from list_files import FTM, UFLPA_PAGE, by_name, codes, imported, put

from supplychain_risk.errors import UnreadableFile
from supplychain_risk.lists.entry import last_period

# The layout of the register as its publisher's CSV has it: semicolons, Windows-1252, CNPJ or CPF in one column, marks
# of notes behind names, periods in the last column. Employers are made up.
REGISTER = (
    "ID;Ano da ação fiscal;UF;Empregador;CNPJ/CPF;Estabelecimento;Trabalhadores envolvidos;CNAE;"
    "Decisão administrativa de procedência;Inclusão no Cadastro de Empregadores\r\n"
    "1;2021;PA;Fazenda Inventada Agropecuária Ltda;12.345.678/0001-95;"
    '"FAZENDA INVENTADA, ZONA RURAL, CIDADE INVENTADA/PA";7;0151-2/01;03/08/2023;05/04/2024\r\n'
    '2;2020;MG;Carvoaria Imaginária S.A. (*1);11.222.333/0001-81;"SÍTIO IMAGINÁRIO, MG";12;0210-1/08;01/02/2022;'
    "05/04/2024 a 10/05/2024, 09/04/2025\r\n"
    "3;2019;BA;Pessoa Imaginada da Silva;123.456.789-09;FAZENDA SEM NOME/BA;3;0134-2/00;02/03/2022;05/10/2023\r\n"
    "4;2018;;Construtora Fictícia Eireli;45.723.174/0001-10;OBRA FICTÍCIA;;4120-4/00;;por decisão judicial\r\n"
)


def put_register(folder, text=REGISTER):
    path = folder / "cadastro_de_empregadores.csv"
    path.write_bytes(text.encode("cp1252"))
    return path


def test_brazils_register_of_employers(tmp_path):
    result = imported(put_register(tmp_path), tmp_path / "lists")
    rows = by_name(result.list)
    farm = rows["Fazenda Inventada Agropecuária Ltda"]
    assert (farm["country"], farm["identifiers"]) == ("BR", "vat:12345678000195")
    assert farm["listed_from"] == "2024-04-05", "the day stands before the month"
    assert farm["addresses"] == "FAZENDA INVENTADA, ZONA RURAL, CIDADE INVENTADA/PA"
    assert "CNAE: 0151-2/01" in farm["note"]
    again = rows["Carvoaria Imaginária S.A."]
    assert (again["listed_from"], again["date_to"]) == ("2025-04-09", ""), "suspended, and included again"
    assert "05/04/2024 a 10/05/2024, 09/04/2025" in again["note"]
    assert "marked (*1)" in again["note"]
    assert result.left_out == (("rows about persons", 1),)
    assert codes(result) == [("encoding-guessed", "A1"), ("list-date-unclear", "J5")]
    assert rows["Construtora Fictícia Eireli"]["listed_from"] == ""
    assert (result.rows, result.entries) == (4, 3)
    assert "Brazil's register of employers" in result.hint
    assert farm["id"] == "a-list-fazenda-inventada-agropecuaria-ltda", "numbers of rows change with each edition"


def test_persons_of_the_register_are_kept_if_wanted(tmp_path):
    kept = imported(put_register(tmp_path), tmp_path / "lists", persons=True)
    assert "Pessoa Imaginada da Silva" in by_name(kept.list)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("05/04/2024", ("2024-04-05", "")),
        ("05/04/2024 a 10/05/2024", ("2024-04-05", "2024-05-10")),
        ("05/04/2024 a 10/05/2024, 09/04/2025", ("2025-04-09", "")),
        ("16/04/2026 a 21/05/2026 14/08/2026", ("2026-08-14", "")),
        ("31/02/2024", None),
        ("liminar", None),
        ("05/04/2024 por liminar", None),
        ("", None),
    ],
)
def test_periods_of_the_register(text, period):
    assert last_period(text) == period


# --- the Federal Register ---------------------------------------------------------------------------------------------

NOTICE = """[Federal Register Volume 88, Number 147 (Wednesday, August 2, 2023)]
[Notices]
[Pages 50902-50905]
From the Federal Register Online via the Government Publishing Office [www.gpo.gov]
[FR Doc No: 2023-00000]


-----------------------------------------------------------------------

DEPARTMENT OF HOMELAND SECURITY


Notice Regarding the Uyghur Forced Labor Prevention Act Entity
List

AGENCY: Department of Homeland Security.

-----------------------------------------------------------------------

SUMMARY: The text of the notice.

              UFLPA Section 2(d)(2)(B)(i)
------------------------------------------------------------------------
             Name of entity                      Effective date
------------------------------------------------------------------------
Hetian Taida Apparel Co., Ltd (and one     June 21, 2022.
 alias: Hetian TEDA Garment).
Made-up Spinning Co., Ltd..................  August 2, 2023.
------------------------------------------------------------------------

              UFLPA Section 2(d)(2)(B)(ii)
------------------------------------------------------------------------
             Name of entity                      Effective date
------------------------------------------------------------------------
Invented Garments Co., Ltd.  June 21, 2022.
------------------------------------------------------------------------

[FR Doc. 2023-00000 Filed 8-1-23; 8:45 am]
"""


def test_the_text_of_the_federal_register(tmp_path):
    path = put(tmp_path, "2023-00000.txt", NOTICE)
    result = imported(path, tmp_path / "lists", kind="uflpa", force=True)
    rows = by_name(result.list)
    assert len(rows) == 3
    assert rows["Hetian Taida Apparel Co., Ltd"]["aliases"] == "Hetian TEDA Garment"
    assert rows["Invented Garments Co., Ltd."]["listed_from"] == "2022-06-21"
    (made_up,) = (row for name, row in rows.items() if name.startswith("Made-up"))
    assert made_up["listed_from"] == "2023-08-02"
    assert result.list.table.data_date == date(2023, 8, 2)
    assert "issue of the Federal Register" in result.list.table.edition
    assert result.problems == ()


# --- documents of entities --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrap",
    [
        lambda found: found,
        lambda found: {"limit": 10, "offset": 0, "total": {"value": 5, "relation": "eq"}, "results": found},
        lambda found: {"responses": {"q1": {"status": 200, "results": found[:2]}, "q2": {"results": found[2:]}}},
        lambda found: {"entities": found},
    ],
)
def test_json_documents_with_entities(tmp_path, wrap):
    text = json.dumps(wrap(FTM), ensure_ascii=False, indent=2)
    result = imported(put(tmp_path, "export.json", text), tmp_path / "lists")
    assert by_name(result.list)["Quiet Mills Ltd"]["identifiers"].startswith("lei:213800KUD8LAJWSQ9D15")
    assert (result.rows, result.entries, sum(count for _, count in result.left_out)) == (5, 1, 3)
    assert codes(result) == [("list-row-without-name", "A5")]


def test_an_entity_inside_another_is_its_caption(tmp_path):
    entity = FTM[0] | {"properties": FTM[0]["properties"] | {"addressEntity": [{"caption": "1 Rua, Lisboa"}]}}
    path = put(tmp_path, "targets.nested.json", json.dumps(entity) + "\n")
    assert by_name(imported(path, tmp_path / "lists").list)["Quiet Mills Ltd"]["addresses"] == "1 Rua, Lisboa"


def test_a_document_that_is_cut_off_is_refused_and_says_what_to_do(tmp_path):
    text = json.dumps({"results": FTM}, indent=2)
    with pytest.raises(UnreadableFile, match="no complete JSON") as error:
        imported(put(tmp_path, "export.json", text[:-40]), tmp_path / "lists")
    assert "Export it again" in error.value.hint


# --- what stands around the entries of a table ------------------------------------------------------------------------

AROUND = """Name,Country,Date listed
Alpha Mills Ltd,Peru,2024-01-01
Total Gas Ltd,France,2024-01-01
Total,France,2024-01-01
,,
Name,Country,Date listed
Beta Works (formerly known as Alpha Works),Peru,2024-01-02
Total: 4,,
Total number of entities,4,
Source: the ministry's own page,,
"* The entry is under appeal, and the court has not yet ruled on the merits of the case at hand.",,
Page 2 of 2,,
Gamma Trading,,
"""


def test_totals_notes_and_repeated_headings_are_no_entities_and_told(tmp_path):
    result = imported(put(tmp_path, "a.csv", AROUND), tmp_path / "lists")
    assert set(by_name(result.list)) == {"Alpha Mills Ltd", "Total Gas Ltd", "Total", "Beta Works", "Gamma Trading"}
    assert codes(result) == [
        ("list-row-is-a-total", "A8"),
        ("list-row-is-a-total", "A9"),
        ("list-row-is-a-note", "A10"),
        ("list-row-is-a-note", "A11"),
        ("list-row-is-a-note", "A12"),
    ]
    assert result.left_out == (("headings that are repeated within a table", 1),)
    assert result.rows == result.entries + len(result.problems) + sum(count for _, count in result.left_out)


def test_in_a_list_of_names_alone_nothing_but_totals_is_an_aside(tmp_path):
    text = "name\nNote Mills Ltd\nNote: Fashion House\nSource Textiles\nTotal\n"
    result = imported(put(tmp_path, "a.csv", text), tmp_path / "lists")
    assert set(by_name(result.list)) == {"Note Mills Ltd", "Note: Fashion House", "Source Textiles"}
    assert codes(result) == [("list-row-is-a-total", "A5")]


@pytest.mark.parametrize(
    "name",
    [
        "This Land Farms",
        "The above board company",
        "Nota-Bene Ltd",
        "Stand 24 Ltd",
        "Note 7 Mobile",
        "Pages 2 Print Ltd",
    ],
)
def test_names_that_begin_like_a_note_are_entities_even_alone_in_their_row(tmp_path, name):
    result = imported(put(tmp_path, "a.csv", f"name,country\nAlpha,PE\n{name},\n"), tmp_path / "lists")
    assert (set(by_name(result.list)), result.problems) == ({"Alpha", name}, ())


@pytest.mark.parametrize(
    "note",
    [
        "Fonte: MTE",
        "Obs. - see above",
        "Stand: 1.2.2026",
        "(*1) por decisão judicial",
        "Cadastro atualizado em 04/09/2026",
    ],
)
def test_notes_in_other_languages(tmp_path, note):
    result = imported(put(tmp_path, "a.csv", f"name,country\nAlpha,PE\n{note},\n"), tmp_path / "lists")
    assert codes(result) == [("list-row-is-a-note", "A3")]


@pytest.mark.parametrize("total", ["总计", "Total geral", "Gesamt: 12", "TOTAL", "Total de empregadores: 579"])
def test_totals_in_other_languages(tmp_path, total):
    result = imported(put(tmp_path, "a.csv", f"id,name,country\n1,Alpha,PE\n,{total},\n{total},,12\n"), tmp_path / "l")
    assert (result.entries, [code for code, _ in codes(result)]) == (1, ["list-row-is-a-total"] * 2)


def test_a_sheet_without_names_is_told_with_its_rows(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["name", "country"])
    book.active.append(["Alpha", "PE"])
    other = book.create_sheet("More")
    for row in (["Wer", "Land"], ["Beta", "PE"], ["Gamma", "PE"]):
        other.append(row)
    book.create_sheet("Blank")
    book.save(tmp_path / "a.xlsx")
    (problem,) = imported(tmp_path / "a.xlsx", tmp_path / "lists").problems
    assert (problem.code, problem.where.sheet, problem.cells) == ("list-table-without-names", "More", 3)
    assert "--name-column" in problem.hint


def test_a_second_table_below_the_first_is_read_by_its_own_headings(tmp_path):
    text = "name,country,lei\nAlpha,PE,\n,,\nCountry,Name,Aliases\nChile,Beta,Beta Works\n"
    rows = by_name(imported(put(tmp_path, "a.csv", text), tmp_path / "lists").list)
    assert (rows["Beta"]["country"], rows["Beta"]["aliases"]) == ("CL", "Beta Works")


# --- licences ---------------------------------------------------------------------------------------------------------


def test_a_licence_is_what_is_given_or_what_the_file_states_or_unknown(tmp_path):
    unknown = imported(put(tmp_path, "e.ftm.json", json.dumps(FTM[0]) + "\n"), tmp_path / "one")
    assert unknown.list.table.licence == "not stated by the file; ask its publisher"
    assert "--licence" in unknown.licence_hint
    page = UFLPA_PAGE.replace("<h1>", '<a rel="license" href="https://example.org/terms">Terms</a><h1>')
    stated = imported(put(tmp_path, "page.html", page), tmp_path / "two")
    assert (stated.list.table.licence, stated.licence_hint) == ("https://example.org/terms", "")
    given = imported(put(tmp_path, "page.html", page), tmp_path / "three", licence="our own")
    assert given.list.table.licence == "our own"
    law = imported(put(tmp_path, "page.html", UFLPA_PAGE), tmp_path / "four", kind="uflpa", force=True)
    assert law.list.table.licence.startswith("Public domain")
    theirs = imported(put(tmp_path, "e.ftm.json", json.dumps(FTM[0]) + "\n"), tmp_path / "5", kind="uflpa", force=True)
    assert theirs.list.table.licence.startswith("not stated"), "another's file with the list has terms of its own"


def test_an_import_tells_how_far_it_is(tmp_path):
    told = []
    text = "name,country\n" + "".join(f"Mill {n},PE\n" for n in range(2_500))
    imported(put(tmp_path, "a.csv", text), tmp_path / "lists", progress=lambda *step: told.append(step))
    reading = [(done, total) for what, done, total in told if what == "Reading the list"]
    assert reading == [(1000, 2501), (2000, 2501), (2501, 2501)]
    assert [what for what, *_ in told][-1] == "Writing the list"
