"""name_weights: how many names of the lists and of real supplier lists have a word.

    python tools/build_reference.py name_weights --source FOLDER_OF_SUPPLIER_LISTS

Build company_places, company_words and legal_forms before.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from common import Row, slug

import supplychain_risk as scr
from supplychain_risk.errors import InputError
from supplychain_risk.naming.names import NameReader
from supplychain_risk.reference import Reference
from supplychain_risk.reference.entities import listed_entities
from supplychain_risk.resolve.text import key

SOURCE = "https://www.dhs.gov/uflpa-entity-list"
LEAST = 2
LOST = "?"
"""Stands in a file for a letter that its encoding did not have."""


def transform(rows: list[Row], source: Path) -> list[Row]:
    """Counts over distinct normalized names."""
    reference = Reference.bundled()
    names: dict[str, str] = {}
    listed: set[str] = set()
    for entity in listed_entities(reference, date.max):
        for name in (entity.name, *entity.aliases, entity.name_zh):
            names.setdefault(key(name), name)
            listed.add(key(name))
    for file in sorted(path for path in source.iterdir() if path.name != "MANIFEST.csv"):
        try:
            network = scr.load(file, reference=reference)
        except InputError as error:
            print(f"{file.name} is left out: {error}")
            continue
        for supplier in network.suppliers.values():
            for text in (supplier.name, *(named.text for named in supplier.names)):
                names.setdefault(key(text), text)
    names.pop("", None)
    reader = NameReader(reference)
    counts: Counter[tuple[str, str]] = Counter()
    in_pinyin = 0
    for mark, text in names.items():
        name = reader.read(text)
        found = {("concept", part.value) for part in name.parts if part.kind in ("industry", "activity", "branch")}
        # a listed brand with many subsidiaries on the list is not common for that, nor is a letter that was lost a word
        if mark not in listed and LOST not in text:
            found |= {("word", part.text) for part in name.parts if part.kind == "brand"}
        found |= {("syllable", syllable) for syllable in name.syllables}
        counts.update(found)
        in_pinyin += bool(name.syllables)
    kept = sorted((kind, form, count) for (kind, form), count in counts.items() if count >= LEAST)
    return [
        {
            "id": f"{kind}-{slug(form) or form.encode('utf-8').hex() or 'names'}",
            "kind": kind,
            "form": form,
            "names": str(count),
            "source_url": SOURCE,
            "confidence": "derived",
        }
        for kind, form, count in [("all", "", len(names)), ("all", "syllable", in_pinyin), *kept]
    ]
