"""The lowest version of each library that `pyproject.toml` allows, as constraints for pip.

python tools/lowest_versions.py [EXTRA ...] > lowest.txt
pip install -c lowest.txt '.[EXTRA,...]'

What the libraries themselves need is left to pip: it takes the newest that goes with them.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parents[1] / "pyproject.toml"
_REQUIREMENT = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?>=(?P<version>[0-9.]+)")


def lowest(extras: list[str]) -> list[str]:
    """A line `name==version` for each library that is required, and for those of the extras.

    Raises:
        SystemExit: an extra there is not, or a requirement that states no lowest version.
    """
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    optional = project["optional-dependencies"]
    unknown = [extra for extra in extras if extra not in optional]
    if unknown:
        sys.exit(f"{PROJECT.name} has no extra {', '.join(unknown)}; it has {', '.join(optional)}")
    found = {}
    for requirement in [*project["dependencies"], *(one for extra in extras for one in optional[extra])]:
        match = _REQUIREMENT.fullmatch(requirement)
        if match is None:
            sys.exit(f"{PROJECT.name}: '{requirement}' states no lowest version; write it as name>=version")
        found[match["name"]] = match["version"]
    return [f"{name}=={version}" for name, version in sorted(found.items())]


if __name__ == "__main__":
    print("\n".join(lowest(sys.argv[1:])))
