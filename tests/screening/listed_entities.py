"""Listed entities made for tests: nothing but a name and a country."""

from supplychain_risk.domain import Citation
from supplychain_risk.reference.entities import ListedEntity

CITATION = Citation(dataset="test", edition="1", row="", publisher="", url="", licence="", confidence="")


def entity_called(name, country="CN", *, reaches_further=False):
    """An entity with this name; `reaches_further` makes it a group ("and its subsidiaries")."""
    return ListedEntity(
        list_name="test", dataset="test", entity_id=name, name=name, aliases=(), name_zh="", country=country,
        province="", location="", merchandise="", kind="", target_kind="", status="active", date_from=None,
        date_to=None, date_to_precision="", note="", instrument="", jurisdiction="", exact_only=(),
        open_ended="and its subsidiaries" if reaches_further else "", citation=CITATION,
    )  # fmt: skip
