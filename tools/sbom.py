"""The bill of materials of an installation as CycloneDX 1.5 JSON: `python tools/sbom.py sbom.json`.

It lists every library that the package and its extras for users lead to, as installed here, with version and licence as
the library's metadata states them. Equal installations give equal bytes: it bears no time and no serial number.

To look the libraries up in a database of known vulnerabilities, which needs a network:

    pip install pip-audit && pip-audit --requirement <(pip freeze --exclude-editable)
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
EXTRAS = ("docs", "parquet", "pdf", "sign")


def canonical(name: str) -> str:
    """A name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def libraries() -> dict[str, importlib.metadata.Distribution]:
    """Every installed library that the project's requirements lead to, by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    texts = [*project["dependencies"], *(r for extra in EXTRAS for r in project["optional-dependencies"][extra])]
    found: dict[str, importlib.metadata.Distribution] = {}
    waiting = [(Requirement(text), ("",)) for text in texts]
    while waiting:
        requirement, wanted = waiting.pop()
        name = canonical(requirement.name)
        if requirement.marker and not any(requirement.marker.evaluate({"extra": one}) for one in (*wanted, "")):
            continue
        if name in found and not requirement.extras:
            continue
        try:
            found[name] = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            print(f"{name} is not installed here and is left out", file=sys.stderr)
            continue
        waiting += [(Requirement(text), tuple(requirement.extras) or ("",)) for text in found[name].requires or ()]
    return found


def component(name: str, library: importlib.metadata.Distribution) -> dict[str, Any]:
    """What the bill says of one library."""
    about = library.metadata
    told: dict[str, Any] = {
        "type": "library",
        "bom-ref": f"pkg:pypi/{name}@{library.version}",
        "name": name,
        "version": library.version,
        "purl": f"pkg:pypi/{name}@{library.version}",
    }
    stated = [one.rpartition(" :: ")[2] for one in about.get_all("Classifier") or () if one.startswith("License ::")]
    if expression := about.get("License-Expression"):
        told["licenses"] = [{"expression": expression}]
    elif stated or about.get("License"):
        names = stated or [str(about.get("License")).splitlines()[0]]
        told["licenses"] = [{"license": {"name": one}} for one in names]
    return told


def bill() -> dict[str, Any]:
    """The whole bill."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": f"pkg:pypi/{project['name']}@{project['version']}",
                "name": project["name"],
                "version": project["version"],
                "licenses": [{"license": {"id": project["license"]}}],
            }
        },
        "components": [component(name, library) for name, library in sorted(libraries().items())],
    }


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Say where to write it: python tools/sbom.py sbom.json")
    Path(sys.argv[1]).write_text(json.dumps(bill(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
