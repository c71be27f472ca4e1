"""Totals: told by their words in many languages and by their sums; companies with such names stay."""

import pytest
from small_lists import codes, names, told

HEAD = "Supplier,Country,Material,Spend\n"
ROWS = "Alpha Textile,China,Cotton,200\nBeta Solar,India,Polysilicon,20\n"
MORE = "Gamma Mills,Peru,Cotton,80\n"
ALL = ["Alpha Textile", "Beta Solar", "Gamma Mills"]
WORDS = (
    *("Total", "Grand total", "Grand Total:", "Subtotal", "Overall Result", "Sum", "TOTAL"),
    *("Gesamt", "Gesamtergebnis", "Summe", "Zwischensumme", "Somme", "Total général", "Sous-total"),
    *("Suma", "Total general", "Soma", "Totale", "Toplam", "Genel Toplam", "Razem", "Totaal", "Celkem", "Summa"),
    *("合计", "总计", "小计", "合計", "小計", "合計:", "합계", "총계", "Итого", "Всего", "Tổng cộng", "รวม", "المجموع"),
)


@pytest.mark.parametrize("word", WORDS)
def test_a_total_is_told_by_its_word_in_the_midst_of_the_rows_and_at_the_end(csv, word):
    for text in (
        f"{HEAD}{ROWS}{word},,,220\n{MORE}",
        f"{HEAD}{ROWS}{MORE}{word},,,300\n",
        f"{HEAD}{ROWS}{MORE}{word}\n",
    ):
        result = csv(text)
        assert names(result) == ALL, text
        assert codes(result) == ["total-row"], text


@pytest.mark.parametrize(
    "label",
    ["Alpha Textile Total", "Total Alpha Textile", "Sum of Alpha Textile", "Alpha Textile 汇总", "Summe von Alpha"],
)
def test_a_total_beside_the_name_of_what_is_summed(csv, label):
    result = csv(f"{HEAD}{ROWS}{label},,,220\n{MORE}")
    assert names(result) == ALL
    assert told(result, "total-row") == [f"{label} | 220"]


def test_a_row_without_a_word_we_know_is_a_total_where_its_amount_is_the_sum_of_those_above(csv):
    assert names(csv(f"{HEAD}{ROWS}Zusammengezählt,,,220\n{MORE}")) == ALL
    assert names(csv(f"{HEAD}{ROWS},,,220\n{MORE}")) == ALL
    kept = csv(f"{HEAD}{ROWS}Zusammengezählt,,,230\n{MORE}")
    assert "Zusammengezählt" in names(kept)
    assert "total-row" not in codes(kept)


def test_sums_are_added_up_as_the_column_writes_its_numbers(csv):
    text = "Lieferant;Land;Umsatz\nA Werke;China;1.200,50\nB Werke;Indien;300,25\nAlles;;1.500,75\n"
    assert names(csv(text)) == ["A Werke", "B Werke"]
    assert names(csv(text.replace("1.500,75", "1.500,00"))) == ["A Werke", "B Werke", "Alles"]


def test_a_sum_of_a_part_of_the_rows_counts_from_the_last_row_that_was_one(csv):
    text = f"{HEAD}{ROWS}First page,,,220\n{MORE}Delta Farm,Peru,Cotton,20\nSecond page,,,100\n"
    assert names(csv(text)) == [*ALL, "Delta Farm"]


@pytest.mark.parametrize(
    "name",
    [
        *("Total Energies", "Sum Trading", "Total Gas Ltd", "Summe AG", "Grand Total Catering Co", "Result Group"),
        *(
            "Suma Foods",
            "Summa Metals",
            "Totale SpA",
            "Total Produce plc",
            "合计科技有限公司",
            "Average Joe Ltd",
            "Total",
        ),
    ],
)
def test_a_supplier_that_is_called_like_a_total_is_not_lost(csv, name):
    """As long as something but the amount is said of it. Where nothing is, it is set aside and told."""
    for rest in ("France,Oil,500", "France,,", ",Oil,"):
        result = csv(f"{HEAD}{ROWS}{name},{rest}\n{MORE}")
        assert names(result) == ["Alpha Textile", "Beta Solar", name, "Gamma Mills"], rest
    bare = csv(f"{HEAD}{ROWS}{name},,,500\n{MORE}")
    assert name in names(bare) or told(bare, "total-row") == [f"{name} | 500"]


def test_a_company_without_a_country_is_no_total_because_its_spend_is_the_sum_of_two(csv):
    assert "Epsilon Ltd" in names(csv(f"{HEAD}{ROWS}Epsilon Ltd,,,220\n{MORE}"))


def test_ones_do_not_add_up(csv):
    """Counts are no amounts: three suppliers of 1, 1 and 2 sites are three suppliers."""
    assert names(csv("Supplier,Country,Quantity\nA Works,China,1\nB Works,India,1\nC Works,,2\n"))[-1] == "C Works"
