"""Near words of the ILO indicators, and North Korean workers, as headings, answers and remarks."""

import pandas as pd
import pytest
from ready import assessed

import supplychain_risk as scr

YES_AND_NO = {"en": ("yes", "no"), "de": ("ja", "nein"), "fr": ("oui", "non"), "es": ("sí", "no"), "zh": ("是", "否")}
SURE = [
    ("en", "Wages withheld", "withholding-of-wages"),
    ("en", "Wages unpaid (Y/N)", "withholding-of-wages"),
    ("en", "Passports held by employer", "retention-of-identity-documents"),
    ("en", "Restricted movement", "restriction-of-movement"),
    ("en", "3. Excessive overtime?", "excessive-overtime"),
    ("de", "Löhne einbehalten", "withholding-of-wages"),
    ("de", "Pässe einbehalten (ja/nein)", "retention-of-identity-documents"),
    ("de", "Bewegungsfreiheit eingeschränkt", "restriction-of-movement"),
    ("de", "Übermäßige Überstunden", "excessive-overtime"),
    ("fr", "Passeports confisqués", "retention-of-identity-documents"),
    ("fr", "Salaires impayés", "withholding-of-wages"),
    ("fr", "Heures supplémentaires excessives", "excessive-overtime"),
    ("es", "Pasaportes retenidos", "retention-of-identity-documents"),
    ("es", "Salarios no pagados", "withholding-of-wages"),
    ("es", "Servidumbre por deudas", "debt-bondage"),
    ("zh", "扣押护照", "retention-of-identity-documents"),
    ("zh", "是否拖欠工资", "withholding-of-wages"),
    ("zh", "限制人身自由（是/否）", "restriction-of-movement"),
]
POSSIBLE = [
    ("en", "Passports held", "retention-of-identity-documents"),
    ("en", "Workers pay fees", "debt-bondage"),
    ("en", "Worker debt", "debt-bondage"),
    ("en", "Locked dormitory", "restriction-of-movement"),
    ("en", "Threats", "intimidation-and-threats"),
    ("de", "Drohungen", "intimidation-and-threats"),
    ("fr", "Travailleurs endettés", "debt-bondage"),
    ("es", "Trabajadores endeudados", "debt-bondage"),
    ("zh", "工人支付中介费", "debt-bondage"),
]
UNDECIDED = [
    ("en", "Recruitment fees"),
    ("en", "Documents kept"),
    ("en", "Debt"),
    ("en", "Recruitment fee (paid by employer)"),
    ("en", "Passports held (by the workers)"),
    ("de", "Vermittlungsgebühren"),
    ("fr", "Frais de recrutement"),
    ("es", "Deudas"),
    ("zh", "中介费"),
]
NEVER = [
    "No recruitment fees",
    "Workers do not pay fees",
    "Policy against debt bondage",
    "Passports not retained",
    "Zero recruitment fees policy",
    "Keine Vermittlungsgebühren",
    "Aucun passeport confisqué",
    "Sin retención de pasaportes",
    "不扣押护照",
    "工人不支付中介费",
    "Training on excessive overtime",
    "Passports held by workers",
]


def loaded(*columns, country="India"):
    """A network of one supplier with these columns (heading, cell)."""
    cells = {"Supplier": ["Alpha Mills"], "Country": [country], **{heading: [cell] for heading, cell in columns}}
    return scr.load(pd.DataFrame(cells))


def signs(network):
    (supplier,) = network.suppliers.values()
    return [(r.code, r.resolution.method.value) for r in supplier.indicators if r.code]


def told(network):
    return [p for p in network.account.problems if p.code == "indicator-unresolved"]


@pytest.mark.parametrize(("language", "heading", "code"), SURE)
def test_yes_under_a_word_for_an_indicator_reports_it_and_no_reports_nothing(language, heading, code):
    yes, no = YES_AND_NO[language]
    ((found, method),) = signs(loaded((heading, yes)))
    assert found == code
    assert method in ("exact", "alias")
    network = loaded((heading, no))
    assert (signs(network), told(network)) == ([], [])


@pytest.mark.parametrize(("language", "heading", "code"), POSSIBLE)
def test_yes_under_what_can_be_a_sign_is_possible_at_most(language, heading, code):
    yes, no = YES_AND_NO[language]
    assert signs(loaded((heading, yes))) == [(code, "phrase")]
    assert signs(loaded((heading, no))) == []


@pytest.mark.parametrize(("language", "heading"), UNDECIDED)
def test_yes_under_what_may_be_something_else_is_told_and_not_counted(language, heading):
    network = loaded((heading, YES_AND_NO[language][0]))
    assert signs(network) == []
    (problem,) = told(network)
    assert "not counted as an indicator" in problem.message


@pytest.mark.parametrize("heading", NEVER)
@pytest.mark.parametrize("cell", ["yes", "no", "是", "ja", "x"])
def test_a_heading_that_denies_or_speaks_of_something_else_never_reports(heading, cell):
    assert signs(loaded((heading, cell))) == []


@pytest.mark.parametrize(
    "text",
    [
        "no recruitment fees",
        "fees: none",
        "workers do not pay fees",
        "Recruitment fees paid by workers: none",
        "workers don't pay recruitment fees",
        "recruitment fees paid by workers were reimbursed",
        "passports held by workers",
        "risk of debt bondage",
        "keine Einbehaltung von Pässen",
        "pas de confiscation des passeports",
        "no hay retención de pasaportes",
        "未扣押护照",
        "不向工人收取中介费",
    ],
)
def test_a_text_that_denies_is_no_report_even_among_red_flags(text):
    assert signs(loaded(("Red flags", text))) == []


@pytest.mark.parametrize("cell", ["yes, resolved in 2023", "Yes - remediated", "yes (no longer)"])
def test_a_yes_that_takes_itself_back_is_told(cell):
    network = loaded(("Wages withheld", cell))
    assert signs(network) == []
    assert [p.value for p in told(network)] == [cell]


def test_amounts_under_an_everyday_word_are_about_something_else():
    network = loaded(("Debt", "120000"), ("Overtime", "3.5"))
    assert (signs(network), told(network)) == ([], [])
    (supplier,) = network.suppliers.values()
    assert supplier.attributes == (("Debt", "120000"), ("Overtime", "3.5"))


def test_a_question_that_names_an_indicator_is_told_where_it_is_answered_with_yes():
    network = loaded(("Do you retain workers' passports?", "Yes"))
    assert signs(network) == []
    assert ["may report an ILO indicator" in p.message for p in told(network)] == [True]
    assert told(loaded(("Do you retain workers' passports?", "No"))) == []
    assert told(loaded(("Do you have a policy against debt bondage?", "Yes"))) == []


def test_what_is_only_a_sign_is_worded_as_such_in_the_report():
    assessment = assessed(loaded(("Workers pay fees", "yes")))
    (finding,) = [f for f in assessment.document.findings if f.code == "ilo-indicator-critical"]
    assert finding.certainty.value == "possible"
    assert "texts of it point to, 'Debt bondage'" in finding.statement


# --- North Korean workers -------------------------------------------------------------------------------------------


def level(network):
    assessment = assessed(network)
    found = [f for f in assessment.document.findings if f.code == "caatsa-north-korean-workers"]
    return [(f.certainty.value, f.calls_for.value) for f in found]


@pytest.mark.parametrize(
    "column",
    [
        ("North Korean workers", "yes"),
        ("DPRK workers on site (Y/N)", "Y"),
        ("Number of North Korean workers", "25"),
        ("Nordkoreanische Arbeiter", "ja"),
        ("Travailleurs nord-coréens", "oui"),
        ("Trabajadores norcoreanos", "sí"),
        ("是否使用朝鲜工人", "是"),
        ("Red flags", "North Korean workers"),
        ("Remarks", "Employs DPRK workers"),
        ("备注", "雇佣朝鲜工人"),
        ("Nationality of workers", "Chinese; North Korean (12)"),
        ("Staatsangehörigkeit der Arbeiter", "Nordkorea"),
        ("工人国籍", "中国、朝鲜"),
    ],
)
def test_north_korean_workers_that_a_sheet_states_call_for_hold_in_any_country(column):
    assert level(loaded(column, country="Poland")) == [("stated", "hold")]


@pytest.mark.parametrize(
    "column",
    [
        ("Remarks", "NGO report of 2024 mentions North Korean workers in the shipyard"),
        ("Red flags", "allegedly DPRK workers via an agency"),
        ("Bemerkungen", "Laut Presse nordkoreanische Arbeitskräfte auf der Werft"),
        ("备注", "据报道厂内有朝鲜工人"),
    ],
)
def test_a_text_that_speaks_of_them_calls_for_review(column):
    assert level(loaded(column, country="China")) == [("possible", "review")]


@pytest.mark.parametrize(
    "column",
    [
        ("North Korean workers", "no"),
        ("Number of North Korean workers", "0"),
        ("Remarks", "No North Korean workers employed"),
        ("Remarks", "The site does not employ DPRK workers"),
        ("Bemerkungen", "keine nordkoreanischen Arbeiter"),
        ("Remarques", "aucun travailleur: pas de travailleurs nord-coréens"),
        ("Notas", "no emplea trabajadores norcoreanos"),
        ("备注", "无朝鲜工人"),
        ("备注", "雇用朝鲜族工人"),
        ("Remarks", "South Korean workers"),
        ("Declares no North Korean workers", "yes"),
        ("North Korean workers prohibited", "yes"),
        ("Nationality of workers", "South Korean; North Korean: 0"),
        ("Remarks", "policy prohibits North Korean workers"),
        ("Export markets", "North Korea"),
        ("Do you employ North Korean workers?", "No"),
    ],
)
def test_what_denies_them_or_is_about_something_else_makes_no_finding(column):
    assert level(loaded(column, country="China")) == []


def test_they_are_found_only_from_the_day_the_law_took_effect():
    network = loaded(("North Korean workers", "yes"))
    before = scr.screen(network, as_of="2017-08-01").document.findings
    assert not [f for f in before if f.code.startswith("caatsa")]


def test_a_remark_that_is_unclear_about_them_is_told():
    network = loaded(("Remarks", "risk of North Korean workers"))
    assert level(network) == []
    assert ["does not clearly say" in p.message for p in told(network)] == [True]


def test_a_buyer_of_such_goods_is_told():
    frame = pd.DataFrame(
        {
            "Supplier": ["Dock Works", "Boat Assembly"],
            "Country": ["Poland", "Germany"],
            "Buyer": ["Boat Assembly", "Acme"],
            "Product": ["Ship hulls", "Boats"],
            "North Korean workers": ["yes", "no"],
        }
    )
    assessment = scr.screen(scr.load(frame, company="Acme"), as_of="2026-06-30")
    carried = [f for f in assessment.document.findings if f.code == "carried-order"]
    assert len(carried) == 1
    assert "Dock Works" in carried[0].statement


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Notes", "Debt bondage"),
        ("Audit findings", "debt bondage"),
        ("Non-conformities", "Passports retained"),
        ("Risks identified", "wages withheld for three months"),
        ("Audit result", "Debt bondage found"),
        ("Remarks", "Audit: debt bondage found"),
    ],
)
def test_an_indicator_that_a_remark_names_is_told_and_not_counted(heading, cell):
    network = loaded((heading, cell))
    assert signs(network) == []
    (problem,) = [p for p in network.account.problems if p.code == "text-names-indicator"]
    assert problem.value == cell
    assert "ILO" in problem.message


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Notes", "no debt bondage"),
        ("Notes", "policy on debt bondage"),
        ("Training", "Debt bondage"),
        ("Notes", "isolation valves"),
        ("Notes", "debt free company"),
    ],
)
def test_a_remark_that_denies_an_indicator_or_says_something_else_is_not_told(heading, cell):
    assert not [p for p in loaded((heading, cell)).account.problems if p.code == "text-names-indicator"]


@pytest.mark.parametrize(
    ("heading", "cell", "code", "level"),
    [
        ("Prison labor", "Yes", "convict-labor-reported", "hold"),
        ("Notes", "prison labour", "convict-labor-reported", "hold"),
        ("Notes", "some convict labour is used on site", "convict-labor-reported", "review"),
        ("备注", "工厂使用监狱劳动", "convict-labor-reported", "review"),
        ("Notes", "poverty alleviation labour transfer programme", "labor-transfer-reported", "review"),
        ("Notes", "接收富余劳动力", "labor-transfer-reported", "review"),
        ("Notes", "DPRK labourers on site", "caatsa-north-korean-workers", "review"),
        ("Notes", "workers from Pyongyang", "caatsa-north-korean-workers", "hold"),
    ],
)
def test_a_sign_that_a_law_names_is_a_finding_wherever_it_stands(heading, cell, code, level):
    document = scr.screen(loaded((heading, cell)), as_of="2026-06-30").document
    assert code in {f.code for f in document.findings}
    assert document.suppliers[0].due_diligence.value == level


@pytest.mark.parametrize(
    "cell",
    ["no prison labor", "Supplier code forbids prison labour", "free of convict labor", "We make beds for prisons"],
)
def test_a_sign_of_a_law_that_is_denied_is_no_finding(cell):
    document = scr.screen(loaded(("Notes", cell)), as_of="2026-06-30").document
    assert not {f.code for f in document.findings} & {"convict-labor-reported", "labor-transfer-reported"}


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("Prison labor used?", "convict-labor"),
        ("DPRK workers present", "north-korean-workers"),
        ("Labor transfer programme participation", "labor-transfer"),
    ],
)
@pytest.mark.parametrize("others", [("no", "no", "no"), ("N/A", "unknown", "")])
def test_a_yes_under_a_heading_that_names_a_sign_of_a_law_counts_whatever_the_other_cells_say(heading, code, others):
    """With few such cells the column is none of answers; it was not used, and the yes was passed over in silence."""
    rows = [{"Supplier": f"Mill {n}", "Country": "Portugal", heading: v} for n, v in enumerate(("Yes", *others))]
    network = scr.load(pd.DataFrame(rows))
    signs = {s.name: {r.code for r in s.indicators} for s in network.suppliers.values()}
    assert signs["Mill 0"] == {code}
    assert not any(signs[f"Mill {n}"] for n in (1, 2, 3))


@pytest.mark.parametrize("said", ["12", "Possibly"])
def test_what_is_neither_yes_nor_no_under_such_a_heading_is_told(said):
    """Beside a policy it is not: what "Policy on prison labor" says reports nothing."""
    heading, policy = "Prison labor used?", "Policy on prison labor"
    rows = [{"Supplier": "Mill", "Country": "Portugal", heading: said, policy: "see annex"}]
    network = scr.load(pd.DataFrame(rows))
    told = [p.message for p in network.account.problems if p.code == "indicator-unresolved"]
    assert len(told) == 1
    assert f"'{said}' under '{heading}', which speaks of Convict labor, is neither yes nor no" in told[0]
