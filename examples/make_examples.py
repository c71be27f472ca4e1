"""Make the examples. All companies are invented, but for two listed entities in the first (its read-me sheet says so).

python examples/make_examples.py
"""

import csv
from collections.abc import Callable, Mapping
from datetime import date, datetime
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


ORDER_HEADINGS = [
    "PO number",
    "Order date",
    "Supplier",
    "Supplier country",
    "Material",
    "Country of origin",
    "Quantity",
    "Unit",
    "Amount (EUR)",
]
_SAME = ("", "", "", "")
ORDERS = [
    ("LO-2601", date(2026, 1, 12), "Elbwiesen Faserkontor GmbH", "Germany", "Cotton", "Türkiye", 18_000, "kg", 41_400),
    (*_SAME, "Cotton", "Turkmenistan", 24_000, "kg", 50_400),
    (
        "LO-2602",
        date(2026, 1, 19),
        "Serra da Lã Malhas, Lda.",
        "Portugal",
        "Wool yarn",
        "Portugal",
        2_400,
        "kg",
        31_200,
    ),
    (
        "LO-2603",
        date(2026, 2, 2),
        "Lago Sereno Filati S.r.l.",
        "Italy",
        "Cotton yarn",
        "Xinjiang, China",
        6_000,
        "kg",
        39_000,
    ),
    (*_SAME, "Cotton yarn", "India", 6_000, "kg", 36_600),
    (
        "LO-2604",
        date(2026, 2, 16),
        "Lotus & Loom Trims Co., Ltd.",
        "Thailand",
        "Zippers",
        "Thailand",
        90_000,
        "pcs",
        27_000,
    ),
    (
        "LO-2605",
        date(2026, 3, 4),
        "Harbor Finch Commodities Pte Ltd",
        "Singapore",
        "Rubber",
        "Malaysia",
        5_000,
        "kg",
        9_500,
    ),
    (*_SAME, "Rubber", "Malysia", 5_000, "kg", 9_400),
    (
        "LO-2606",
        date(2026, 3, 23),
        "Padma Crest Garments Ltd.",
        "Bangladesh",
        "Garments",
        "Bangladesh",
        40_000,
        "pcs",
        212_000,
    ),
]
"""A German trader sells cotton of two origins; which one it is, only the line says. One origin is misspelled."""


def order_book(path: Path) -> None:
    """Lines of orders with the country of origin of the goods; what repeats is left blank, as order books leave it."""
    book = xlsxwriter.Workbook(path)
    book.set_properties({"created": datetime(2026, 1, 1), "title": "Example order book (invented)"})
    title, head = book.add_format({"bold": True, "font_size": 14}), book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    number, unit = book.add_format({"num_format": "#,##0"}), book.add_format({"indent": 1})
    total = book.add_format({"bold": True, "top": 1, "num_format": "#,##0"})
    sheet = book.add_worksheet("Orders 2026")
    sheet.write_string(0, 0, "Larkfield Outdoor: orders of the first quarter of 2026 (invented example)", title)
    for column, heading in enumerate(ORDER_HEADINGS):
        sheet.write_string(2, column, heading, head)
    for row, order in enumerate(ORDERS, start=3):
        for column, value in enumerate(order):
            if isinstance(value, date):
                sheet.write_datetime(row, column, value, day)
            elif isinstance(value, int):
                sheet.write_number(row, column, value, number)
            elif value:
                sheet.write_string(row, column, value, unit if ORDER_HEADINGS[column] == "Unit" else None)
    last = 3 + len(ORDERS)
    sheet.write_string(last, 2, "Total", total)
    sheet.write_number(last, 8, sum(order[8] for order in ORDERS if isinstance(order[8], int)), total)
    for column, width in enumerate((12, 12, 34, 18, 16, 20, 11, 8, 15)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(3, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    book.close()


PARTS = [
    ("Level", "Part number", "Description", "Supplier", "Supplier country", "Country of origin", "Qty"),
    ("0", "SL-1", "Solar lantern", "Bright Heron Lanterns Ltd", "Viet Nam", "", "1"),
    ("1", "SL-11", "Solar panels", "Koi Pond Photovoltaics Co., Ltd.", "Malaysia", "", "1"),
    ("2", "SL-111", "Solar cells", "Nine Lanterns Cell Works Co., Ltd.", "China", "", "6"),
    ("3", "SL-1111", "Polysilicon", "Rhine Gate Silicon Trading GmbH", "Germany", "Xinjiang, China", "0.02"),
    ("1", "SL-12", "Lithium-ion batteries", "Paper Crane Batteries Co., Ltd.", "China", "", "1"),
    ("2", "SL-121", "Cobalt ore", "Copper Ibis Minerals SARL", "Belgium", "Congo (Kinshasa)", "0.01"),
    ("1", "SL-13", "Aluminum housing", "Fjord & Forge AS", "Norway", "", "1"),
    ("1", "SL-14", "Packaging", "", "", "", "1"),
]


def bill_of_materials(path: Path) -> None:
    """A solar lantern by levels: the supplier of a part supplies the supplier of the part above."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(PARTS)


GOODS = ["Cotton", "Tobacco", "Tea", "Sugarcane", "Rubber"]
GROWERS = [
    ("Shire Terrace Leaf Co-operative", "Malawi", "Tobacco Tea"),
    ("Plum Mountain Estates (Pvt) Ltd", "Sri Lanka", "Tea Rubber"),
    ("Ochre Plain Ginners Ltd", "India", "Cotton Sugarcane"),
    ("Ahal Morning Cotton Enterprise", "Turkmenistan", "Cotton"),
    ("Verde Claro Açúcar Ltda.", "Brazil", "Sugarcane"),
    ("Quiet Lagoon Latex Sdn. Bhd.", "Malaysia", "Rubber"),
]


def tick_matrix(path: Path) -> None:
    """A row per supplier, a column per good, and a tick where the supplier has it."""
    book = xlsxwriter.Workbook(path)
    book.set_properties({"created": datetime(2026, 1, 1), "title": "Example matrix of suppliers and goods (invented)"})
    title, head = book.add_format({"bold": True, "font_size": 14}), book.add_format({"bold": True, "bottom": 1})
    upright = book.add_format({"bold": True, "bottom": 1, "rotation": 90, "align": "center"})
    tick = book.add_format({"align": "center"})
    sheet = book.add_worksheet("Who supplies what")
    sheet.write_string(0, 0, "Larkfield Trading: growers and what they supply, 2026 (invented example)", title)
    sheet.write_row(2, 0, ["Supplier", "Country"], head)
    sheet.write_row(2, 2, GOODS, upright)
    sheet.set_row(2, 76)
    for row, (name, country, goods) in enumerate(GROWERS, start=3):
        sheet.write_row(row, 0, [name, country])
        for column, good in enumerate(GOODS, start=2):
            if good in goods.split():
                sheet.write_string(row, column, "x", tick)
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, 1, 16)
    sheet.set_column(2, 1 + len(GOODS), 6)
    sheet.freeze_panes(3, 1)
    sheet.fit_to_pages(1, 0)
    book.close()


SOLAR_HEADINGS = [
    "Shipment no.",
    "Step",
    "Seller",
    "Country",
    "City / Province",
    "Street address",
    "Product",
    "Country of origin",
    "Buyer",
    "Quantity",
    "Unit",
    "Order no.",
    "Invoice no.",
    "Invoice date",
    "Bill of lading no.",
    "Ship date",
    "Delivery date",
    "Paid to",
]
QUARRY = ("Fjellvind Kvarts AS", "Norway", "Drag, Nordland", "Kvartsveien 4")
SMELTER = ("Heron Fjord Silicon AS", "Norway", "Thamshavn", "Smelteveien 11")
PURIFIER = ("Rhine Gate Polysilicon GmbH", "Germany", "Burghausen", "Werkstrasse 9")
WAFERS = ("Kinta Lantern Wafers Sdn. Bhd.", "Malaysia", "Ipoh, Perak", "Lot 12, Jalan Perusahaan 3")
CELLS = ("Red Delta Cell Works Co., Ltd.", "Viet Nam", "Bac Giang", "Lot CN-07, Quang Chau Industrial Park")
MODULES = ("Bright Heron Modules Ltd", "Viet Nam", "Hai Phong", "Plot 21, Dinh Vu Industrial Zone")
IMPORTER = "Larkfield Solar Inc."


def _solar(shipment: str, seller: tuple[str, ...], goods: str, rest: tuple[object, ...]) -> tuple[object, ...]:
    """A row: who sells what, made in the seller's own country, and to whom."""
    step = [QUARRY, SMELTER, PURIFIER, WAFERS, CELLS, MODULES].index(seller) + 1
    buyer = [SMELTER[0], PURIFIER[0], WAFERS[0], CELLS[0], MODULES[0], IMPORTER][step - 1]
    return shipment, step, *seller, goods, seller[1], buyer, *rest, seller[0]


SOLAR = [
    _solar(
        "LS-2601",
        QUARRY,
        "Quartz",
        (62_000, "kg", "PO-1107", "FK-260112", "2026-01-12", "NOR-77120", "2026-01-12", "2026-01-15"),
    ),
    _solar(
        "LS-2601",
        SMELTER,
        "Metallurgical grade silicon",
        (21_500, "kg", "PO-2214", "HF-260202", "2026-02-02", "NOR-77415", "2026-02-03", "2026-02-10"),
    ),
    _solar(
        "LS-2601",
        PURIFIER,
        "Polysilicon",
        (17.2, "t", "PO-3301", "RG-260302", "2026-03-02", "HAM-40117", "2026-03-03", "2026-04-02"),
    ),
    _solar(
        "LS-2601",
        WAFERS,
        "Photovoltaic wafers",
        (13_100, "kg", "PO-4420", "KL-260420", "2026-04-20", "PKG-51180", "2026-04-21", "2026-04-28"),
    ),
    _solar(
        "LS-2601",
        CELLS,
        "Solar cells",
        (1_296_000, "pcs", "PO-5505", "RD-260511", "2026-05-11", "HPH-60233", "2026-05-11", "2026-05-12"),
    ),
    _solar(
        "LS-2601",
        MODULES,
        "Solar modules",
        (9_000, "pcs", "PO-6601", "BH-260601", "2026-06-01", "HPH-60871", "2026-06-02", "2026-06-26"),
    ),
    _solar(
        "LS-2602",
        QUARRY,
        "Quartz",
        (31_000, "kg", "PO-1108", "FK-260119", "2026-01-19", "NOR-77188", "2026-01-19", "2026-01-22"),
    ),
    _solar(
        "LS-2602",
        SMELTER,
        "Metallurgical grade silicon",
        (10_700, "kg", "PO-2215", "HF-260209", "2026-02-09", "NOR-77502", "2026-02-10", "2026-02-17"),
    ),
    _solar(
        "LS-2602",
        PURIFIER,
        "Polysilicon",
        (8.6, "t", "PO-3302", "RG-260309", "2026-03-09", "HAM-40182", "2026-03-10", "2026-04-09"),
    ),
    _solar(
        "LS-2602",
        WAFERS,
        "Photovoltaic wafers",
        (6_550, "kg", "PO-4421", "KL-260427", "2026-04-27", "PKG-51244", "2026-04-28", "2026-05-05"),
    ),
    _solar(
        "LS-2602",
        CELLS,
        "Solar cells",
        (648_000, "pcs", "PO-5506", "RD-260518", "2026-05-18", "HPH-60310", "2026-05-18", "2026-05-19"),
    ),
    _solar(
        "LS-2602",
        MODULES,
        "Solar modules",
        (4_500, "pcs", "PO-6602", "BH-260608", "2026-06-08", "HPH-60950", "2026-06-09", "2026-06-30"),
    ),
]
"""Two shipments of solar modules from quartz on, step by step."""


def solar_rows(faults: bool) -> list[tuple[object, ...]]:
    """The rows of both shipments; with faults, three cells of the second say what cannot go together."""
    rows = [list(row) for row in SOLAR]
    if faults:
        quantity, invoice, ship, delivery = (
            SOLAR_HEADINGS.index(h) for h in ("Quantity", "Invoice no.", "Ship date", "Delivery date")
        )
        wafers, cells, modules = rows[9], rows[10], rows[11]
        wafers[quantity] = 12_400  # of 8.6 t of polysilicon
        cells[ship], cells[delivery] = "2026-06-15", "2026-06-16"  # the modules left on 9 June
        modules[invoice] = "BH-260601"  # the invoice of the first shipment
    return [tuple(row) for row in rows]


def solar(path: Path, faults: bool) -> None:
    """A sheet of a chain as a broker asks for it: a row per delivery, with the number of the shipment that it "
    "went into."""
    book = xlsxwriter.Workbook(path)
    book.set_properties({"created": datetime(2026, 1, 1), "title": "Example chain of solar modules (invented)"})
    title, head = book.add_format({"bold": True, "font_size": 14}), book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    number = book.add_format({"num_format": "#,##0.##"})
    sheet = book.add_worksheet("Chain")
    sheet.write_string(0, 0, "Larkfield Solar: the chain of two shipments of modules, 2026 (invented example)", title)
    sheet.write_row(2, 0, SOLAR_HEADINGS, head)
    for row, values in enumerate(solar_rows(faults), start=3):
        for column, value in enumerate(values):
            if SOLAR_HEADINGS[column].endswith("date"):
                sheet.write_datetime(row, column, datetime.fromisoformat(str(value)), day)
            elif isinstance(value, int | float):
                sheet.write_number(row, column, value, number)
            else:
                sheet.write_string(row, column, str(value))
    for column, width in enumerate((12, 6, 32, 12, 18, 36, 28, 16, 32, 11, 6, 10, 12, 12, 18, 12, 13, 32)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(3, 3)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    book.close()


def solar_chain(path: Path) -> None:
    """The chain without a fault."""
    solar(path, faults=False)


def solar_chain_with_faults(path: Path) -> None:
    """The same chain with one impossible quantity, one date out of order and one document used twice."""
    solar(path, faults=True)


MAKERS: Mapping[str, Callable[[Path], None]] = {
    "apparel_suppliers.xlsx": apparel,
    "order_book.xlsx": order_book,
    "bill_of_materials.csv": bill_of_materials,
    "tick_matrix.xlsx": tick_matrix,
    "solar_chain.xlsx": solar_chain,
    "solar_chain_with_faults.xlsx": solar_chain_with_faults,
}

if __name__ == "__main__":
    for name, make in MAKERS.items():
        make(HERE / name)
