"""Whom a person means: an id, or a name that one alone bears."""

from dataclasses import dataclass

import pytest

from supplychain_risk.errors import UnknownSupplier
from supplychain_risk.resolve.called import the_one_called


@dataclass(frozen=True)
class One:
    id: str
    name: str
    names: tuple[str, ...] = ()


AMONG = (
    One("A", "Lotus Mills", ("Lotus Spinning",)),
    One("B", "Delta Dyeing"),
    One("C", "delta dyeing"),
    One("D", "A"),
)


def meant(wanted: str) -> str:
    return the_one_called(wanted, AMONG, lambda one: one.names, "in the report").id


@pytest.mark.parametrize(("wanted", "id_"), [("A", "A"), ("LOTUS  mills", "A"), ("lotus spinning", "A"), ("C", "C")])
def test_an_id_goes_before_a_name_and_a_further_name_counts(wanted: str, id_: str) -> None:
    assert meant(wanted) == id_


@pytest.mark.parametrize(
    ("wanted", "said", "hint"),
    [
        ("Delta Dyeing", "2 suppliers are called", "one of their ids: B, C"),
        ("Dyeing", "no supplier 'Dyeing'", "Did you mean B, C"),
        ("", "no supplier ''", "Ids stand in the report"),
        ("!", "no supplier '!'", "Ids stand in the report"),
    ],
)
def test_nobody_and_several_are_told_with_what_to_do(wanted: str, said: str, hint: str) -> None:
    with pytest.raises(UnknownSupplier) as raised:
        meant(wanted)
    assert said in str(raised.value)
    assert hint in str(raised.value.hint)
