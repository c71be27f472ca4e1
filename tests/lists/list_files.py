"""List files as publishers print them, cut to a few rows that show each form."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from supplychain_risk.lists import Imported, import_list
from supplychain_risk.reference.user_lists import UserList

TODAY = date(2026, 11, 27)

# The layout of the page with the UFLPA Entity List: a table per clause of the Act, aliases in brackets, entities
# that stand in several tables under different days.
UFLPA_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8" />
<script>var tables = "<table><tr><th>Name of Entity</th></tr><tr><td>Not An Entity Ltd</td></tr></table>";</script>
<link rel="canonical" href="https://www.dhs.gov/uflpa-entity-list" />
<title>UFLPA Entity List | Homeland Security</title></head>
<body><h1>UFLPA Entity List</h1>
<p><strong>A list of entities in Xinjiang</strong><br><a href="x">Section 2(d)(2)(B)(i)</a></p>
<table><thead><tr><th>Name of Entity</th><th>Effective Date</th></tr></thead><tbody>
<tr><td>Hetian Taida Apparel Co., Ltd (and one alias: Hetian TEDA Garment)</td><td>June 21, 2022</td></tr>
<tr><td>Hoshine Silicon Industry (Shanshan) Co., Ltd (including one alias: Hesheng Silicon Industry (Shanshan) Co.)
 and subsidiaries</td><td>June 21, 2022</td></tr>
<tr><td>Xinjiang Production and Construction Corps (including three aliases: XPCC; Xinjiang Corps; and Bingtuan) and
 its subordinate and affiliated entities</td><td>June 21, 2022</td></tr></tbody></table>
<p><strong>A list of facilities</strong></p>
<table><thead><tr><th>Entity Name</th><th>Effective Date</th></tr></thead><tbody>
<tr><td>Aksu Huafu Color Spinning Co., Ltd. (also known as Aksu Huafu Textiles Co., Ltd.; Akesu Huafu; Aksu Huafu Dyed
 Melange Yarn; and Akesu Huafu Melange Yarn Co., Ltd.)</td><td>January 15, 2025</td></tr>
<tr><td>Hoshine Silicon Industry (Shanshan) Co., Ltd., and Subsidiaries</td><td>June 21, 2022</td></tr>
<tr><td>Junan Jinsheng Import &amp; Export Co., Ltd. (also known as Junan County Jinsheng Import and Export Co.,
 Ltd.)</td><td>November 25, 2024</td></tr>
<tr><td>Wholly New Mills Co., Ltd. (also known as Wholly New Spinning Co. and Entirely New Spinning Co.)</td>
<td>August 20, 2026</td></tr>
<tr><td>Xinjiang Production and Construction Corps (XPCC) and its subordinate and affiliated entities</td>
<td>June 21, 2022</td></tr></tbody></table>
<div class="last-updated"><span>Last Updated:</span> 08/19/2026</div></body></html>
"""

CBP_CSV = """Effective Date,Country,Entity,Merchandise,Industry,WRO/Finding,Status,Remarks
11/14/1991,China,"Yunnan Machinery, a/k/a Golden Horse (JinMa) Diesel Factory",Diesel Engines,Automotive,WRO,Active,"See
China Finding."
6/12/1994,Japan,"Fuchu Prison; Union Kogyo Co., Ltd.",Video Games,Consumer Products,WRO,Active,
7/21/1998,Nepal,"Kumar Carpet Pvt., Norsang Carpet Industries Pvt., Ltd., Valley Carpet; Kathmandu.",Rugs,,WRO,Modified,
5/18/2018,Turkmenistan,All Turkmenistan Cotton or products produced with Turkmenistan cotton.,Cotton,,WRO,Active,
9/30/2019,China,"Hetian Taida Apparel Co., Ltd.",All Garments,Apparel,WRO,Active,
8/18/2020,Fishing Vessels,Fishing Vessel: Da Wang,Seafood,,WRO,Active,
1/28/2022,Fishing Vessels,Fishing Vessel: Da Wang,Seafood,,Finding,Active,
12/4/2024,Dominican Republic,Kingtom Aluminio S.R.L.,Aluminum,,Finding,Inactive-Pending Litigation,
9/1/2026,Kenya,All Kenyan sugar,Sugar,,WRO,Active,
9/15/2026,Kenya,Fresh Farms Ltd; Newer Farms Ltd,Tea,,WRO,Active,
"""

OPENSANCTIONS = (
    '"id","schema","name","aliases","birth_date","countries","addresses","identifiers","sanctions","phones","emails",'
    '"program_ids","dataset","first_seen","last_seen","last_change"\n'
    '"NK-1","Company","Quiet Mills Ltd","Silent Mills;""Mills; Quiet""","","pt","1 Rua; Lisboa",'
    '"LEI: 213800KUD8LAJWSQ9D15;501964843","Reg 1","","","EU-X","eu_fsf","2022-04-01T10:00:00","2026-05-01",'
    '"2026-04-01"\n'
    '"NK-2","Person","Jane Doe","","1960","pt","","","","","","","eu_fsf","2022-04-01","2026-05-02","2026-04-01"\n'
    '"NK-3","Vessel","SHIP ONE","","","zz","","","","","","","eu_fsf","2022-04-01","2026-05-01","2026-04-01"\n'
    '"NK-4","Organization","","","","","","","","","","","eu_fsf","2022-04-01","2026-05-01","2026-04-01"\n'
)

FTM = [
    {
        "id": "NK-9",
        "schema": "Company",
        "caption": "Quiet Mills Ltd",
        "properties": {
            "name": ["安静纺织", "Quiet Mills Ltd"],
            "alias": ["QM Lda"],
            "weakAlias": ["QM"],
            "country": ["pt"],
            "leiCode": ["213800KUD8LAJWSQ9D15"],
            "uscCode": ["91110000600037341L"],
            "sourceUrl": ["https://example.org/nk-9"],
        },
        "datasets": ["a_list"],
        "first_seen": "2023-01-01T00:00:00",
        "last_seen": "2026-05-02T00:00:00",
        "target": True,
    },
    {"id": "NK-10", "schema": "Ownership", "properties": {"owner": ["NK-9"]}},
    {"id": "NK-11", "schema": "Company", "properties": {"name": ["Related Ltd"]}, "target": False},
    {"id": "NK-12", "schema": "Person", "properties": {"name": ["Jane Doe"]}, "target": True},
    {"id": "NK-13", "schema": "Company", "properties": {"name": []}, "target": True},
]


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def ftm_lines() -> str:
    return "\n".join(json.dumps(entity, ensure_ascii=False) for entity in FTM) + "\nno entity\n"


def imported(path: Path, folder: Path, **more) -> Imported:
    return import_list(path, to=folder, today=TODAY, **{"name": "a-list", **more})


def by_name(of: UserList) -> dict[str, dict[str, str]]:
    return {row["name"]: dict(row) for row in of.table}


def codes(result: Imported) -> list[tuple[str, str]]:
    """(code, cell) of each problem."""
    return [(p.code, p.where.cell) for p in result.problems]
