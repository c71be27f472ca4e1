"""Make the example workbook. Its companies are invented, but for two listed entities (named in its read-me sheet).

python examples/make_examples.py
"""

from datetime import datetime
from pathlib import Path

import xlsxwriter

HERE = Path(__file__).resolve().parent

HEADINGS = [
    "Supplier ID",
    "Supplier name",
    "Country",
    "City / Province",
    "Sector",
    "Products",
    "Supplies to (ID)",
    "Annual spend (USD)",
]

SUPPLIERS = [
    # tier 1: garment makers
    ("V-001", "Padma Crest Garments Ltd.", "Bangladesh", "Gazipur", "Apparel", "Garments", "", 4_200_000),
    ("V-002", "Bosphorus Thread & Needle A.Ş.", "Türkiye", "Denizli", "Apparel", "Garments", "", 2_900_000),
    ("V-003", "Sông Xanh Apparel JSC", "Viet Nam", "Nam Dinh", "Garment manufacturing", "Garments", "", 3_100_000),
    ("V-004", "Serra da Lã Malhas, Lda.", "Portugal", "Guimarães", "Knitwear", "Garments", "", 800_000),
    ("V-005", "Cape Fold Workwear (Pty) Ltd", "", "", "Apparel", "Garments", "", 350_000),
    ("V-006", "Lotus & Loom Trims Co., Ltd.", "Thailand", "Samut Prakan", "Textiles", "Zippers", "", 240_000),
    # tier 2: fabric and yarn
    (
        "V-101",
        "Jade River Dyeing and Weaving Co., Ltd.",
        "China",
        "Shaoxing, Zhejiang",
        "Textiles",
        "Textiles",
        "V-001",
        900_000,
    ),
    (
        "V-102",
        "Meghna Meadow Spinning Mills Ltd.",
        "Bangladesh",
        "Narayanganj",
        "Textiles",
        "Thread/Yarn",
        "V-001",
        1_100_000,
    ),
    ("V-103", "Ege Bulut İplik San. ve Tic. A.Ş.", "Turkey", "Uşak", "Textiles", "Thread/Yarn", "V-002", 1_300_000),
    (
        "V-104",
        "Golden Carp Textile (Nantong) Co., Ltd.",
        "P.R.C.",
        "Nantong, Jiangsu",
        "Textiles",
        "Textiles",
        "V-003",
        1_500_000,
    ),
    # tier 3: spinning, ginning and cotton
    ("V-201", "Aksu Huafu Color Spinning Co., Ltd.", "中国", "Aksu, Xinjiang", "Textiles", "Thread/Yarn", "V-101", ""),
    ("V-202", "Xinjiang Junggar Cotton and Linen Company Limited", "China", "", "Cotton", "Cotton", "V-104", ""),
    ("V-203", "Tarim Dawn Ginning Factory", "China", "Korla", "Cotton ginning", "Cotton", "V-104", ""),
    ("V-204", "Ahal Morning Cotton Enterprise", "Turkmenistan", "Ahal", "Agriculture", "Cotton", "V-103", ""),
    (
        "V-205",
        "Aksu Huarong Color Printing Co., Ltd.",
        "China",
        "Hangzhou, Zhejiang",
        "Printing",
        "Labels",
        "V-101",
        "",
    ),
    ("V-206", "Çukurova Sun Cotton Co-operative", "Turkey", "Adana", "Agriculture", "Cotton", "V-103", ""),
]

NOTES = [
    "Made-up example. Larkfield Outdoor and every supplier here are invented, but for two companies:",
    "V-201 and V-202 bear the names of real entities on the UFLPA Entity List, placed here upstream of invented",
    "companies to show how the report follows a chain. Nothing here says that any real company buys from them.",
    "V-205 is a look-alike: an invented name close to a listed one, which must not be called listed.",
    "V-005 has no country: the report must say 'not assessed', not 'low'.",
]


def apparel(path: Path) -> None:
    """Title rows, three tiers by 'supplies to', spellings of countries as people write them."""
    book = xlsxwriter.Workbook(path)
    book.set_properties({"created": datetime(2026, 1, 1), "title": "Example suppliers (invented)"})
    title, head, wrap = (
        book.add_format(f) for f in ({"bold": True, "font_size": 14}, {"bold": True}, {"text_wrap": True})
    )
    sheet = book.add_worksheet("Suppliers")
    sheet.write_string(0, 0, "Larkfield Outdoor: suppliers, spring 2026 (invented example)", title)
    sheet.write_string(1, 0, "Exported from the vendor master; tiers 2 and 3 as declared by the suppliers")
    for column, heading in enumerate(HEADINGS):
        sheet.write_string(3, column, heading, head)
    for row, supplier in enumerate(SUPPLIERS, start=4):
        for column, value in enumerate(supplier):
            if isinstance(value, int):
                sheet.write_number(row, column, value)
            elif value:
                sheet.write_string(row, column, value)
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 44)
    sheet.set_column(2, 7, 22)
    sheet.freeze_panes(4, 2)
    notes = book.add_worksheet("Read me")
    notes.set_column(0, 0, 120)
    for row, text in enumerate(NOTES):
        notes.write_string(row, 0, text, wrap)
    book.close()


if __name__ == "__main__":
    apparel(HERE / "apparel_suppliers.xlsx")
