"""Yes, no, and what is neither."""

import pytest

from supplychain_risk.resolve.answers import asks_for_a_control, is_an_answer, is_doubtful, says, says_none


@pytest.mark.parametrize(
    "text", ["Yes", "y", "TRUE", "✓", "x", "Signed", "completed", "Ja", "Sí", "oui", "sim", "evet", "có", "是",
    "はい", "예",
             "Yes, in conformance with IPC1755 (e.g., CMRT)", "Yes - see policy", "已完成", "In place"]
)  # fmt: skip
def test_yes(text):
    assert says(text) is True


@pytest.mark.parametrize(
    "text", ["No", "n", "FALSE", "✗", "Not signed", "in progress", "Expired", "nein", "non", "não", "hayır",
    "không", "否", "いいえ",
             "아니오", "No - planned for 2027", "failed", "Pending", "过期"]
)  # fmt: skip
def test_no_or_not_yet(text):
    assert says(text) is False


@pytest.mark.parametrize(
    "text", ["", "B", "85%", "N/A", "partly", "see attachment", "Nordic Swan", "Yesterday", "Nokia", "12"]
)
def test_neither(text):
    assert says(text) is None


def test_none_is_no_certificate_and_partly_is_an_answer():
    assert says_none("None")
    assert says_none("无")
    assert not says_none("N/A")
    assert is_an_answer("Don't know")
    assert not is_an_answer("cotton")


@pytest.mark.parametrize(
    "text", ["SA8000 expired", "SMETA planned", "no audit yet", "RSPO (in progress)", "证书过期", "nicht auditiert"]
)
def test_a_name_that_may_be_denied_is_doubtful(text):
    assert is_doubtful(text)


@pytest.mark.parametrize("text", ["SA8000", "SMETA 4-pillar", "Fairtrade / FLO", "BSCI C"])
def test_a_plain_name_is_not(text):
    assert not is_doubtful(text)


@pytest.mark.parametrize(
    "question",
    [
        "Does your company have a policy on forced labor?",
        "A. Have you established a responsible minerals sourcing policy?",
        "Do you train staff on human trafficking (training records available)?",
        "Is there a grievance mechanism?",
        "D. 贵公司是否已实施负责任矿产采购的尽职调查措施？",
    ],
)
def test_a_yes_here_is_a_control(question):
    assert asks_for_a_control(question)


@pytest.mark.parametrize(
    "question",
    [
        "Do you retain workers' passports?",
        "Do workers pay recruitment fees?",
        "Has your company been fined for a violation of its labor policy?",
        "H. Is your company required to file an annual conflict minerals disclosure?",
        "Do you employ temporary agency workers?",
        "What do you produce?",
        "H. 贵公司是否需要提交年度冲突矿产披露？",
    ],
)
def test_a_yes_here_is_none(question):
    assert not asks_for_a_control(question)
