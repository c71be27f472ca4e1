"""Audits, certificates and answers become controls with dates and cells; none is made better than it is stated."""

import io
from datetime import date

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import supplychain_risk as scr
from supplychain_risk.domain import EvidenceClass


def read(text: str, **more) -> scr.SupplyNetwork:
    frame = pd.read_csv(io.StringIO(text.strip()), sep="|", dtype=str, keep_default_na=False, skipinitialspace=True)
    return scr.load(frame.rename(columns=str.strip).map(str.strip), **more)


def supplier(network, name="Alpha"):
    return next(s for s in network.suppliers.values() if s.name == name)


def stated(network, name="Alpha"):
    return [(c.evidence.value, c.what, c.in_place, c.dated, c.valid_until) for c in supplier(network, name).controls]


def codes(network):
    return sorted(p.code for p in network.account.problems)


def test_a_list_with_audits_certificates_and_answers():
    net = read(
        """
        Supplier|Country|Last audit date|Audit|Certification(s)|Certificate valid until|CoC signed|SAQ completed|Hotline
        Alpha|India|2025-03-01|SMETA|SA8000|2026-05-31|Yes|2024-11-05|Yes
        """
    )
    assert stated(net) == [
        ("audit", "SMETA", True, date(2025, 3, 1), None),
        ("certificate", "SA8000", True, None, date(2026, 5, 31)),
        ("questionnaire", "CoC signed", True, None, None),
        ("questionnaire", "SAQ completed", True, date(2024, 11, 5), None),
        ("worker_voice", "Hotline", True, None, None),
    ]
    assert [[c.cell for c in one.cells] for one in supplier(net).controls][:2] == [["D2", "C2"], ["E2", "F2"]]
    assert not supplier(net).attributes, "what became a control is no attribute as well"
    assert codes(net) == []


def test_no_expired_and_planned_are_not_in_place():
    net = read(
        """
        Supplier|Country|Code of conduct signed|SA8000|Social audit|Certifications
        Alpha|India|No|expired|planned|None
        """
    )
    assert [in_place for _, _, in_place, _, _ in stated(net)] == [False, False, False, False]


def test_what_cannot_be_told_is_neither_yes_nor_no():
    net = read(
        """
        Supplier|Country|Code of conduct signed|Certifications|Audit type|Audit result
        Alpha|India|tbc|RSPO expired 2019|SMETA|C
        """
    )
    assert [(what, in_place) for _, what, in_place, _, _ in stated(net)] == [
        ("SMETA", None),
        ("RSPO expired 2019", None),
        ("Code of conduct signed", None),
    ]


def test_the_day_of_a_questionnaire_belongs_to_its_status():
    net = read(
        """
        Supplier|Country|Modern Slavery SAQ Status|SAQ Completion Date
        Alpha|India|Completed|2025-11-01
        Beta|Peru|Not Started|
        Gamma|Chile|Completed|03/04/2025
        """
    )
    assert stated(net) == [("questionnaire", "Modern Slavery SAQ Status", True, date(2025, 11, 1), None)]
    assert stated(net, "Beta") == [("questionnaire", "Modern Slavery SAQ Status", False, None, None)]
    assert stated(net, "Gamma") == [("questionnaire", "Modern Slavery SAQ Status", True, None, None)]
    assert [c.answer for c in supplier(net, "Gamma").controls] == ["Completed; SAQ Completion Date: 03/04/2025"]
    assert codes(net) == ["date-ambiguous"]


def test_what_happened_on_one_of_two_days_happened():
    net = read(
        """
        Supplier|Country|Code of conduct signed|Last audit date
        Alpha|India|03/04/2025|05/06/2025
        """
    )
    assert stated(net) == [
        ("audit", "Last audit date", True, None, None),
        ("questionnaire", "Code of conduct signed", True, None, None),
    ]
    assert codes(net) == ["date-ambiguous", "date-ambiguous"]


def test_a_last_audit_and_its_kind_are_one_audit():
    net = read(
        """
        Lieferant|Land|Letztes Audit|Auditart|Ergebnis|Gültig bis
        Alpha|Indien|01.03.2025|SMETA|bestanden|31.12.2026
        Beta|Peru|15.11.2024|BSCI|mangelhaft|
        """
    )
    assert stated(net) == [("audit", "SMETA", True, date(2025, 3, 1), date(2026, 12, 31))]
    assert stated(net, "Beta") == [("audit", "BSCI", False, date(2024, 11, 15), None)]


def test_a_bare_result_or_end_speaks_of_no_audit_where_there_is_none():
    net = read(
        """
        Supplier|Country|Contract|Result|Valid until
        Alpha|India|C1|Won|2026-12-31
        """
    )
    assert stated(net) == []
    assert supplier(net).attributes, "they are kept as attributes"


def test_the_audits_of_sites_are_not_their_suppliers():
    net = read(
        """
        Supplier ID|Supplier|Site ID|Site|Site Country|Site audit date
        V1|Alpha Group|S1|Alpha|India|2025-01-01
        V1|Alpha Group|S2|Beta|Bangladesh|2024-06-01
        """
    )
    assert sorted(s.name for s in net.suppliers.values()) == ["Alpha", "Alpha Group", "Beta"]
    assert [c[3] for c in stated(net)] == [date(2025, 1, 1)]
    assert [c[3] for c in stated(net, "Beta")] == [date(2024, 6, 1)]
    assert stated(net, "Alpha Group") == []


def test_audits_side_by_side_keep_their_own_dates_and_results():
    net = read(
        """
        Supplier|Country|Audit 1 type|Audit 1 date|Audit 1 result|Audit 2 type|Audit 2 date|Audit 2 result
        Alpha|India|SMETA|2025-01-10|Pass|BSCI|2023-05-01|Fail
        Beta|Peru|SA8000|||SLCP|2024-02-02|Pass
        """
    )
    assert stated(net) == [
        ("audit", "SMETA", True, date(2025, 1, 10), None),
        ("audit", "BSCI", False, date(2023, 5, 1), None),
    ]
    assert stated(net, "Beta") == [
        ("audit", "SA8000", True, None, None),
        ("audit", "SLCP", True, date(2024, 2, 2), None),
    ]


@pytest.mark.parametrize(
    "headings",
    ["Certificate 1|Valid until 1|Certificate 2|Valid until 2", "Certificate|Valid until|Certificate|Valid until"],
)
def test_the_end_of_one_certificate_is_not_that_of_another(headings):
    names = headings.split("|")
    frame = pd.DataFrame([["Alpha", "India", "SA8000", "", "GOTS", "2026-01-01"]])
    net = scr.load(frame.set_axis(["Supplier", "Country", *names], axis=1))
    assert stated(net) == [
        ("certificate", "SA8000", True, None, None),
        ("certificate", "GOTS", True, None, date(2026, 1, 1)),
    ]


def test_columns_of_a_scheme_are_called_by_it():
    net = read(
        """
        Factory|Country|SMETA date|SMETA expiry|BSCI rating|BSCI audit date
        Alpha|India|2025-01-10|2027-01-10|A|2024-11-01
        """
    )
    assert stated(net) == [
        ("audit", "SMETA", True, date(2025, 1, 10), date(2027, 1, 10)),
        ("audit", "BSCI", None, date(2024, 11, 1), None),
    ]


def test_an_issue_date_is_that_of_a_certificate_where_there_is_one():
    net = read(
        """
        Supplier|Country|Certification|Issue date|Expiry date
        Alpha|India|SA8000|2023-01-01|2026-01-01
        """
    )
    assert stated(net) == [("certificate", "SA8000", True, date(2023, 1, 1), date(2026, 1, 1))]
    bare = read("Supplier|Country|Issue date|Expiry date\nAlpha|India|2023-01-01|2026-01-01")
    assert stated(bare) == []


def test_a_heading_with_yes_or_no_asks_for_a_control():
    net = read(
        """
        Supplier|Country|Forced labour training completed (Y/N)|Trade union Y/N
        Alpha|India|Y|N
        Beta|Peru|N|Y
        """
    )
    assert [(c.what, c.in_place) for c in supplier(net).controls] == [("Forced labour training completed (Y/N)", True)]
    assert stated(net, "Beta")[0][2] is False


def test_under_the_name_of_a_certificate_stands_its_kind():
    net = read(
        """
        Mill|Country|RSPO Certification|SA8000
        Alpha|Malaysia|IP|SA8000:2014
        Beta|Malaysia|No|
        """
    )
    assert [(c.what, c.answer, c.in_place) for c in supplier(net).controls] == [
        ("RSPO", "IP", True),
        ("SA8000:2014", "", True),
    ]
    assert stated(net, "Beta") == [("certificate", "RSPO", False, None, None)]


def test_a_row_per_supplier_and_question():
    net = read(
        """
        Vendor ID|Vendor Name|Question|Answer|Date of response
        1|Alpha|Country|India|2025-03-04
        1|Alpha|Do you have a policy that prohibits forced labor?|Yes|2025-03-04
        1|Alpha|Do you have a grievance mechanism for workers?|No|2025-03-04
        2|Beta|Country|Peru|2025-03-05
        2|Beta|Do you have a policy that prohibits forced labor?|No|2025-03-05
        2|Beta|Do you have a grievance mechanism for workers?|Yes|2025-03-06
        """
    )
    assert [(s.name, s.country_code) for s in net.suppliers.values()] == [("Alpha", "IN"), ("Beta", "PE")]
    policy, grievance = (f"Do you have a {what}?" for what in (
        "policy that prohibits forced labor", "grievance mechanism for workers"
    ))  # fmt: skip
    assert stated(net) == [
        ("questionnaire", policy, True, date(2025, 3, 4), None),
        ("questionnaire", grievance, False, date(2025, 3, 4), None),
    ]
    assert [c.cells[0].cell for c in supplier(net).controls] == ["D3", "D4"]
    # days that differ between a supplier's answers are the day of none of them for certain
    assert [(c.in_place, c.dated) for c in supplier(net, "Beta").controls] == [(False, None), (True, None)]


def test_a_failed_audit_is_no_control():
    net = read(
        """
        Supplier|Country|Audit type|Last audit date|Audit result
        Alpha|India|BSCI|2025-01-10|Failed
        Beta|India|BSCI|2025-01-10|Passed
        """
    )
    assert stated(net) == [("audit", "BSCI", False, date(2025, 1, 10), None)]
    assert stated(net, "Beta") == [("audit", "BSCI", True, date(2025, 1, 10), None)]


def test_each_certificate_of_a_cell_has_its_own_day():
    net = read(
        """
        Supplier|Country|Certifications|Certificate valid until
        Alpha|India|SA8000; GOTS; FLO|2026-01-31; 2026-02-28; 2026-03-31
        Beta|India|SA8000 (valid until 30.06.2026), GOTS (organic, textile)|
        Gamma|India|SA8000; GOTS; FLO|2026-01-31; 2026-02-28
        """
    )
    assert [(w, v) for _, w, _, _, v in stated(net)] == [
        ("SA8000", date(2026, 1, 31)),
        ("GOTS", date(2026, 2, 28)),
        ("FLO", date(2026, 3, 31)),
    ]
    assert [(w, v) for _, w, _, _, v in stated(net, "Beta")] == [
        ("SA8000", date(2026, 6, 30)),
        ("GOTS (organic, textile)", None),
    ]
    assert {v for *_, v in stated(net, "Gamma")} == {None}
    assert codes(net) == ["dates-unmatched"]


def test_dates_of_a_scheme_belong_to_that_scheme():
    net = read(
        """
        Supplier|Country|SMETA|SMETA audit date|BSCI|BSCI audit date
        Alpha|India|x|2025-03-01|No|
        Beta|India|||Yes|2024-02-02
        """
    )
    assert stated(net) == [("audit", "SMETA", True, date(2025, 3, 1), None), ("audit", "BSCI", False, None, None)]
    assert stated(net, "Beta") == [("audit", "BSCI", True, date(2024, 2, 2), None)]


def test_a_date_that_may_be_two_days_is_a_problem_and_is_not_lost():
    net = read(
        """
        Supplier|Country|Audit type|Last audit date
        Alpha|India|SMETA|03/04/2025
        Beta|India|SMETA|soon
        """
    )
    assert codes(net) == ["date-ambiguous", "date-unreadable"]
    assert {p.where.cell for p in net.account.problems} == {"D2", "D3"}
    (one,) = supplier(net).controls
    assert (one.dated, one.answer) == (None, "Last audit date: 03/04/2025")
    assert [c.cell for c in one.cells] == ["C2", "D2"]


def test_another_date_of_the_column_says_which_part_is_the_month():
    net = read(
        """
        Supplier|Country|Audit type|Last audit date
        Alpha|India|SMETA|03/04/2025
        Beta|India|SMETA|25/04/2025
        """
    )
    assert stated(net)[0][3] == date(2025, 4, 3)
    assert codes(net) == []


def test_rows_of_one_supplier_state_a_control_once():
    net = read(
        """
        Supplier|Country|Product|Code of conduct signed
        Alpha|India|Cotton|Yes
        Alpha|India|Yarn|Yes
        Alpha|India|Rope|No
        """
    )
    one, other = supplier(net).controls
    assert (one.in_place, [c.cell for c in one.cells]) == (True, ["D2", "D3"])
    assert other.in_place is False, "what contradicts it stays"


def test_questions_as_headings():
    net = read(
        """
        Supplier|Country|1. Do you have a forced labor policy?|2. Do you retain workers' passports?|What do you make?
        Alpha|India|Yes|Yes|Shirts
        """
    )
    assert [(w[:2], in_place) for _, w, in_place, _, _ in stated(net)] == [("1.", True), ("2.", None)]
    assert supplier(net).attributes == (("What do you make?", "Shirts"),)


def test_reported_indicators():
    net = read(
        """
        Supplier|Country|ILO indicators|Debt bondage
        Alpha|India|Passport retention, Excessive overtime|Yes
        Beta|India|None|No
        Gamma|India|late delivery|
        """
    )
    assert [r.code for r in supplier(net).indicators] == [
        "retention-of-identity-documents",
        "excessive-overtime",
        "debt-bondage",
    ]
    assert [[c.cell for c in r.cells] for r in supplier(net).indicators] == [["C2"], ["C2"], ["D2"]]
    assert supplier(net, "Beta").indicators == ()
    assert [r.code for r in supplier(net, "Gamma").indicators] == [None]
    assert codes(net) == ["indicator-unresolved"]


HEADINGS = {
    "zh": "供应商名称|国家|审核日期|审核类型|认证证书|证书有效期至|是否签署行为准则|申诉机制",
    "de": "Lieferant|Land|Datum des letzten Audits|Auditart|Zertifikate|Zertifikat gültig bis"
    "|Verhaltenskodex unterzeichnet|Beschwerdemechanismus",
    "es": "Proveedor|País|Fecha de la última auditoría|Tipo de auditoría|Certificaciones|Certificado válido hasta"
    "|Código de conducta firmado|Mecanismo de quejas",
    "fr": "Fournisseur|Pays|Date du dernier audit|Type d'audit|Certificats|Certificat valable jusqu'au"
    "|Code de conduite signé|Mécanisme de plainte",
    "pt": "Fornecedor|País|Data da última auditoria|Tipo de auditoria|Certificações|Validade do certificado"
    "|Código de conduta assinado|Canal de denúncias",
    "ja": "サプライヤー名|国|最終監査日|監査種別|取得認証|認証有効期限|行動規範署名|苦情処理制度",
    "ko": "업체명|국가|최근 심사일|심사 유형|보유 인증|인증 만료일|행동강령 서명|고충처리제도",
}
YES = {"zh": "是", "de": "Ja", "es": "Sí", "fr": "Oui", "pt": "Sim", "ja": "はい", "ko": "예"}


@pytest.mark.parametrize("language", HEADINGS)
def test_in_other_languages(language):
    yes = YES[language]
    net = read(f"{HEADINGS[language]}\nAlpha|IN|2025-03-01|SMETA|SA8000|2026-05-31|{yes}|{yes}")
    assert [(c.evidence, c.in_place, c.dated, c.valid_until) for c in supplier(net).controls] == [
        (EvidenceClass.AUDIT, True, date(2025, 3, 1), None),
        (EvidenceClass.CERTIFICATE, True, None, date(2026, 5, 31)),
        (EvidenceClass.QUESTIONNAIRE, True, None, None),
        (EvidenceClass.WORKER_VOICE, True, None, None),
    ]


def test_tiers_side_by_side_have_their_own():
    net = read(
        """
        Tier 1|Tier 1 Country|Tier 1 Certification|Tier 2|Tier 2 Country|Tier 2 Certification
        Alpha|India|SA8000|Beta|Peru|GOTS
        """
    )
    assert [w for _, w, *_ in stated(net)] == ["SA8000"]
    assert [w for _, w, *_ in stated(net, "Beta")] == ["GOTS"]


ANSWERS = ["Yes", "No", "N/A", "2025-01-01", "SMETA", "soon", "", "x", "03/04/2025", "SA8000; GOTS"]


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from(ANSWERS), min_size=6, max_size=6), min_size=1, max_size=6))
def test_every_answer_is_in_a_control_or_a_problem(answers):
    """Sheets of one row to six: a column is taken for what it is by all of its values."""
    headings = [
        "Audit type",
        "Last audit date",
        "Certifications",
        "Certificate valid until",
        "SAQ completed",
        "Hotline",
    ]
    rows = [[f"Alpha {'ABCDEF'[n]} Mills", "India", *cells] for n, cells in enumerate(answers)]
    net = scr.load(pd.DataFrame(rows, columns=["Supplier", "Country", *headings]))
    controls = [c.cell for one in net.suppliers.values() for held in one.controls for c in held.cells]
    held = {*controls, *(p.where.cell for p in net.account.problems)}
    stated = {
        f"{'CDEFGH'[n]}{row}" for row, cells in enumerate(answers, start=2) for n, text in enumerate(cells) if text
    }
    assert held >= stated


# --- questionnaires ----------------------------------------------------------------------------------------------

CMRT = "Conflict Minerals Reporting Template (CMRT)"
FORM = {
    "B7": "Company information",
    "B8": "Company Name (*):",
    "B14": "Address:",
    "D14": "1 High Street, Zurich, Switzerland",
    "B22": "Effective Date (*):",
    "D22": date(2025, 10, 15),
    "B25": "1) Is any 3TG intentionally added to the product? (*)",
    "D25": "Answer",
    "B26": "Tin (*)",
    "D26": "Yes",
    "B74": "Question",
    "D74": "Answer",
    "G74": "Comments",
    "B75": "A. Have you established a responsible minerals sourcing policy? (*)",
    "D75": "Yes",
    "B77": "B. Is your policy publicly available on your website? (*)",
    "D77": "No",
    "B81": "D. Have you implemented due diligence measures? (*)",
    "D81": "Yes",
    "G81": "see website",
    "B87": "G. Does your review process include corrective action management? (*)",
    "B89": "H. Is your company required to file an annual conflict minerals disclosure? (*)",
    "D89": "Yes, with the SEC",
}


def declaration(path, *, title=CMRT, smelters=True, company="Helvetia AG"):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Declaration"
    for cell, text in {"B2": title, "D8": company, **FORM}.items():
        sheet[cell] = text
    if smelters:
        listed = book.create_sheet("Smelter List")
        listed.append(["Metal (*)", "Smelter Name (1)", "Smelter Country (*)", "Smelter Identification"])
        listed.append(["Tin", "Bangka Tin", "INDONESIA", "CID001460"])
    book.save(path)
    return path


def test_a_minerals_declaration_makes_its_company_a_supplier_with_answers(tmp_path):
    net = scr.load(declaration(tmp_path / "cmrt.xlsx"))
    declared = supplier(net, "Helvetia AG")
    assert declared.country_code == "CH"
    assert [(c.what[:1], c.answer, c.in_place, c.dated) for c in declared.controls] == [
        ("A", "Yes", True, date(2025, 10, 15)),
        ("B", "No", False, date(2025, 10, 15)),
        ("D", "Yes", True, date(2025, 10, 15)),
        ("H", "Yes, with the SEC", None, date(2025, 10, 15)),
    ]
    assert [c.cell for c in declared.controls[0].cells] == ["D75", "D22"]
    assert {c.evidence for c in declared.controls} == {EvidenceClass.QUESTIONNAIRE}
    assert net.tier(declared.id) == 1
    assert net.tier(supplier(net, "Bangka Tin").id) == 2, "the smelter supplies the company that declares it"
    sheet = net.account.files[0].sheets[0]
    assert sheet.header_row is None
    assert "questionnaire of 'Helvetia AG': 4 answers" in sheet.reason


def test_the_reporting_companys_own_declaration_makes_it_no_supplier(tmp_path):
    net = scr.load(declaration(tmp_path / "cmrt.xlsx"), company="Helvetia AG")
    assert [s.name for s in net.suppliers.values()] == ["Bangka Tin"]
    assert net.tier(supplier(net, "Bangka Tin").id) == 1
    assert codes(net) == ["own-declaration"]


def test_a_slavery_and_trafficking_template_needs_no_list(tmp_path):
    path = declaration(tmp_path / "strt.xlsx", title="Slavery & Trafficking Risk Template (STRT)", smelters=False)
    net = scr.load(path)
    assert [s.name for s in net.suppliers.values()] == ["Helvetia AG"]
    assert len(supplier(net, "Helvetia AG").controls) == 4


def test_an_empty_declaration_names_nobody(tmp_path):
    with pytest.raises(scr.errors.NoSupplierTable):
        scr.load(declaration(tmp_path / "cmrt.xlsx", smelters=False, company=None))


def test_a_fact_sheet_and_a_sheet_of_questions_are_one_supplier(tmp_path):
    book = openpyxl.Workbook()
    about = book.active
    about.title = "Company"
    about.append(["Supplier name:", "Alpha"])
    about.append(["Country:", "India"])
    about.append(["Address:", "1 Mill Road"])
    about.append(["Date completed:", "2025-02-01"])
    about.append(["Do you have a code of conduct?", "Yes"])
    asked = book.create_sheet("Questions")
    asked.append(["No.", "Question", "Response", "Evidence"])
    asked.append([1, "Is there a grievance mechanism for workers?", "No", ""])
    asked.append([2, "Are workers trained on forced labor?", "Yes", "training log"])
    asked.append([3, "Which countries do your workers come from?", "Nepal, India", ""])
    book.save(tmp_path / "saq.xlsx")
    net = scr.load(tmp_path / "saq.xlsx")
    (alpha,) = net.suppliers.values()
    assert [(c.what, c.in_place, c.dated) for c in alpha.controls] == [
        ("Do you have a code of conduct?", True, date(2025, 2, 1)),
        ("Is there a grievance mechanism for workers?", False, None),
        ("Are workers trained on forced labor?", True, None),
        ("Which countries do your workers come from?", None, None),
    ]
    reasons = [sheet.reason for sheet in net.account.files[0].sheets]
    assert reasons[1] == "no list of suppliers but a questionnaire of 'Alpha': 3 answers read as its controls"
