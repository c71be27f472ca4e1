"""ILAB's list, its downstream goods and the Executive Order 13126 list, as of a day.

Sources: ILAB, Sweat & Toil app data (2022 edition); Thompson Hine and Kelley Drye on the changes of 5 September 2024;
FR Doc. 2019-05360 and FR Doc. 2024-18767 (Executive Order 13126).
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychain_risk.reference import Reference
from supplychain_risk.reference.goods import downstream_goods, eo13126, ilab_listings
from supplychain_risk.reference.overview import is_verified

BUNDLED = Reference.bundled()
IN_2023 = date(2023, 6, 30)
IN_2026 = date(2026, 1, 1)


def pairs(listings):
    return {(listing.country, listing.commodity) for listing in listings}


def the(listings, country, commodity):
    found = [x for x in listings if (x.country, x.commodity) == (country, commodity)]
    assert len(found) == 1, found
    return found[0]


def test_the_2022_edition_is_complete(reference):
    """dol.gov: 159 goods and 78 countries; 467 line items, of which 10 are downstream goods."""
    listings = ilab_listings(reference, IN_2023)
    assert len(listings) == len(pairs(listings)) == 467 - 10
    assert len({x.commodity for x in listings}) == 159
    assert len({x.country for x in listings}) == 78
    assert sum(x.forced_labor for x in listings) == 121


def test_the_2024_edition_as_far_as_it_could_be_read(reference):
    listings = ilab_listings(reference, IN_2026)
    assert len(listings) == len(pairs(listings)) == 457 - 4 + 13
    assert sum(x.forced_labor for x in listings) == 133
    assert len({x.country for x in listings}) == 79


@pytest.mark.parametrize(
    ("country", "commodity"), [("TH", "shrimp"), ("AR", "blueberries"), ("KH", "salt"), ("MN", "fluorspar-mineral")]
)
def test_listings_removed_in_2024_stood_until_the_day_before(reference, country, commodity):
    """Thompson Hine, September 2024: the four removals of the edition of 5 September 2024."""
    assert (country, commodity) in pairs(ilab_listings(reference, IN_2023))
    assert (country, commodity) in pairs(ilab_listings(reference, date(2024, 9, 4)))
    assert (country, commodity) not in pairs(ilab_listings(reference, date(2024, 9, 5)))
    assert (country, commodity) not in pairs(ilab_listings(reference, IN_2026))


@pytest.mark.parametrize(
    ("country", "commodity"),
    [
        ("CN", "aluminum"),
        ("CN", "polyvinyl-chloride"),
        ("CN", "squid"),
        ("ID", "nickel"),
        ("IN", "shrimp"),
        ("MU", "garments"),
    ],
)
def test_listings_added_in_2024_begin_then(reference, country, commodity):
    """Kelley Drye, Jakarta Post, Southern Shrimp Alliance, September 2024."""
    assert (country, commodity) not in pairs(ilab_listings(reference, date(2024, 9, 4)))
    assert the(ilab_listings(reference, IN_2026), country, commodity).forced_labor


def test_a_flag_that_changed_is_read_as_of_the_day(reference):
    """Cobalt from DR Congo and garments from Burma became forced-labor listings; garments from Vietnam lost a flag."""
    before, after = ilab_listings(reference, IN_2023), ilab_listings(reference, IN_2026)
    cobalt = "cobalt-ore-heterogenite"
    assert (the(before, "CD", cobalt).forced_labor, the(after, "CD", cobalt).forced_labor) == (False, True)
    assert (the(before, "MM", "garments").forced_labor, the(after, "MM", "garments").forced_labor) == (False, True)
    vietnam = the(before, "VN", "garments"), the(after, "VN", "garments")
    assert [x.forced_child_labor for x in vietnam] == [True, False]
    assert vietnam[0].child_labor == vietnam[1].child_labor
    assert vietnam[0].forced_labor == vietnam[1].forced_labor


@pytest.mark.parametrize(
    ("day", "pairs_listed", "goods", "countries"),
    [  # days: 81 FR 67392, 83 FR 47644, FR Doc. 2020-21759, Mayer Brown; counts: the department's own data
        (date(2016, 9, 29), 0, 0, 0),
        (date(2016, 9, 30), 379, 139, 75),
        (date(2018, 9, 19), 379, 139, 75),
        (date(2018, 9, 20), 418, 149, 76),
        (date(2020, 9, 29), 418, 149, 76),
        (date(2020, 9, 30), 437, 156, 78),
        (date(2021, 6, 23), 437, 156, 78),
        (date(2021, 6, 24), 438, 157, 78),
        (date(2022, 9, 27), 438, 157, 78),
        (date(2022, 9, 28), 457, 159, 78),
    ],
)
def test_each_edition_stands_until_the_next(reference, day, pairs_listed, goods, countries):
    listings = ilab_listings(reference, day)
    assert len(listings) == pairs_listed
    assert (len({x.good for x in listings}), len({x.country for x in listings})) == (goods, countries)


def test_since_which_edition_a_pair_is_listed(reference):
    listings = ilab_listings(reference, IN_2026)
    assert the(listings, "CN", "cotton").since_edition == 2016
    assert (the(listings, "ID", "nickel").since_edition, the(listings, "ID", "nickel").edition_year) == (2024, 2024)
    assert the(listings, "CD", "cobalt-ore-heterogenite").since_edition == 2016, "a flag changed, the pair stayed"
    assert all(x.since_edition <= x.edition_year for x in listings)


def test_words_of_earlier_editions_mean_the_goods_of_today(reference):
    """The same countries are listed under the next edition's word; palm oil became palm fruit in 2022."""
    in_2019 = pairs(ilab_listings(reference, date(2019, 6, 1)))
    assert {("BD", "jute-textiles"), ("KE", "khat-miraa-stimulant-plant"), ("MY", "palm-oil")} <= in_2019
    assert ("MY", "palm-fruit") in pairs(ilab_listings(reference, IN_2023))


@pytest.mark.parametrize(("country", "commodity"), [("ZW", "lithium"), ("ZM", "manganese")])
def test_child_labor_listings_of_2024_that_research_notes_name(reference, country, commodity):
    listing = the(ilab_listings(reference, IN_2026), country, commodity)
    assert (listing.child_labor, listing.forced_labor, listing.citation.confidence) == (True, False, "single-secondary")


@given(st.dates(min_value=date(2014, 1, 1), max_value=date(2030, 1, 1)))
def test_no_day_lists_a_pair_twice(day):
    for listings in (ilab_listings(BUNDLED, day), eo13126(BUNDLED, day)):
        assert len(listings) == len(pairs(listings))


def test_cotton_from_china_is_listed_for_forced_labor(reference):
    listing = the(ilab_listings(reference, IN_2026), "CN", "cotton")
    assert listing.forced_labor
    assert is_verified(listing.citation)
    assert listing.citation.dataset == "ilab_goods"


def test_eo13126_has_33_products_from_25_countries(reference):
    """dol.gov after the revision of 5 September 2024."""
    listings = eo13126(reference, IN_2026)
    assert len({x.good for x in listings}) == 33
    assert len({x.country for x in listings}) == 25
    assert len(listings) == 52
    assert all(x.forced_child_labor and not x.forced_labor for x in listings)


@pytest.mark.parametrize(
    ("country", "commodity", "left"),
    [
        ("UZ", "cotton", date(2019, 3, 25)),  # FR Doc. 2019-05360
        ("TH", "shrimp", date(2024, 9, 5)),  # FR Doc. 2024-18767
        ("VN", "garments", date(2024, 9, 5)),  # FR Doc. 2024-18767
    ],
)
def test_eo13126_removals(reference, country, commodity, left):
    assert (country, commodity) in pairs(eo13126(reference, date.fromordinal(left.toordinal() - 1)))
    assert (country, commodity) not in pairs(eo13126(reference, left))


def test_the_list_of_2014_had_54_rows(reference):
    assert len(eo13126(reference, date(2018, 1, 1))) == 54


def test_bricks_from_cambodia_rest_on_general_knowledge(reference):
    assert not is_verified(the(eo13126(reference, IN_2026), "KH", "bricks").citation)


def test_downstream_goods_of_2022(reference):
    """The 2022 edition had 10 downstream line items: solar (4), palm (5), lithium-ion batteries (1)."""
    listed = [x for x in downstream_goods(reference, IN_2023) if x.basis == "listed"]
    assert len(listed) == 10
    assert {(x.input_commodity, x.countries) for x in listed} == {
        ("polysilicon", ("CN",)),
        ("palm-fruit", ("ID",)),
        ("cobalt-ore-heterogenite", ("CN",)),
    }


def test_worldwide_is_no_listing_of_a_country(reference):
    goods = downstream_goods(reference, IN_2026)
    assert all((x.basis == "may contain") == (x.countries == ()) for x in goods)
    assert not any("WORLDWIDE" in x.countries for x in goods)
    solar = next(x for x in goods if x.commodity == "solar-modules")
    assert solar.as_listing("CN").good == "Solar Modules"


def test_every_good_of_every_list_is_in_the_commodities_table(reference):
    known = reference.table("commodities").by_id
    used = {x.commodity for x in ilab_listings(reference, IN_2026)} | {x.commodity for x in eo13126(reference, IN_2026)}
    used |= {c for x in downstream_goods(reference, IN_2026) for c in (x.commodity, x.input_commodity)}
    assert sorted(used - set(known)) == []
