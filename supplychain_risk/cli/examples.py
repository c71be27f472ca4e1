"""Examples of every command, as its `--help` shows them; a test runs them in this order, in one folder.

They work as printed on the example workbook that `supplychain-risk template vendors.xlsx --example` writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """A line for the shell, a word on it where it does not explain itself, and the code it exits with."""

    line: str
    what: str = ""
    exits: int = 0
    serves: bool = False
    """Whether it goes on until Ctrl-C."""


EXAMPLES: Mapping[str, tuple[Example, ...]] = {
    "template": (
        Example("supplychain-risk template suppliers.xlsx"),
        Example("supplychain-risk template vendors.xlsx --example", "An invented chain to try the other commands on."),
    ),
    "": (
        Example("supplychain-risk template first.xlsx --example", "An invented chain; or take a workbook of yours."),
        Example("supplychain-risk screen first.xlsx --out first-audit", "Then open first-audit/report.html."),
    ),
    "check": (
        Example("supplychain-risk check vendors.xlsx"),
        Example("supplychain-risk check vendors.xlsx --fix-it fixes.xlsx", "The cells that need a person's answer."),
        Example("supplychain-risk check vendors.xlsx --write-mapping mapping.toml"),
    ),
    "screen": (
        Example('supplychain-risk screen vendors.xlsx --company "Larkfield Outdoor" --out audit'),
        Example("supplychain-risk screen vendors.xlsx --as-of 2026-05-31 --out audit-may --quiet"),
        Example("supplychain-risk screen vendors.xlsx --fixes fixes.xlsx --mapping mapping.toml --out audit-fixed"),
        Example(
            "supplychain-risk screen vendors.xlsx --since audit-may --out audit-june",
            "What is new since the report in audit-may stands first.",
        ),
        Example(
            "supplychain-risk screen vendors.xlsx --fail-on hold --out audit-gate",
            "For pipelines: exits with 1, as some suppliers call for hold.",
            exits=1,
        ),
    ),
    "match": (
        Example('supplychain-risk match "Hetian Taida Apparel" --country China'),
        Example(
            "printf 'Hetian Taida Apparel\\nBluebell Mills\\n' | supplychain-risk match --from - --fail-on listed",
            "A name per line from another program; exits with 1, as one of them is listed.",
            exits=1,
        ),
        Example(
            "printf 'name,country\\nBluebell Mills,Peru\\n' > names.csv",
            "A file of names may say each one's country.",
        ),
        Example("supplychain-risk match --from names.csv --json"),
    ),
    "explain": (
        Example("supplychain-risk explain audit V-201"),
        Example('supplychain-risk explain audit/report.json "Tarim Dawn Ginning Factory"'),
    ),
    "what-if": (
        Example("supplychain-risk what-if vendors.xlsx --drop V-202"),
        Example(
            'supplychain-risk what-if vendors.xlsx --replace "V-103=Serra Malhas;country=Portugal" --country V-206=TM'
        ),
    ),
    "diff": (
        Example("supplychain-risk diff audit-may audit-june"),
        Example(
            "supplychain-risk diff audit-may audit-june --input vendors.xlsx --out changes.html",
            "With the inputs, what each change comes of is worked out.",
        ),
    ),
    "verify": (
        Example("supplychain-risk verify audit"),
        Example("supplychain-risk verify audit vendors.xlsx", "Screens anew and compares byte by byte."),
    ),
    "dossier": (Example("supplychain-risk dossier audit --product Garments --out dossier-garments"),),
    "ask": (
        Example("supplychain-risk ask vendors.xlsx --out questions", "Whom to ask first, and a workbook for each."),
    ),
    "app": (Example("supplychain-risk app my-folder", "Goes on until Ctrl-C.", serves=True),),
    "regime": (Example("supplychain-risk regime list"),),
    "regime list": (Example("supplychain-risk regime list --as-of 2026-06-30"),),
    "regime show": (Example("supplychain-risk regime show US-UFLPA-APPL"),),
    "regime coverage": (Example("supplychain-risk regime coverage audit --out coverage.xlsx"),),
    "regime questions": (Example("supplychain-risk regime questions audit --out answers.toml"),),
    "regime fill": (
        Example("supplychain-risk regime fill US-UFLPA-APPL audit --answers answers.toml --out uflpa.docx"),
    ),
    "regime verify": (Example("supplychain-risk regime verify uflpa.docx audit --answers answers.toml"),),
    "reference": (Example("supplychain-risk reference list"),),
    "reference list": (Example("supplychain-risk reference list --as-of 2026-06-30"),),
    "reference show": (
        Example("supplychain-risk reference show uflpa_entities --where Huafu"),
        Example("supplychain-risk reference show cbp_orders --limit 3 --json"),
    ),
    "reference import": (
        Example("printf 'name,country\\nBluebell Mills,Peru\\n' > watchlist.csv", "Or a list that you have."),
        Example('supplychain-risk reference import watchlist.csv --licence "our own" --date 2026-06-01'),
        Example("supplychain-risk match 'Bluebell Mills' --lists supplychain_risk_lists"),
    ),
    "reference diff": (
        Example("printf 'name,country\\nBluebell Mills,Peru\\nHarebell Mills,Peru\\n' > watchlist-june.csv"),
        Example("supplychain-risk reference diff watchlist.csv watchlist-june.csv"),
    ),
    "reference validate": (
        Example("supplychain-risk reference validate supplychain_risk_lists"),
        Example("supplychain-risk reference validate", "The tables that came with the package."),
    ),
}
"""By the words behind the program's name."""
