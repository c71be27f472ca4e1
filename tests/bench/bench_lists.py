"""What importing a list costs, and preparing to screen against it, at 10,000 and 100,000 made-up entities.

python tests/bench/bench_lists.py [entities ...] [--formats simple-csv,ftm,html,xlsx,csv,names]

Each import and each index runs in a process of its own; times are processor time, memory is the peak of that process.
Run it from the root of the repository.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from made_names import MANY, company

COUNTRIES = ("cn", "cn", "cn", "ru", "gb-sct", "suhh", "us-ca", "de", "my", "")
TOLD = "\nimport resource\nu = resource.getrusage(resource.RUSAGE_SELF)\nprint(u.ru_utime + u.ru_stime, u.ru_maxrss)"
IMPORT = (
    "from datetime import date\nfrom supplychain_risk.lists import import_list\n"
    "done = import_list(path, to=out, name='made', today=date(2026, 11, 29))\nprint(done.entries, len(done.problems))"
)
INDEX = (
    "from supplychain_risk.assess.screening import Screening\n"
    "index = Screening.prepare(as_of='2026-11-29', lists=[out]).index\nprint(len(index.match('Acme Mills')))"
)


def entities(count: int) -> Iterator[tuple[str, str, str, str, str]]:
    """(id, name, alias, country, day) of invented companies, no two with the same id."""
    rng = random.Random(20261129)
    for number in range(count):
        one = company(rng, MANY)
        day = f"20{rng.randrange(18, 27)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
        name = f"{one.english()} No. {number}" if rng.random() < 0.2 else one.english()
        yield f"NK-{number}", name, one.han(), rng.choice(COUNTRIES), min(day, "2026-11-01")


def simple_csv(path: Path, count: int) -> None:
    """OpenSanctions' targets.simple.csv."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        heads = "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,program_ids"
        writer.writerow([*heads.split(","), "dataset", "first_seen", "last_seen", "last_change"])
        for own, name, alias, country, day in entities(count):
            row = [own, "Company", name, alias, "", country, f"{own} Road", "", "made up", "", "", "X"]
            writer.writerow([*row, "made", day, "2026-11-01", day])


def ftm(path: Path, count: int) -> None:
    """FollowTheMoney, an entity a line."""
    with path.open("w", encoding="utf-8") as file:
        for own, name, alias, country, day in entities(count):
            properties = {"name": [name], "alias": [alias], "country": [country] if country else []}
            entity = {"id": own, "caption": name, "schema": "Company", "properties": properties, "target": True}
            file.write(json.dumps(entity | {"datasets": ["made"], "first_seen": day}, ensure_ascii=False) + "\n")


def html(path: Path, count: int) -> None:
    """A saved page with one table."""
    with path.open("w", encoding="utf-8") as file:
        file.write("<!doctype html><html><body><table><tr><th>Name of Entity</th><th>Country</th><th>Date</th></tr>")
        for _, name, alias, country, day in entities(count):
            file.write(f"<tr><td>{escape(name)} (also known as {alias})</td><td>{country}</td><td>{day}</td></tr>\n")
        file.write("</table></body></html>")


def plain_csv(path: Path, count: int) -> None:
    """A table as users make it, with a total below."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Company", "Other names", "Country", "Date listed"])
        for _, name, alias, country, day in entities(count):
            writer.writerow([name, alias, country, day])
        writer.writerow([f"Total: {count}", "", "", ""])


def names_alone(path: Path, count: int) -> None:
    """A table of names and countries."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Company", "Country"])
        writer.writerows([name, country] for _, name, _, country, _ in entities(count))


def xlsx(path: Path, count: int) -> None:
    """The same as a workbook."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Company", "Other names", "Country", "Date listed"])
        for number, (_, name, alias, country, day) in enumerate(entities(count), start=1):
            sheet.write_row(number, 0, [name, alias, country, day])


FORMATS: dict[str, tuple[str, Callable[[Path, int], None]]] = {
    "simple-csv": ("targets.simple.csv", simple_csv),
    "ftm": ("entities.ftm.json", ftm),
    "html": ("page.html", html),
    "xlsx": ("list.xlsx", xlsx),
    "csv": ("list.csv", plain_csv),
    "names": ("names.csv", names_alone),
}
INDEXED = ("csv", "names")
"""Formats whose list is also read and indexed: entities with two names each, and with one."""


def run(code: str, path: Path, out: Path) -> tuple[str, float, float]:
    """What a job prints, its processor time in seconds and its peak memory in MiB."""
    text = f"path, out = {str(path)!r}, {str(out)!r}\n{code}{TOLD}"
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
    said, figures = done.stdout.strip().rsplit("\n", 1)
    seconds, memory = map(float, figures.split())
    return said, seconds, memory / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("entities", nargs="*", type=int, default=[10_000, 100_000])
    parser.add_argument("--formats", default=",".join(FORMATS))
    chosen = parser.parse_args()
    print(f"{'entities':>9}  {'job':<28}{'s':>8}{'MiB':>8}  entries, problems")
    for count in chosen.entities:
        with tempfile.TemporaryDirectory() as folder:
            for name in chosen.formats.split(","):
                file, make = FORMATS[name]
                path, out = Path(folder) / file, Path(folder) / f"lists-{name}"
                make(path, count)
                said, seconds, memory = run(IMPORT, path, out)
                print(f"{count:>9,}  {'import ' + name:<28}{seconds:8.1f}{memory:8.0f}  {said}")
                if name in INDEXED:
                    _, seconds, memory = run(INDEX, path, out)
                    print(f"{count:>9,}  {f'read and index {name}':<28}{seconds:8.1f}{memory:8.0f}")


if __name__ == "__main__":
    main()
