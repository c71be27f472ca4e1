"""The site has every page of the documentation once, and pages for every law, factor and public name."""

import importlib.util
import inspect
import re
from pathlib import Path

import pytest

import supplychain_risk as scr
from supplychain_risk.laws import LAWS
from supplychain_risk.reference import Reference
from supplychain_risk.risk.structural import FACTORS

ROOT = Path(__file__).parent.parent
spec = importlib.util.spec_from_file_location("site_pages", ROOT / "tools" / "site_pages.py")
site = importlib.util.module_from_spec(spec)
spec.loader.exec_module(site)


@pytest.fixture(scope="module")
def made():
    return site.pages()


def listed(nav):
    for entry in nav:
        for target in entry.values():
            yield from [target] if isinstance(target, str) else listed(target)


def test_every_page_is_in_the_contents_once(made):
    written = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    assert not written & set(made)
    assert sorted(listed(site.nav())) == sorted({*written, *made})


def test_each_law_has_a_page_with_all_its_kinds_and_each_factor_one_with_what_it_does_not_say(made):
    for law in LAWS:
        page = made[f"method/law-{law.id.replace('_', '-')}.md"]
        assert page.startswith(f"# {law.title}\n")
        assert all(f"`{kind.code}`" in page and kind.does_not_mean.replace("<", "&lt;") in page for kind in law.kinds)
        assert page.count("\n## Rule: ") == len(law.rules)
    for factor in FACTORS:
        assert "Does not say" in made[f"method/factor-{factor.id}.md"]


def test_the_limits_name_every_gap_of_every_table(made):
    reference = Reference.bundled()
    for name in reference.names():
        for gap in reference.table(name).gaps:
            assert gap.replace("<", "&lt;") in made["limits.md"], name


def test_the_api_page_has_every_public_name_and_each_is_documented(made):
    assert set(re.findall(r"^## `scr\.(\w+)`$", made["public-api.md"], re.MULTILINE)) == set(scr.__all__)
    for address, value in site.public_names():
        assert inspect.getdoc(value), address


def test_pages_are_put_as_mkdocs_takes_them():
    page = "```csv parts.csv\na\n```\n[x](../tests/y.csv) [log](CHANGELOG.md) [in](packs.md#a) [other](https://a.org/../b)\n"
    assert site.for_the_site(page) == (
        "```csv\na\n```\nx [log](changelog.md) [in](packs.md#a) [other](https://a.org/../b)\n"
    )


def test_the_site_asks_no_other_host():
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert "font: false" in config
    assert "inventories: []" in config
    assert not re.search(r"extra_(?:javascript|css)|google|analytics", config.replace("docstring_style: google", ""))
