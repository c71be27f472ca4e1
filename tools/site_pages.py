"""Pages of the site that are made from the code and the tables: the method, a page per law and factor, limits, the API.

`tools/site_hooks.py` adds them when mkdocs builds; nothing of them is kept, so that none can be behind.
"""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import supplychain_risk as scr
from supplychain_risk.laws import LAWS
from supplychain_risk.laws.kind import Law, Travels
from supplychain_risk.laws.world import World
from supplychain_risk.method import methodology
from supplychain_risk.policy import Policy
from supplychain_risk.reference import Reference
from supplychain_risk.reference.overview import NO_CLEARANCE, overview
from supplychain_risk.reference.user_lists import newest_day
from supplychain_risk.report import Section
from supplychain_risk.risk.structural import FACTORS

ROOT = Path(__file__).resolve().parent.parent
MADE = "This page is made from the code and the tables of the package.\n"
MODULES = {"changes": "supplychain_risk.whatif.changes", "errors": "supplychain_risk.errors"}
"""Public names that are modules."""


def pages() -> dict[str, str]:
    """Path in the site → Markdown, of every page that is made."""
    made = {f"method/law-{law.id.replace('_', '-')}.md": _law(law) for law in LAWS}
    sections = {section.id: section for section in _sections()}
    made |= {f"method/factor-{factor.id}.md": _factor(sections[f"factor-{factor.id}"]) for factor in FACTORS}
    rest = [section for id_, section in sections.items() if not id_.startswith("factor-")]
    made["method/index.md"] = "# The method\n\n" + MADE + "".join(f"\n## {s.title}\n\n{_text(s.text)}\n" for s in rest)
    made["limits.md"] = _limits()
    made["public-api.md"] = _api()
    made["changelog.md"] = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    made["contributing.md"] = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").replace("](docs/", "](")
    made["security.md"] = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    made["examples.md"] = (ROOT / "examples" / "README.md").read_text(encoding="utf-8").replace("](../docs/", "](")
    return made


def _sections() -> tuple[Section, ...]:
    """The method as a report prints it, on the newest day that the lists show, by the default policy."""
    reference = Reference.bundled()
    return methodology(World.over(reference, Policy.default(), newest_day(reference, ())))


def _text(text: str) -> str:
    """Text of a docstring as Markdown: nothing in it is a tag."""
    return text.replace("<", "&lt;")


def _factor(section: Section) -> str:
    return f"# {section.title}\n\n{MADE}\n{_text(section.text)}\n"


def _law(law: Law) -> str:
    parts = [f"# {law.title}\n", MADE]
    if law.tables:
        parts.append("Tables: " + ", ".join(f"`{name}`" for name in law.tables) + ".\n")
    parts.extend(
        f"## Rule: {_name(rule.make.__name__)}\n\n{_text(inspect.getdoc(rule.make) or '')}\n" for rule in law.rules
    )
    for kind in law.kinds:
        parts.append(f"## {kind.title}\n\n`{kind.code}`, channel {kind.channel.value}\n")
        parts.append(f"**Means.** {_text(kind.means)}\n\n**Does not mean.** Not {_text(kind.does_not_mean)}\n")
        levels = [level.value if level else f"as the {kind.chooser} says" for level in (kind.stated, kind.possible)]
        parts.append(f"**Calls for.** Where stated: {levels[0]}. Where possible: {levels[1]}.\n")
        if kind.travels is not Travels.NOT:
            parts.append("It goes with the goods along the chain.\n")
    return "\n".join(parts)


def _name(function: str) -> str:
    return function.replace("_", " ")


def _limits() -> str:
    reference = Reference.bundled()
    parts = ["# Limits of the lists\n", MADE, NO_CLEARANCE + "\n"]
    for table in overview(reference, newest_day(reference, ())):
        if not table.gaps and not table.blind_spots:
            continue
        parts.append(f"## {table.title}\n\n`{table.name}`, data of {table.data_date}, {table.completeness}\n")
        parts.extend(f"* Known to lack: {_text(gap)}" for gap in table.gaps)
        parts.extend(f"* Does not say: {_text(spot)}" for spot in table.blind_spots)
        parts.append("")
    return "\n".join(parts)


def _api() -> str:
    parts = [
        "# API reference\n",
        "Public is what `import supplychain_risk as scr` gives under a name that stands on this page, its parameters "
        "and results, the exit codes and `--json` of the command line, and `report.json` by its schema. All else may "
        "change in any release; importing deeper names works and is not promised.\n",
    ]
    for name in sorted(scr.__all__, key=str.casefold):
        if name == "__version__":
            parts.append("## `scr.__version__`\n\nThe version of the package, a text.\n")
        elif name in MODULES:
            parts.append(f"## `scr.{name}`\n\n::: {MODULES[name]}\n    options:\n      show_root_heading: false\n")
        else:
            value = getattr(scr, name)
            parts.append(f"## `scr.{name}`\n\n::: {value.__module__}.{value.__qualname__}\n")
    return "\n".join(parts)


def public_names() -> Iterator[tuple[str, object]]:
    """Every name that the API page tells of, with what it is."""
    for address in re.findall(r"^::: (\S+)$", _api(), re.MULTILINE):
        if address in MODULES.values():
            yield address, importlib.import_module(address)
        else:
            module, _, name = address.rpartition(".")
            yield address, getattr(importlib.import_module(module), name)


def nav() -> list[dict[str, object]]:
    """The contents of the site: every page of `docs/` once, and every page that is made."""
    laws = [{law.title: f"method/law-{law.id.replace('_', '-')}.md"} for law in LAWS]
    factors = [{f"Factor: {factor.title}": f"method/factor-{factor.id}.md"} for factor in FACTORS]
    return [
        {"Home": "index.md"},
        {"Tutorial": "tutorial.md"},
        {
            "How to": [
                {"Answer what could not be read": "fixing-input.md"},
                {"Rule on matches": "dispositions.md"},
                {"Share out the work": "tasks.md"},
                {"Bring a list of your own": "user-lists.md"},
                {"Verify, compare and sign a pack": "packs.md"},
                {"Work on a local page": "desk.md"},
                {"Answer for one product": "product.md"},
                {"Ask suppliers": "asking-suppliers.md"},
                {"Fill a disclosure duty": "regimes.md"},
                {"Make a dossier for CBP": "dossier.md"},
                {"Screen on Spark": "spark.md"},
                {"Run it every week, in a pipeline, in a warehouse": "examples.md"},
            ]
        },
        {
            "The method": [
                {"The method": "method/index.md"},
                *factors,
                *laws,
                {"The network as a whole": "network.md"},
                {"Amounts, days and documents": "plausibility.md"},
                {"Worked examples": "worked-examples.md"},
                {"Back-test": "method-backtest.md"},
                {"Limits of the lists": "limits.md"},
            ]
        },
        {
            "Reference": [
                {"Findings by code": "findings.md"},
                {"Reading sheets": "reading-sheets.md"},
                {"What product texts are read as": "resolving.md"},
                {"Name matching": "name-matching.md"},
                {"The page": "page.md"},
                {"The workbook": "workbook.md"},
                {"Limits, and what attacks were tried": "reliability.md"},
                {"The report document": "report-schema.md"},
                {"API": "public-api.md"},
                {"Glossary": "glossary.md"},
            ]
        },
        {
            "Project": [
                {"Architecture": "architecture.md"},
                {"Contributing": "contributing.md"},
                {"Security": "security.md"},
                {"Changelog": "changelog.md"},
            ]
        },
    ]


FENCE = re.compile(r"^( *```[\w-]+) .*$", re.MULTILINE)
OUTSIDE = re.compile(r"\[([^\]]*)\]\((?:\.\./[^)]*|(?:SECURITY|CHANGELOG|CONTRIBUTING)\.md|examples/[^)]*)\)")
OWN = {"SECURITY.md": "security.md", "CHANGELOG.md": "changelog.md", "CONTRIBUTING.md": "contributing.md"}


def for_the_site(markdown: str) -> str:
    """A page as mkdocs takes it: fences without info words, and no link to what only the repository has."""

    def link(found: re.Match[str]) -> str:
        target = found[0].rpartition("(")[2].rstrip(")").removeprefix("../")
        return f"[{found[1]}]({OWN[target]})" if target in OWN else found[1]

    return OUTSIDE.sub(link, FENCE.sub(r"\1", markdown))
