"""pinyin_syllables: the syllables that pypinyin gives to any character, with their Wade-Giles spelling.

`listed_readings` says how what the bundled lists have in Han is read, so that no run need import the package for them;
build it after the lists. A test says where a reading is missing or is another than the package gives.

pip install pypinyin==0.55.0
python tools/build_reference.py pinyin_syllables
"""

from __future__ import annotations

import re
from pathlib import Path

from common import Row

from supplychain_risk.assess import Screening
from supplychain_risk.naming.scripts import Scripts, readings_of
from supplychain_risk.reference import Reference
from supplychain_risk.resolve.text import key

SOURCE = "https://pypi.org/project/pypinyin/0.55.0/"
NO_VOWEL = re.compile(r"[^aeiouv]+")


def transform(rows: list[Row], source: Path) -> dict[str, list[Row]]:
    """The syllables, and the readings of the lists."""
    return {"pinyin_syllables": _syllables(), "listed_readings": _listed_readings()}


def _listed_readings() -> list[Row]:
    """One row per text in Han whose readings are asked for while the names of the bundled lists are indexed."""
    reference = Reference(Reference.bundled().folder)
    asked: set[str] = set()

    def noting(han: str) -> tuple[tuple[str, ...], ...]:
        asked.add(han)
        return readings_of(han)

    reference.once(Scripts).readings = noting
    Screening.prepare(reference=reference)
    return [
        {
            "id": han,
            "han": han,
            "readings": ";".join(" ".join(way) for way in readings_of(han)),
            "source_url": SOURCE,
            "confidence": "single-secondary",
        }
        for han in sorted(asked)
    ]


def _syllables() -> list[Row]:
    """One row per syllable; those without a vowel (interjections) and with a circumflex are left out."""
    from pypinyin import Style, pinyin
    from pypinyin.constants import PINYIN_DICT

    forms: dict[str, str] = {}
    for code in sorted(PINYIN_DICT):
        character = chr(code)
        plain = pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=False)[0]
        older = pinyin(character, style=Style.WADEGILES, heteronym=True, v_to_u=False)[0]
        for syllable in plain:
            forms.setdefault(syllable, "")
        if len(plain) == 1 and len(older) == 1:
            forms[plain[0]] = forms[plain[0]] or key(older[0].replace("'", "").replace("’", "")).replace(" ", "")
    return [
        {
            "id": syllable,
            "syllable": syllable,
            "wade_giles": forms[syllable],
            "source_url": SOURCE,
            "confidence": "single-secondary",
        }
        for syllable in sorted(forms)
        if syllable.isascii() and not NO_VOWEL.fullmatch(syllable)
    ]
