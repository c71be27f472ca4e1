"""What is declared of the laws is whole: what is forgotten fails here, with a message that says what."""

import importlib
import pickle
import pkgutil
from dataclasses import replace
from pathlib import Path

import pytest

from supplychain_risk import laws
from supplychain_risk.laws import KINDS, LAWS, LISTINGS, RULES
from supplychain_risk.laws.kind import Kind, Law, Travels
from supplychain_risk.reference import Reference

PAGE = Path(__file__).parents[2] / "docs" / "findings.md"


def test_each_code_belongs_to_one_law():
    codes = [kind.code for law in LAWS for kind in law.kinds]
    assert sorted(codes) == sorted(set(codes)), "two laws declare a kind of the same code"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_makes_kinds_of_its_law_and_says_what_it_does_not_say(rule):
    assert rule.kinds, f"say in Rule(..., kinds) of which kinds the findings of {rule.name} are"
    homeless = [kind.code for kind in rule.kinds if KINDS.get(kind.code) is not kind]
    assert homeless == [], f"{rule.name} makes kinds that are not in `kinds` of its Law: {homeless}"
    for part in ("Why it matters:", "Does not say:"):
        assert part in rule.page, f"the docstring of {rule.name} is its method page; it lacks '{part}'"


def test_what_a_room_declares_is_in_its_law_and_each_law_in_the_registry():
    """A law, or a kind of finding, that nobody lists would be silent."""
    listed = (*LAWS, *KINDS.values())
    for info in pkgutil.iter_modules(laws.__path__):
        for name, value in vars(importlib.import_module(f"{laws.__name__}.{info.name}")).items():
            if isinstance(value, Law | Kind):
                where = "LAWS of laws/__init__.py" if isinstance(value, Law) else "`kinds` of its Law"
                assert any(value is known for known in listed), f"laws/{info.name}.py: list {name} in {where}"


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.id)
def test_the_tables_of_a_law_are_there(law):
    missing = [name for name in law.tables if name not in Reference.bundled().names()]
    assert missing == [], f"{law.id} names tables that reference_data does not have: {missing}"


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_what_travels_has_a_legal_consequence_or_is_a_listed_good(kind):
    assert kind.means
    assert kind.does_not_mean
    if kind.travels is Travels.ORDER:
        assert kind.channel == "legal"


def test_every_kind_of_list_entry_has_a_meaning():
    kinds = {e.kind for e in _entities() if e.means is None}
    assert kinds <= set(LISTINGS), "say in `listings` of a law what an entry of this kind means"


def _entities():
    from datetime import date

    from supplychain_risk.reference.entities import listed_entities

    return listed_entities(Reference.bundled(), date(2026, 6, 30))


def test_the_page_of_findings_has_every_code_in_the_words_of_its_kind():
    page = PAGE.read_text(encoding="utf-8")
    for kind in KINDS.values():
        row = f"| `{kind.code}` | {kind.title} | {kind.means} | Not {kind.does_not_mean} |"
        assert row in page, f"docs/findings.md lacks or differs: run `python tools/findings_page.py` ({kind.code})"


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_a_kind_that_was_pickled_is_the_declared_one(kind):
    """Rules of particular suppliers ask `draft.kind is …`, also of drafts that came from another process."""
    assert pickle.loads(pickle.dumps(kind)) is kind


def test_a_kind_that_says_something_else_stays_what_it_was():
    other = replace(next(iter(KINDS.values())), about="something else")
    assert pickle.loads(pickle.dumps(other)) == other
