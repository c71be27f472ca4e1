"""Workbooks in the manner of what suppliers, industry bodies and buying offices send around. All names are invented."""

from __future__ import annotations

from typing import Any

from listing import Listing

HEAD = ["Supplier", "Country", "Product"]
A, B, C = ["Alpha Mills", "India", "Yarn"], ["Beta Dyeing", "Peru", "Fabric"], ["Gamma Garments", "China", "Shirts"]
AB = (("Alpha Mills", "India"), ("Beta Dyeing", "Peru"))
ABC = (*AB, ("Gamma Garments", "China"))


def _merged_groups(book: Any) -> None:
    for cells in ("A1:H1", "B5:D5", "E5:G5"):
        book["Vendors"].merge_cells(cells)


def _hide_row_and_column(book: Any) -> None:
    book["S"].row_dimensions[3].hidden = True
    book["S"].column_dimensions["C"].hidden = True


def _excel_table(book: Any) -> None:
    from openpyxl.worksheet.table import Table

    book["S"].add_table(Table(displayName="Suppliers", ref="A1:C4", totalsRowCount=1))


SHEETS: tuple[Listing, ...] = (
    Listing(
        "minerals-template-filled-in",
        (("Guangdong Rising Example", "CHINA"), ("Mitsubishi Example", "JAPAN")),
        file="CMRT_filled.xlsx",
        sheets={
            "Instructions": [["Conflict Minerals Reporting Template (CMRT)"], ["Fill in the declaration first."]],
            "Declaration": [
                ["Conflict Minerals Reporting Template (CMRT)"],
                ["Company Information"],
                ["Company Name (*):", "Example Components AG"],
                ["Declaration Scope or Class (*):", "A. Company"],
                ["Contact Name (*):", "Jane Doe"],
                ["Email - Contact (*):", "jane@components.example"],
                ["Effective Date (*):", "2026-01-31"],
                ["1) Is any 3TG intentionally added?", "Yes"],
                ["Tantalum (*)", "Yes"],
                ["Tin (*)", "Yes"],
            ],
            "Smelter List": [
                ["TO BEGIN:"],
                ["Option A: If you have the smelter identification number, enter it in column A"],
                [],
                [
                    "Smelter Identification Number Input Column",
                    "Metal (*)",
                    "Smelter Look-up (*)",
                    "Smelter Name (1)",
                    "Smelter Country (*)",
                    "Smelter Identification",
                    "Source of Smelter Identification Number",
                    "Smelter Street",
                    "Smelter City",
                    "Smelter Facility Location: State / Province",
                    "Smelter Contact Name",
                    "Name of Mine(s)",
                    "Location (Country) of Mine(s)",
                ],
                ["CID000211", "Tantalum", "Rising", "Guangdong Rising Example", "CHINA", "CID000211", "RMI", "", "X"],
                ["", "Tin", "Smelter Not Listed", "", "", "", "", "", ""],
                ["CID001191", "Tin", "Mitsubishi Example", "Mitsubishi Example", "JAPAN", "CID001191", "RMI", "", "Y"],
            ],
            "Smelter Look-up": [
                ["Metal", "Smelter Look-up (*)", "Standard Smelter Names", "Smelter Facility Location: Country"],
                ["Tin", "Any smelter of the world", "Any smelter of the world", "PERU"],
            ],
        },
        aside=1,
        mapping={"name": "Smelter Name (1)", "country": "Smelter Country (*)"},
        not_used=("Smelter Contact Name", "Source of Smelter Identification Number"),
        codes=("placeholder-name",),
    ),
    Listing(
        "cobalt-and-mica-template",
        (("Umicore Example", "BELGIUM"), ("Zhejiang Cobalt Example", "CHINA")),
        file="EMRT.xlsx",
        sheets={
            "Declaration": [["Extended Minerals Reporting Template (EMRT)"], ["Company Name (*):", "Example AG"]],
            "Smelter List": [
                ["Smelter List"],
                [],
                [
                    "Smelter Identification Number Input Column",
                    "Metal (*)",
                    "Smelter Look-up (*)",
                    "Smelter Name (*)",
                    "Smelter Country (*)",
                    "Smelter Identification",
                ],
                ["CID003226", "Cobalt", "Umicore Example", "Umicore Example", "BELGIUM", "CID003226"],
                ["", "Cobalt", "Zhejiang Cobalt Example", "Zhejiang Cobalt Example", "CHINA", "CID003255"],
            ],
        },
        mapping={"name": "Smelter Name (*)", "country": "Smelter Country (*)", "commodity": "Metal (*)"},
    ),
    Listing(
        "trafficking-risk-template",
        (("Example Components AG", "Germany"),),
        file="STRT.xlsx",
        sheets={
            "Company": [
                ["Slavery & Trafficking Risk Template (STRT)"],
                ["Company Name:", "Example Components AG"],
                ["Country:", "Germany"],
                ["Address:", "Werkstr. 1, Hagen"],
                ["Industry:", "Metal products"],
                ["Contact Email:", "x@components.example"],
            ],
            "Questions": [
                ["#", "Question", "Answer", "Comment"],
                ["1", "Does your company have a policy that prohibits forced labor?", "Yes", ""],
                ["2", "Do workers pay recruitment fees?", "No", ""],
            ],
        },
    ),
    Listing(
        "fact-sheet-of-one-supplier",
        (("Alpha Mills", "India"),),
        file="alpha.xlsx",
        sheets={
            "Profile": [
                ["Supplier profile"],
                [],
                ["Supplier name", "Alpha Mills"],
                ["Country", "India"],
                ["Address", "Ring Rd, Surat"],
                ["Main products", "Yarn"],
                ["Number of workers", 120],
                ["Contact person", "R. Shah"],
            ]
        },
    ),
    Listing(
        "fact-sheets-below-one-another",
        ABC,
        file="profiles.xlsx",
        sheets={
            "Profiles": [
                ["Supplier:", "Alpha Mills"],
                ["Country:", "India"],
                ["Products:", "Yarn"],
                [],
                ["Supplier:", "Beta Dyeing"],
                ["Country:", "Peru"],
                ["Products:", "Fabric"],
                [],
                ["Supplier:", "Gamma Garments"],
                ["Country:", "China"],
                ["Products:", "Shirts"],
            ]
        },
    ),
    Listing(
        "fact-sheet-with-a-column-per-supplier",
        ABC,
        file="comparison.xlsx",
        sheets={
            "Compare": [
                ["Supplier comparison 2026"],
                ["Supplier name", "Alpha Mills", "Beta Dyeing", "Gamma Garments"],
                ["Country", "India", "Peru", "China"],
                ["City", "Surat", "Lima", "Ningbo"],
                ["Product", "Yarn", "Fabric", "Shirts"],
                ["Lead time (days)", 30, 45, 60],
            ]
        },
    ),
    Listing(
        "title-logo-groups-units-subtotals-signature",
        ABC,
        file="vendors.xlsx",
        sheets={
            "Vendors": [
                ["ACME OUTDOOR GMBH"],
                ["Approved vendor list 2026 - CONFIDENTIAL"],
                ["Date: 2026-03-01", None, None, "Owner: Purchasing"],
                [],
                [None, "Vendor", None, None, "Purchasing", None, None],
                ["No.", "Name", "Country", "City", "Product", "Volume", "Spend"],
                [None, None, "(ISO)", None, None, "(kg)", "(EUR)"],
                [1, "Alpha Mills", "India", "Surat", "Yarn", 10, 100.5],
                [2, "Beta Dyeing", "Peru", "Lima", "Fabric", 20, 200],
                [None, "Subtotal", None, None, None, 30, 300.5],
                [3, "Gamma Garments", "China", "Ningbo", "Shirts", 5, 50],
                [None, "Total", None, None, None, 35, 350.5],
                [],
                ["Prepared by:", None, None, "Approved by:"],
                ["________________", None, None, "________________"],
            ]
        },
        prepare=_merged_groups,
        aside=5,
        mapping={"name": "Name", "country": "Country", "spend": "Spend"},
        not_used=("No.",),
    ),
    Listing(
        "two-tables-side-by-side",
        ABC,
        file="side.xlsx",
        sheets={
            "S": [
                ["Fabric suppliers", None, None, None, "Garment suppliers", None, None],
                [*HEAD, None, *HEAD],
                [*A, None, *C],
                [*B, None, None, None, None],
            ]
        },
    ),
    Listing(
        "two-tables-below-one-another",
        ABC,
        file="stacked.xlsx",
        sheets={
            "S": [
                ["Fabric suppliers"],
                HEAD,
                A,
                B,
                [],
                ["Garment suppliers"],
                ["Factory", "City", "Country"],
                ["Gamma Garments", "Ningbo", "China"],
            ]
        },
        aside=2,
        codes=("next-table",),
    ),
    Listing(
        "sheet-without-header",
        ABC,
        file="bare.xlsx",
        sheets={"Sheet1": [A, B, C]},
        codes=("no-header",),
    ),
    Listing(
        "hidden-row-and-column",
        ABC,
        file="hidden.xlsx",
        sheets={"S": [HEAD, A, B, C]},
        prepare=_hide_row_and_column,
        codes=("hidden-rows", "hidden-columns"),
    ),
    Listing(
        "excel-table-with-total",
        AB,
        file="table.xlsx",
        sheets={"S": [HEAD, A, B, ["Total", None, 2]]},
        prepare=_excel_table,
        aside=1,
        codes=("total-row",),
    ),
    Listing(
        "sheet-per-country",
        ABC,
        file="by country.xlsx",
        sheets={
            "India": [["Factory", "Address"], ["Alpha Mills", "Ring Rd, Surat"]],
            "Peru": [["Factory", "Address"], ["Beta Dyeing", "Av. Grau 5, Lima"]],
            "China": [["Factory", "Address"], ["Gamma Garments", "8 Harbor St, Ningbo"]],
        },
        codes=("country-from-sheet",),
    ),
    Listing(
        "sheet-per-tier",
        ABC,
        file="by tier.xlsx",
        sheets={
            "Tier 1": [["Supplier", "Country"], ["Alpha Mills", "India"]],
            "Tier 2": [["Supplier", "Country"], ["Beta Dyeing", "Peru"]],
            "Tier 3": [["Supplier", "Country"], ["Gamma Garments", "China"]],
        },
        codes=("tier-from-sheet",),
    ),
    Listing(
        "country-captions-merged-over-the-table",
        ABC,
        file="captions.xlsx",
        sheets={
            "List": [
                ["Factory list, spring 2026"],
                ["Factory Name", "Address", "Workers"],
                ["India"],
                ["Alpha Mills", "Ring Rd, Surat", 120],
                ["Peru"],
                ["Beta Dyeing", "Av. Grau 5, Lima", 80],
                ["China"],
                ["Gamma Garments", "8 Harbor St, Ningbo", 900],
            ]
        },
        aside=3,
        codes=("country-from-section",),
    ),
    Listing(
        "countries-down-the-first-column-only-once",
        ABC,
        file="groups.xlsx",
        sheets={
            "List": [
                ["Country", "Factory", "City"],
                ["India", "Alpha Mills", "Surat"],
                ["Peru", "Beta Dyeing", "Lima"],
                ["China", "Gamma Garments", "Ningbo"],
            ]
        },
    ),
    Listing(
        "questionnaire-matrix",
        AB,
        file="saq.xlsx",
        sheets={
            "Responses": [
                [
                    "Supplier",
                    "Country of operation",
                    "1. Do you have a forced labor policy?",
                    "2. Do workers pay fees?",
                ],
                ["Alpha Mills", "India", "Yes", "No"],
                ["Beta Dyeing", "Peru", "No", "Don't know"],
            ]
        },
        mapping={
            "name": "Supplier",
            "country": "Country of operation",
            "due_diligence": "1. Do you have a forced labor policy? + 2. Do workers pay fees?",
        },
    ),
    Listing(
        "bilingual-headings",
        (("杭州丝路纺织有限公司", "中国"), ("Alpha Mills", "India")),
        file="bilingual.xlsx",
        sheets={
            "供应商": [
                ["供应商名称\nSupplier Name", "国家\nCountry", "产品\nProduct", "联系电话\nPhone"],
                ["杭州丝路纺织有限公司", "中国", "棉纱", "138"],
                ["Alpha Mills", "India", "Yarn", "11"],
            ]
        },
        not_used=("联系电话 Phone",),
    ),
    Listing(
        "manufacturer-beside-vendor-and-brand",
        (("Trading House Ltd", ""), ("Alpha Mills", "India"), ("Beta Dyeing", "Peru")),
        file="styles.xlsx",
        sheets={
            "Styles": [
                ["Style No", "Brand", "Vendor", "Factory", "Factory Country", "Customer PO", "Ship Date"],
                ["ST-1", "Acme", "Trading House Ltd", "Alpha Mills", "India", "PO1", "2026-01-01"],
                ["ST-2", "Acme", "Trading House Ltd", "Beta Dyeing", "Peru", "PO2", "2026-02-01"],
            ]
        },
        mapping={"name": "Factory", "buyer": "Vendor + Brand", "country": "Factory Country"},
        not_used=("Customer PO",),
        links=(
            ("Trading House Ltd", "Acme"),
            ("Alpha Mills", "Trading House Ltd"),
            ("Beta Dyeing", "Trading House Ltd"),
        ),
    ),
    Listing(
        "reporting-company-beside-supplier",
        AB,
        file="reporting.xlsx",
        sheets={
            "Data": [
                ["Company", "Supplier", "Supplier Country", "Parent", "Status", "Region"],
                ["Acme Outdoor", "Alpha Mills", "India", "Alpha Group", "Active", "Asia"],
                ["Acme Outdoor", "Beta Dyeing", "Peru", "", "Active", "South America"],
            ]
        },
        mapping={"name": "Supplier", "buyer": "Company", "parent": "Parent"},
        not_used=("Status", "Region"),
        links=(("Alpha Mills", "Acme Outdoor"), ("Beta Dyeing", "Acme Outdoor")),
    ),
    Listing(
        "a-fuller-table-below-the-first",
        (*AB, ("Gamma Buttons", "China"), ("Delta Zips", "Italy")),
        file="two-tables.xlsx",
        sheets={
            "S": [
                ["Fabric mills"],
                ["Supplier", "Country"],
                ["Alpha Mills", "India"],
                ["Beta Dyeing", "Peru"],
                [],
                ["Trim suppliers"],
                ["Vendor name", "Country of origin", "Item"],
                ["Gamma Buttons", "China", "Buttons"],
                ["Delta Zips", "Italy", "Zippers"],
                [],
                ["Prepared by: J. Doe"],
            ]
        },
        aside=3,
    ),
    Listing(
        "two-lines-of-headings-with-years-and-units",
        AB,
        file="two-lines.xlsx",
        sheets={
            "S": [
                ["Supplier", "Location", "", "Purchases", ""],
                ["", "Country", "City", "2024", "2025"],
                ["", "", "", "USD", "USD"],
                ["Alpha Mills", "India", "Pune", 100, 200],
                ["Beta Dyeing", "Peru", "Lima", 5, 6],
            ]
        },
        aside=1,
        mapping={"country": "Location Country", "city": "Location City"},
        codes=("units-row",),
    ),
    Listing(
        "questions-down-the-side-and-a-column-per-supplier",
        ABC,
        file="answers.xlsx",
        sheets={
            "S": [
                ["Question", "Alpha Mills", "Beta Dyeing", "Gamma Garments"],
                ["Country", "India", "Peru", "China"],
                ["Do you have a forced labor policy?", "Yes", "No", "Yes"],
                ["Last audit date", "2025-01-01", "2024-02-02", ""],
            ]
        },
        mapping={"country": "Country", "due_diligence": "Do you have a forced labor policy?"},
    ),
    Listing(
        "questions-with-comments-list-no-suppliers",
        AB,
        file="form.xlsx",
        sheets={
            "Suppliers": [HEAD, A, B],
            "Form": [
                ["Question", "Comments", "Score"],
                ["Do you have a forced labor policy?", "see annex", "3"],
                ["Country", "all", "1"],
            ],
        },
    ),
)
