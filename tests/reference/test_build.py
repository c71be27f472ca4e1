"""The builder: the bundled tables are what it makes from the committed sources, byte for byte, every time."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from supplychain_risk.reference import Reference

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "tools" / "tables" / "sources"
TABLES = sorted(p.stem for p in SOURCES.glob("*.csv") if (SOURCES.parent / f"{p.stem}.toml").exists())


@pytest.fixture(scope="module")
def builder():
    spec = importlib.util.spec_from_file_location("build_reference", ROOT / "tools" / "build_reference.py")
    module = importlib.util.module_from_spec(spec)
    before = list(sys.path)
    spec.loader.exec_module(module)
    yield module
    sys.path[:] = before


def content(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("name", TABLES)
def test_a_rebuilt_table_has_the_same_bytes(builder, reference, tmp_path, name):
    built = content(builder.build(name, out=tmp_path / "one"))
    assert built == content(builder.build(name, out=tmp_path / "two"))
    assert built == content(reference.folder / name), "run tools/build_reference.py and commit what it writes"


@pytest.fixture
def tiny(builder, tmp_path, monkeypatch):
    """A table of two rows with its description, and a way to build it."""
    tables = tmp_path / "tables"
    (tables / "sources").mkdir(parents=True)
    monkeypatch.setattr(builder, "TABLES", tables)
    about = "\n".join(f'{key} = "x"' for key in builder.REQUIRED if key not in ("licenses", "sources", "fields"))
    about = about.replace('data_date = "x"', 'data_date = "2026-01-01"')
    about += '\n[[licenses]]\nname = "CC0"\n[[sources]]\ntitle = "t"\n'
    about += '[fields]\nid = "id"\ncode = "code"\nsource_url = "address"\n'

    def build(csv_text, toml=about):
        (tables / "tiny.toml").write_text(toml, encoding="utf-8")
        source = tmp_path / "new.csv"
        source.write_text(csv_text, encoding="utf-8")
        return builder.build("tiny", source, out=tmp_path / "out")

    build.about = about
    return build


def test_a_table_is_a_csv_and_its_description(tiny):
    folder = tiny("id,code,source_url\na, 0801 ,https://x.org\nb,NA,https://x.org\n")
    rows = Reference.at(folder.parent).table("tiny").rows
    assert [row["code"] for row in rows] == ["0801", "NA"], "text stays text, blanks around it go"


@pytest.mark.parametrize(
    ("csv_text", "complaint"),
    [
        ("id,code,source_url\na,1,https://x.org\na,2,https://x.org\n", "ids used twice: a"),
        ("id,code\na,1\n", "no column source_url"),
        ("id,code,source_url,mystery\na,1,https://x.org,?\n", "columns without a description in fields: mystery"),
    ],
)
def test_a_table_nobody_could_cite_is_not_built(tiny, csv_text, complaint):
    with pytest.raises(SystemExit, match=complaint):
        tiny(csv_text)


def test_a_description_that_leaves_out_the_publisher_is_not_built(tiny):
    toml = tiny.about.replace('publisher = "x"\n', "")
    with pytest.raises(SystemExit, match="lacks: publisher"):
        tiny("id,code,source_url\na,1,https://x.org\n", toml)


@pytest.fixture(scope="module")
def common():
    spec = importlib.util.spec_from_file_location("common", ROOT / "tools" / "tables" / "common.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cobalt ore (heterogenite)", "cobalt-ore-heterogenite"),
        ("Cotton Thread/Yarn", "cotton-thread-yarn"),
        ("Açaí Berries", "acai-berries"),
        ("  Brazil Nuts/Chestnuts ", "brazil-nuts-chestnuts"),
    ],
)
def test_slugs(common, text, expected):
    assert common.slug(text) == expected
    assert common.slug(expected) == expected


def test_country_codes(common):
    """CLDR code mappings; Kosovo's XKX is the user-assigned code of the source tables."""
    assert [common.alpha2(code) for code in ("NAM", "CHN", "COD", "COG", "XKX")] == ["NA", "CN", "CD", "CG", "XK"]
    with pytest.raises(KeyError):
        common.alpha2("XXX")
