"""What a run as of an earlier day cannot know is said in the report's limits."""

import pytest
from screened import screened

SHEET = "Supplier name,Country,Product\nAlpha,China,Cotton\n"


@pytest.mark.parametrize(
    ("as_of", "said", "not_said"),
    [
        ("2013-06-30", ["Executive Order 13126", "No Trafficking in Persons report", "list of goods"], []),
        (
            "2019-12-31",
            ["2019, is in the tables in part", "ILO-Walk Free"],
            ["Executive Order 13126 list is", "No edition"],
        ),
        ("2021-06-30", ["Orders are rebuilt"], ["in the tables in part", "No edition"]),
        ("2023-06-30", ["KnowTheChain benchmark", "Orders are rebuilt"], ["No edition", "ILO-Walk Free"]),
        ("2026-06-30", [], ["not yet known", "Orders are rebuilt", "No edition", "in part"]),
    ],
)
def test_limits_of_an_earlier_day(as_of, said, not_said):
    limits = " ".join(screened(SHEET, as_of).document.about.limits)
    assert [words for words in said if words not in limits] == []
    assert [words for words in not_said if words in limits] == []
