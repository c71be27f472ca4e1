"""The weights by which columns are told have names and reasons, and each is one that the code asks for."""

import ast
import re
from pathlib import Path

import pytest

from supplychain_risk import intake
from supplychain_risk.intake.weights import bits, weights

MODULES = sorted(Path(intake.__file__).parent.glob("*.py"))
GROUPS = sorted({name.split(".")[0] for name in weights()})
LOOKS_LIKE_ONE = re.compile(rf"(?:{'|'.join(GROUPS)})\.[a-z_]+(?:\.[a-z_]+)*")


def asked_for(path: Path) -> set[str]:
    """Ids of weights that a module names: as a text, or as a text whose end is another text of the same function."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.FunctionDef):
            continue
        texts = {n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
        found |= {text for text in texts if LOOKS_LIKE_ONE.fullmatch(text)}
        for call in ast.walk(node):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "bits":
                (asked,) = call.args
                if isinstance(asked, ast.JoinedStr):
                    start = asked.values[0].value
                    found |= {start + text for text in texts if start + text in weights()}
    return found


def test_every_weight_is_asked_for_and_every_weight_asked_for_exists():
    asked = set().union(*map(asked_for, MODULES))
    assert asked == set(weights()), "name the weight in weights.toml, or take it out where nothing asks for it"


@pytest.mark.parametrize("name", sorted(weights()))
def test_every_weight_counts_something_and_says_why(name):
    weight = weights()[name]
    assert weight.bits == bits(name) != 0
    assert len(weight.reason.split()) >= 4
    assert weight.reason.endswith(".")


def test_an_unknown_weight_is_an_error_and_not_nothing():
    with pytest.raises(KeyError):
        bits("values.name.nonsense")


def test_what_must_not_be_outweighed_is_not():
    """A column of ticks or of countries is no column of names, however well its heading fits and whatever else speaks
    for it; the same for numbers as countries."""
    most = bits("heading.weight") + max(bits("values.name.companies"), bits("values.country.countries"))
    for name in ("values.name.nobody", "values.name.countries", "values.country.numbers", "values.amount.words"):
        assert most + bits(name) < bits("choice.least"), name
    # a heading that the table knows word for word is enough by itself; one of several meanings is, too
    assert bits("heading.weight") + bits("heading.weak") >= bits("choice.least")
