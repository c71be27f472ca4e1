"""Which law applies on a day, and which does not yet."""

from __future__ import annotations

from datetime import date

from supplychain_risk.reference.instruments import instruments, pending

TODAY = date(2026, 8, 3)


def ids(made):
    return {one.id for one in made}


def test_laws_that_do_not_apply_yet(reference):
    """EU 2024/3015 from 14 December 2027; Bill C-251; USTR's proposal of 2 June 2026."""
    assert ids(pending(reference, TODAY)) == {"eu-2024-3015", "ca-bill-c251", "us-301-forced-labor"}
    assert "us-301-forced-labor" not in ids(pending(reference, date(2026, 6, 1)))
    assert "us-301-forced-labor" in ids(pending(reference, date(2026, 6, 2)))
    assert "eu-2024-3015" not in ids(instruments(reference, date(2024, 1, 1))), "not known then"
    assert "eu-2024-3015" not in ids(pending(reference, date(2027, 12, 14)))


def test_a_law_between_adoption_and_its_day_is_pending(reference):
    assert "uflpa-presumption" not in ids(instruments(reference, date(2021, 12, 22)))
    assert ids(pending(reference, date(2022, 6, 20))) >= {"uflpa-presumption"}
    assert "uflpa-presumption" not in ids(pending(reference, date(2022, 6, 21)))
    assert "mx-agreement-2023" in ids(pending(reference, date(2023, 3, 1)))


def test_bans_in_force_elsewhere_are_known_and_make_no_findings(reference):
    force = {one.id: one for one in instruments(reference, TODAY) if one.status == "in force"}
    assert {"ca-tariff-9897", "mx-agreement-2023", "tariff-act-307", "tvpra-list"} <= set(force)
    assert force["ca-tariff-9897"].applies_from == date(2020, 7, 1)


def test_the_words_say_when(reference):
    said = {one.id: one.words for one in pending(reference, TODAY)}
    assert said["eu-2024-3015"].endswith("(EU), from 2027-12-14")
    assert said["us-301-forced-labor"].endswith("(US), proposed on 2026-06-02, as far as our sources of 2026-11-28 go")
