"""Deciding what each column of a table is used for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from supplychain_risk.intake.another import another_company
from supplychain_risk.intake.columns import Column, best
from supplychain_risk.intake.evidence import decided, unheaded_names
from supplychain_risk.intake.headings import REQUIRED
from supplychain_risk.intake.leftnames import NAMES_LEFT, names_left
from supplychain_risk.intake.matrix import matrix, ticks_not_read
from supplychain_risk.intake.meaning import COMBINED, OTHER, OWN_SITES, Meaning
from supplychain_risk.intake.names import Names, Told, of_others
from supplychain_risk.intake.ownplaces import settle_own_places
from supplychain_risk.intake.parties import cast
from supplychain_risk.intake.parts import settle_parts
from supplychain_risk.intake.placecolumns import (
    country_columns,
    ends_with_country,
    is_coded,
    keep_other_places,
    lie_elsewhere,
    settle_origins,
    with_makers,
    with_own_sites,
    with_sourced_from,
    with_unheaded_countries,
)
from supplychain_risk.intake.plan import AMOUNTS, OF_LINK, SEVERAL, Made, Party, Plan, Tick
from supplychain_risk.intake.records import ANSWERS
from supplychain_risk.intake.relations import Relations, as_relations
from supplychain_risk.intake.senses import Senses
from supplychain_risk.intake.values import decimal_mark
from supplychain_risk.intake.whose import UNSAID

Rows = Sequence[Sequence[str]]

NOTES: Mapping[str, str] = {
    "alias-guessed": "is read as another name of the supplier; in some rows the two names have little in common",
    "buyer-is-a-person": "it names persons: clerks who buy for the company, and no customers",
    "country-of-export": "says where the goods leave from; as no other column does, it is read as the country "
    "where the supplier is",
    "company-not-named": "it speaks of another company, which no column names",
    "direction-guessed": "is read as the name of a company that supplies the row's own, or that it supplies",
    "own-plants": "its few plants stand beside several vendors each; they are read as the company's own, which receive "
    "the goods",
    NAMES_LEFT: "its values look like names of companies; what they are to the supplier is not said, so nobody is "
    "screened by them",
    "owner-guessed": "stands behind the name of another company; it is read as the country of the row's own supplier",
    "owner-unknown": "it stands behind the names of several companies of a row; whose it is, is not known",
    "party-unclear": "names another company than the supplier's name; how the two stand to one another is not said",
    "received-there": "it speaks of places of the company itself, which receive the goods",
    "read-as-chain": "is read as the depth of the companies in their chains: who stands in a row supplies who stands "
    "in the nearest row above with a lower level",
    "read-as-depth": "is read as the depth of the parts: who supplies a part supplies who makes the part above it",
    "read-as-outline": "numbers the rows as an outline: a company under 1.1 is read as a supplier of the one under 1",
    "ticks-not-read": "it and the columns like it hold ticks, and their headings are in none of our tables of goods; "
    "if they are goods, write the goods of each supplier in a column 'Product'",
    "country-of-site": "stands behind the name of the vendor; it is read as the country of its site, and that of the "
    "vendor is not known",
    "contacts": "heads contacts of an accounting program, who may be customers, too; all are read as suppliers",
    "own-sites": "is read as the places where each supplier itself produces; if they are companies of their own, head "
    "the column 'Factory'",
    "told-by-values": "has a heading that we do not know; its values tell what it is",
}
"""Why something should be told of a column."""


def plan_columns(
    columns: Sequence[Column],
    senses: Senses,
    rows: Rows = (),
    relations: Relations | None = None,
    body: Rows = (),
) -> Plan | None:
    """Decide what each column is used for; None if no column holds names or ids of suppliers.

    `rows`: the rows of the table that decide whether two columns name one company; `relations`: the words by which a
    sheet of relations says which of two companies supplies the other; `body`: all its rows, where `rows` leaves out
    some.
    """
    has_country = any(c.field == "country" and c.sense in ("", "code") and c.looks.countries >= 0.5 for c in columns)
    columns = _settle_answers([decided(column, has_country=has_country) for column in columns])
    parts = settle_parts(columns, body or rows)
    own = settle_own_places(parts.columns, senses, body or rows)
    columns, ticks = matrix(own.columns, senses)
    related = as_relations(columns, relations) if relations else None
    if related is not None:
        return _plan_relations(related)
    columns = _with_unheaded_names(with_sourced_from(with_unheaded_countries(with_own_sites(columns)), senses.country))
    told = cast(columns, senses)
    plan = _plan_rows(told.subject, senses, rows)
    if plan is None:
        return None
    parties = tuple(sorted((*plan.parties, *told.parties), key=lambda p: p.steps))
    taken = {i for party in told.parties for ix in (party.names, *party.fields.values()) for i in ix}
    fields = {name: tuple(i for i in ix if i not in taken) for name, ix in plan.fields.items()}
    beside = {i: "party-unclear" for party in plan.parties if party.steps == 0 for i in party.names}
    guessed = {c.index: "told-by-values" for c in columns if c.index in plan.used and c.meaning and c.sense == "values"}
    guessed |= {c.index: "contacts" for c in columns if c.meaning and c.meaning.rule == REQUIRED}
    placed = [c for c in columns if c.index in plan.fields.get("country", ()) and c.meaning is None and c.is_headed]
    guessed |= {c.index: "told-by-values" for c in placed}
    of_country = plan.fields.get("country", ())
    guessed |= {c.index: "country-of-export" for c in columns if c.index in of_country and c.sense == "export"}
    guessed |= {c.index: "own-sites" for c in columns if c.sense == OWN_SITES}
    if not ticks and not {"commodity", "hs", "sector"} & set(plan.fields):
        guessed |= ticks_not_read(columns, plan.used)
    guessed |= names_left(columns, {*plan.used, *taken}, senses)
    return replace(
        plan,
        columns=tuple(columns),
        fields={name: ix for name, ix in fields.items() if ix},
        tier=told.tier,
        made=_made(plan, columns, ticks),
        parties=parties,
        ticks=ticks,
        decimal=_decimal_marks(plan.fields, columns),
        stairs=parts.stairs,
        ownership=own.ownership,
        roles=own.roles,
        notes={**own.notes, **guessed, **beside, **parts.notes, **plan.notes, **told.notes},
    )


def _decimal_marks(fields: Mapping[str, tuple[int, ...]], columns: Sequence[Column]) -> dict[str, str]:
    """The decimal mark of each column of amounts; one that leaves it open is written as the others of its sheet are."""
    written = {
        name: [t for c in columns if c.index in fields.get(name, ()) or c.field == name for t in c.sample]
        for name in AMOUNTS
    }
    beside = [text for texts in written.values() for text in texts]
    return {name: decimal_mark(texts, beside) for name, texts in written.items()}


def _made(plan: Plan, columns: Sequence[Column], ticks: Sequence[Tick]) -> Made | None:
    """The goods that the heading of the names says, where no column says what the suppliers sell."""
    names = {c.index: c for c in columns if c.sold}
    name = next((names[i] for i in plan.fields.get("name", ()) if i in names), None)
    told = ticks or {"commodity", "hs"} & set(plan.fields)
    return None if name is None or told else Made(name.index, name.sold)


def _plan_relations(columns: Sequence[Column]) -> Plan:
    fields: dict[str, tuple[int, ...]] = {}
    for c in columns:
        if c.field in ("supplier_ref", "buyer", "relation", *OF_LINK) and (c.filled or c.field not in fields):
            fields.setdefault(c.field, (c.index,))
    return Plan(tuple(columns), fields, decimal=_decimal_marks(fields, columns), is_links=True)


def _with_unheaded_names(columns: Sequence[Column]) -> Sequence[Column]:
    """Where no heading names a supplier, a column of company names under an unknown heading does."""
    named = any(c.field in ("name", "supplier_ref", "other_name") and c.filled for c in columns)
    found = None if named else unheaded_names(columns)
    return columns if found is None else [found if c.index == found.index else c for c in columns]


def plan_stated(
    columns: Sequence[Column],
    stated: Mapping[str, tuple[int, ...]],
    senses: Senses,
    rows: Rows = (),
    *,
    unused: frozenset[int] = frozenset(),
) -> Plan | None:
    """The plan with the columns a person named taken as named, `unused` ones not used; the rest as recognized."""
    if not stated and not unused:
        return plan_columns(columns, senses, rows)
    claimed = {i for indexes in stated.values() for i in indexes} | unused
    names = {i: field for field in ("name", "supplier_ref") for i in stated.get(field, ())}
    free = [
        replace(c, meaning=Meaning(names[c.index], "vendor", 1.0, "mapping"), whose=UNSAID)
        if c.index in names
        else replace(c, meaning=None if c.index in claimed or c.field in stated else c.meaning, whose=UNSAID)
        for c in columns
    ]
    guessed = plan_columns(free, senses, rows)
    fields = dict(guessed.fields) if guessed else {}
    if "name" in stated or "supplier_ref" in stated:
        fields.pop("name", None)
    fields.update(stated)
    fields = {n: tuple(i for i in ix if n in stated or i not in claimed) for n, ix in fields.items()}
    fields = {n: ix for n, ix in fields.items() if ix}
    if not {"name", "supplier_ref", "supplier_id", "os_id", "cid", "lei", "uscc", "duns"} & set(fields):
        return None
    levels = guessed.levels if guessed and "parent" not in stated else tuple((i,) for i in stated.get("parent", ()))
    weighed = {c.index: c for c in guessed.columns if c.index not in claimed} if guessed else {}
    return Plan(
        tuple(_as_weighed(c, weighed.get(c.index)) for c in columns),
        fields,
        levels=levels,
        decimal=_decimal_marks(fields, columns),
        is_links="supplier_ref" in fields and bool({"buyer", "buyer_id"} & set(fields)),
    )


def _as_weighed(column: Column, weighed: Column | None) -> Column:
    """A column that nobody stated, with what spoke for what it is taken for."""
    if weighed is None:
        return column
    return replace(column, margin=weighed.margin, evidence=weighed.evidence, second=weighed.second)


def _by_field(columns: Sequence[Column]) -> dict[str, list[Column]]:
    found: dict[str, list[Column]] = {}
    for column in columns:
        if column.field and column.field != OTHER:
            found.setdefault(column.field, []).append(column)
    return found


def _plan_rows(columns: Sequence[Column], senses: Senses, rows: Rows) -> Plan | None:
    columns = with_makers(columns)
    found = _by_field(columns)
    fields: dict[str, tuple[int, ...]] = {}
    settle_origins(found)
    country = country_columns(columns, found)
    by_index = {c.index: c for c in columns}
    spare = [c for c in columns if not c.field and not c.of_others and (c.all_countries or is_coded(c))]
    second = [by_index[i] for i in country[1:]] + [c for c in spare if c.index not in country]
    given_away = another_company(by_index[country[0]], second, columns, rows, senses) if country else ()
    country = tuple(i for i in country if i not in {of.country for of in given_away})
    _settle_pairs(found)
    _settle_payees(found)
    names = Names(found, rows, senses.own)
    if not names.settle():
        return None
    others = of_others(columns, names)
    strangers = {i for fields_of in others.values() for ix in fields_of.values() for i in ix}
    for name in [n for n in found if n not in ("name", "parent")]:
        found[name] = [c for c in found[name] if c.index not in strangers]
    country = tuple(i for i in country if i not in strangers) or country_columns(
        [c for c in columns if c.index not in strangers], found
    )
    if names.via is not None and _country_of_site(names, others, by_index, country):
        of_site = [c.index for c in found.get("address", ()) if c.index > names.name[0]]
        if of_site and lie_elsewhere(country[0], of_site, rows, senses):
            others.setdefault(names.via, {})["country"] = country[:1]
            country = country[1:]
    combined = None
    for name, candidates in found.items():
        if name in ("name", "country", COMBINED, "parent") or not candidates:
            continue
        if name == "commodity":
            candidates = _goods(candidates, columns, senses)
        if name in SEVERAL:
            chosen = [c for c in candidates if c.sense != "weak"] or [c for c in candidates if c.filled][:1]
            chosen = list(candidates) if name in ANSWERS else chosen
            if name in ("document", "line_date") and chosen:
                first = best(chosen)
                chosen = [first, *(c for c in chosen if c is not first and c.filled)]
            fields[name] = tuple(c.index for c in chosen)
        else:
            fields[name] = (
                best(_of_the_named(candidates, by_index, names) if name == "supplier_id" else candidates).index,
            )
    keep_other_places(fields, found, country)
    for one in found.get(COMBINED, ()):
        if not country and ends_with_country(one, senses.country) >= 0.5:
            combined = one.index
        else:
            fields["address"] = (*fields.get("address", ()), one.index)
    if country:
        fields["country"] = country
        for name in [n for n in fields if n != "country"]:
            fields[name] = tuple(i for i in fields[name] if i not in country)
    if names.name:
        fields["name"] = names.name
    parents = [c for c in found.get("parent", ()) if c.filled]
    levels = tuple(
        level
        for level in (
            names.companies,
            tuple(c.index for c in parents if c.sense == "parent"),
            tuple(c.index for c in parents if c.sense == "group"),
        )
        if level
    )
    if levels:
        fields["parent"] = tuple(i for level in levels for i in level)
    fields = {name: indexes for name, indexes in fields.items() if indexes}
    described = {
        "country",
        "region",
        "city",
        "address",
        "sector",
        "lei",
        "duns",
        "uscc",
        "os_id",
        "cid",
        "vat",
        "parent",
    }
    has_buyer = "buyer" in fields or "buyer_id" in fields
    is_links = "supplier_ref" in fields or (has_buyer and not (described & set(fields)) and combined is None)
    if "supplier_ref" in fields and not has_buyer:
        fields["name"] = fields.pop("supplier_ref")
        is_links = False
    return Plan(
        tuple(columns),
        fields,
        parties=(
            *(() if names.via is None else (Party((names.via,), others.get(names.via, {}), -1),)),
            *(Party((i,), others.get(i, {}), 0) for i in names.beside),
            *(Party((of.name,), {"country": (of.country,)}, 0) for of in given_away if of.name is not None),
        ),
        levels=levels,
        combined=combined,
        is_links=is_links,
        notes={**dict.fromkeys(names.doubtful, "alias-guessed"), **_country_of_site(names, others, by_index, country)},
    )


def _country_of_site(
    names: Names, others: Told, columns: Mapping[int, Column], country: Sequence[int]
) -> dict[int, str]:
    """A country between a vendor and its site ("Vendor, Country, Factory") may be that of either; which, is told."""
    if names.via is None or not country or "country" in others.get(names.via, {}):
        return {}
    column, site = columns[country[0]], columns[names.name[0]]
    unclear = names.via < column.index < site.index and site.stem not in column.key and not column.place
    return {column.index: "country-of-site"} if unclear else {}


def _of_the_named(ids: list[Column], by_index: Mapping[int, Column], names: Names) -> list[Column]:
    """Of several columns of ids those that share the words of the name: the sites of a supplier are one supplier."""
    stem = by_index[names.name[0]].stem if names.name else ""
    own = [c for c in ids if c.filled and stem and stem in c.key]
    return own or ids


def _goods(candidates: list[Column], columns: Sequence[Column], senses: Senses) -> list[Column]:
    """In a bill of materials the supplier supplies the component, not the finished product.

    A "Description" is one of goods where parts are listed, or where some of its values are goods of our tables.
    """
    components = [c for c in candidates if c.sense == "component"]
    parts = [c for c in candidates if c.sense == "part"]
    if components and parts and any(c.field in ("part", "parent_part", "level") and c.filled for c in columns):
        return [*components, *parts]
    rest = [c for c in candidates if c.sense not in ("end", "part")]
    if parts and not any(c.filled for c in rest):
        listed = any(c.field in ("part", "parent_part", "level") and c.filled for c in columns)
        told = [c for c in parts if listed or any(map(senses.good, c.sample))]
        return components or told or rest
    return components or rest or [c for c in candidates if c.sense == "end"]


def _settle_answers(columns: Sequence[Column]) -> list[Column]:
    """A bare "Result" or "Valid until" speaks of the audits or certificates of the list; without those, of neither."""
    strong = {c.field for c in columns if c.sense != "weak"}
    audits = bool({"audit", "audit_date"} & strong)
    certificates = bool({"certificate", "certificate_date"} & strong)
    settled = []
    for c in columns:
        if c.sense == "weak" and c.field in ("audit_result", "certificate_date", "certificate_valid_until"):
            if c.field == "certificate_valid_until" and audits and not certificates:
                c = replace(c, meaning=Meaning("audit_valid_until", "weak", 0.8, "audits without certificates"))
            elif not (audits if c.field == "audit_result" else certificates):
                c = replace(c, meaning=None)
        settled.append(c)
    return settled


def _settle_pairs(found: dict[str, list[Column]]) -> None:
    """ "From" and "to" count only together; "company" beside "related company" is the buyer."""
    sides = {name: [c for c in found.get(name, ()) if c.sense == "pair"] for name in ("supplier_ref", "buyer")}
    has = {name: bool(found.get(name)) for name in sides}
    for name, pairs in sides.items():
        partner = "buyer" if name == "supplier_ref" else "supplier_ref"
        certain = [c for c in found.get(name, ()) if c.sense != "pair"]
        if pairs and (certain or not has[partner] or found.get("name")):
            found[name] = certain
    refs = found.get("supplier_ref", [])
    companies = [c for c in found.get("name", ()) if c.sense in ("company", "plain")]
    if refs and companies and not found.get("buyer") and not found.get("buyer_id"):
        found["buyer"] = companies[:1]
        found["name"] = [c for c in found["name"] if c is not companies[0]]


def _settle_payees(found: dict[str, list[Column]]) -> None:
    """ "Payee" is the supplier where nothing else names it; beside a supplier it is who was paid.

    "Account" beside it is one of the books, and names nobody, where few of them stand beside many payees.
    """
    paid = [c for c in found.get("name", ()) if c.paid]
    if not paid:
        return
    most = max(len(c.sample) for c in paid)
    books = [c for c in found["name"] if not c.paid and c.sense == "plain" and 0 < 2 * len(c.sample) <= most]
    found["name"] = [c for c in found["name"] if c not in books]
    others = [c for c in found["name"] if not c.paid and c.filled]
    if others or any(c.filled for c in found.get("supplier_ref", ())):
        found["name"] = [c for c in found["name"] if not c.paid]
        found.setdefault("payee", []).extend(paid)


def without_doubtful_ids(plan: Plan, rows: Sequence[Sequence[str]]) -> Plan:
    """Leave out an id column that a bare "No." or "Code" proposed, if it counts rows or is shared by several names.

    An id says that two rows are one supplier, so a running number or a cost code taken for one would be a wrong answer
    that looks right.
    """
    columns = plan.fields.get("supplier_id", ())
    names = plan.fields.get("name", ())
    if not columns or not names or plan.columns[columns[0]].sense != "weak":
        return plan
    named: dict[str, str] = {}
    numbers: list[int] = []
    width = max(columns[0], names[0])
    for row in rows:
        if len(row) <= width or not row[columns[0]] or not row[names[0]]:
            continue
        identifier = row[columns[0]].strip()
        if named.setdefault(identifier, row[names[0]]) != row[names[0]]:
            return replace(plan, fields={k: v for k, v in plan.fields.items() if k != "supplier_id"})
        if identifier.isdecimal():
            numbers.append(int(identifier))
    if not named and any(
        row[columns[0]] for row in rows if len(row) > width
    ):  # each line's own, below a supplier's name
        return replace(plan, fields={k: v for k, v in plan.fields.items() if k != "supplier_id"})
    counting = len(numbers) == len(named) and numbers[:1] in ([0], [1]) and numbers == sorted(numbers)
    if counting and (not numbers or numbers[-1] < 2 * len(numbers) + 2):
        return replace(plan, fields={k: v for k, v in plan.fields.items() if k != "supplier_id"})
    return plan
