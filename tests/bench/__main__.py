"""Time, memory and size of the main job as the list grows, as ratios against a baseline of the same run.

python -m tests.bench [--rows 1000,20000] [--json FILE]

Run it from the root of the repository. The baseline of `load` is calamine reading the same file; that of the whole job
is calamine reading it and XlsxWriter writing the same cells. Each job runs in a process of its own; times are
processor time, memory is the peak of that process.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

COUNTRIES = ["China", "Viet Nam", "Bangladesh", "Türkiye", "Turkmenistan", "Portugal", "USA", "Namibia", "", "Germany"]
SECTORS = ["Apparel", "Textiles", "Electronics", "Agriculture", "Mining", "Chemicals", ""]
GOODS = [("Cotton", "5201.00"), ("T-shirts", "6109.10"), ("Solar cells", "8541.42"), ("Tomatoes", "0702.00"), ("", "")]
HEADINGS = (
    *("Supplier ID", "Supplier name", "Country", "State/Province", "City", "Address", "Sector", "Product"),
    *("HS code", "Spend (USD)", "Share", "Tier", "Supplies to", "Audit date", "Remarks"),
)

JOBS = {
    "calamine reads": (
        "from python_calamine import CalamineWorkbook as W\nW.from_path(path).get_sheet_by_index(0).to_python()"
    ),
    "calamine reads, XlsxWriter writes": (
        "from python_calamine import CalamineWorkbook as W\nimport xlsxwriter\n"
        "rows = W.from_path(path).get_sheet_by_index(0).to_python()\n"
        "with xlsxwriter.Workbook(out + '/x.xlsx') as b:\n"
        "    s = b.add_worksheet()\n"
        "    for r, row in enumerate(rows):\n"
        "        for c, v in enumerate(row):\n"
        "            s.write_string(r, c, v) if isinstance(v, str) else s.write_number(r, c, v)"
    ),
    "all of it": "import supplychain_risk as scr\nscr.screen(scr.load(path), as_of='2026-06-30').write(out)",
    "load": "import supplychain_risk as scr\nscr.load(path)",
    "load, screen": "import supplychain_risk as scr\nscr.screen(scr.load(path), as_of='2026-06-30')",
    "load, screen, json + xlsx": (
        "import supplychain_risk as scr\nscr.screen(scr.load(path), as_of='2026-06-30').write(out, ['json', 'xlsx'])"
    ),
    "load, screen, json": (
        "import supplychain_risk as scr\nscr.screen(scr.load(path), as_of='2026-06-30').write(out, ['json'])"
    ),
}
BASELINE = {"load": "calamine reads", "load, screen, json + xlsx": "calamine reads, XlsxWriter writes"}
TOLD = "\nimport resource\nu = resource.getrusage(resource.RUSAGE_SELF)\nprint(u.ru_utime + u.ru_stime, u.ru_maxrss)"


def make(path: Path, rows: int) -> None:
    """A list of as many suppliers, 15 columns, four tiers."""
    import xlsxwriter

    rng = random.Random(20260630)
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        for i in range(rows):
            good, code = rng.choice(GOODS)
            buyer = f"S{rng.randrange(i)}" if i > 50 and rng.random() < 0.4 else ""
            sheet.write_row(
                i + 1,
                0,
                (
                    *(f"S{i}", f"{rng.choice('ABCDEFGH')}{i} Trading Co., Ltd.", rng.choice(COUNTRIES), "", "Port"),
                    *(f"No. {i} Industrial Road", rng.choice(SECTORS), good, code, rng.randrange(10_000, 900_000)),
                    *("", rng.randrange(1, 5), buyer, f"2025-{rng.randrange(1, 13):02}-11", f"note {i % 97}"),
                ),
            )


def run(job: str, path: Path, out: Path) -> tuple[float, float]:
    """Processor time in seconds and peak memory in MiB of a job in a process of its own."""
    code = f"path, out = {str(path)!r}, {str(out)!r}\n{JOBS[job]}{TOLD}"
    done = _alone(code)
    seconds, memory = done.stdout.split()[-2:]
    return float(seconds), float(memory) / 1024


def _alone(code: str) -> subprocess.CompletedProcess[str]:
    """Code in a process of its own, with the modules compiled as pip leaves them."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", default="1000,20000")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    results = []
    print(f"{'rows':>9}  {'job':<36}{'s':>8}{'ratio':>8}{'MiB':>8}{'ms/row':>9}{'kB/supplier':>13}")
    for rows in map(int, chosen.rows.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "suppliers.xlsx"
            make(path, rows)
            seconds = {}
            for job in (job for job in JOBS if job != "all of it"):
                seconds[job], memory = run(job, path, Path(folder))
                ratio = seconds[job] / seconds[BASELINE[job]] if job in BASELINE else None
                report = Path(folder) / "report.json"
                size = report.stat().st_size / rows / 1000 if job == "load, screen, json" else None
                each = seconds[job] / rows * 1000
                told = f"{ratio:8.1f}" if ratio else " " * 8
                print(
                    f"{rows:>9,}  {job:<36}{seconds[job]:8.2f}{told}{memory:8.0f}{each:9.3f}"
                    + (f"{size:13.2f}" if size else "")
                )
                results.append(
                    {"rows": rows, "job": job, "seconds": seconds[job], "ratio": ratio, "mib": memory, "kb": size}
                )
    compileall.compile_dir("supplychain_risk", quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder) / "suppliers.xlsx", 50)
        second, memory = run("all of it", Path(folder) / "suppliers.xlsx", Path(folder))
        print(f"{50:>9}  {'load, screen, all formats, cold start':<36}{second:8.2f}{'':8}{memory:8.0f}")
    for words in (["--help"], ["match", "Example Mills"]):
        code = (
            f"import runpy, sys\nsys.argv = {['supplychain-risk', *words]!r}\n"
            f"try:\n    runpy.run_module('supplychain_risk', run_name='__main__')\nexcept SystemExit:\n    pass{TOLD}"
        )
        second, memory = map(float, _alone(code).stdout.split()[-2:])
        print(f"{'':>9}  {' '.join(words) + ', from a cold start':<36}{second:8.2f}{'':8}{memory / 1024:8.0f}")
    if chosen.json:
        chosen.json.write_text(json.dumps(results, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
