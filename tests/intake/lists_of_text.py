# ruff: noqa: E501 - the lines of these files are as long as they are
"""Text files in the manner of what brands, ministries and ERP systems hand out. All names are invented."""

from __future__ import annotations

from listing import Listing

TEXTS: tuple[Listing, ...] = (
    Listing(
        "open-supply-hub-download",
        (
            ("Arvind Weaving Pvt Ltd", "India"),
            ("Ningbo Bright Garments Co., Ltd.", "China"),
        ),
        text="""os_id,contribution_date,name,address,country_code,country_name,lat,lng,sector,contributor (list),number_of_workers,parent_company,processing_type_facility_type_raw,processing_type,facility_type,product_type,is_closed
IN2021ABC,2021-03-01,Arvind Weaving Pvt Ltd,"Plot 4, Narol, Ahmedabad",IN,India,22.97,72.58,Apparel,H&M Group (H&M list 2021),120,Arvind Group,Weaving,Weaving,Textile or Material Production,Denim,False
IN2021ABC,2022-03-01,Arvind Weaving Pvt Ltd,"Plot 4 Narol, Ahmedabad, Gujarat",IN,India,22.97,72.58,Apparel|Textiles,Brand Two,100-200,,Weaving,Weaving,Textile or Material Production,,False
CN2020XYZ,2020-01-05,"Ningbo Bright Garments Co., Ltd.","88 Airport Rd, Ningbo",CN,China,29.8,121.5,Apparel,Primark (2020),,,Sewing,Sewing,Final Product Assembly,Shirts,False
""",
        mapping={"os_id": "os_id", "name": "name", "address": "address", "parent": "parent_company"},
        not_used=("contributor (list)", "number_of_workers", "is_closed", "contribution_date"),
    ),
    Listing(
        "open-supply-hub-contribution-template",
        (("Dhaka Knit Ltd", "Bangladesh"), ("Lahore Denim", "Pakistan")),
        text="""country,name,address,sector,facility_type_processing_type,product_type,parent_company,native_language_name,number_of_workers
Bangladesh,Dhaka Knit Ltd,"12 Mirpur Road, Dhaka",Apparel,Final Product Assembly|Knitting,T-shirts,Dhaka Group,,1200
Pakistan,Lahore Denim,"Ferozepur Rd, Lahore",Apparel,Dyeing,,,,100-500
""",
        mapping={"name": "name", "country": "country", "sector": "sector + facility_type_processing_type"},
    ),
    Listing(
        "fashion-brand-supplier-list",
        (("Zhejiang Lotus Textile Co Ltd", "China"), ("Best Shirts (Unit 2) Ltd", "Bangladesh")),
        text="""Production Country,Supplier Name,Factory Name,Factory Address,Factory Type,Product Category,Number of Workers,% Female,% Male,Trade Union Y/N,Worker Committee Y/N
China,Zhejiang Lotus Textile Co Ltd,Zhejiang Lotus Textile Co Ltd,"No. 5 Road, Hangzhou",Manufacturing,Womenswear,251-500,64%,36%,N,Y
Bangladesh,Best Shirts (Unit 2) Ltd,Best Shirts (Unit 2) Ltd,"Ashulia, Savar, Dhaka",Manufacturing,Menswear,1001-5000,58%,42%,Y,Y
""",
        mapping={"country": "Production Country", "commodity": "Product Category"},
        not_used=("Number of Workers", "% Female", "% Male", "Trade Union Y/N"),
    ),
    Listing(
        "retailer-interactive-map-export",
        (("Adana Iplik A.S.", "TURKEY"), ("Vina Garment JSC", "VIETNAM")),
        text="""Factory;Address;City;State/Province;Country;Zip Code;Region;Product Type;Total Workers;% Female Workers;Last Update
Adana Iplik A.S.;OSB 3. Cad. No 4;Adana;;TURKEY;01100;EMEA;Knitwear;420;55;2024-06-01
Vina Garment JSC;Lot 7 Song Than IZ;Di An;Binh Duong;VIETNAM;;APAC;Outerwear;2300;81;2024-06-01
""",
        mapping={"name": "Factory", "country": "Country", "region": "State/Province"},
        not_used=("Region", "Total Workers"),
    ),
    Listing(
        "sap-vendor-master-technical-names",
        (("Schulz Metallbau GmbH", "DE"), ("Shanghai Forging Co Ltd", "CN")),
        text="""LIFNR\tLAND1\tNAME1\tNAME2\tORT01\tPSTLZ\tREGIO\tSTRAS\tTELF1\tSTCD1\tSTCEG
0000100234\tDE\tSchulz Metallbau GmbH\t\tHagen\t58089\t05\tBahnhofstr. 3\t02331-4711\t\tDE811234567
0000100877\tCN\tShanghai Forging Co Ltd\tBranch Pudong\tShanghai\t200120\t020\tCentury Ave 8\t\t\t
""",
        file="LFA1.txt",
        mapping={"supplier_id": "LIFNR", "name": "NAME1", "country": "LAND1", "address": "STRAS", "city": "ORT01"},
        not_used=("TELF1",),
    ),
    Listing(
        "sap-abap-list-with-borders",
        (("Schulz Metallbau GmbH", "DE"), ("Tianjin Pipe Co Ltd", "CN"), ("Acciai Rossi SpA", "IT")),
        text="""12.03.2026                     Dynamische Listenausgabe                            1
---------------------------------------------------------------------------
| Lieferant | Name 1                | Ort        | Land | PLZ    | Umsatz    |
---------------------------------------------------------------------------
| 100234    | Schulz Metallbau GmbH | Hagen      | DE   | 58089  |  1.200,50 |
| 100877    | Tianjin Pipe Co Ltd   | Tianjin    | CN   | 300450 | 22.000,00 |
| 100901    | Acciai Rossi SpA      | Brescia    | IT   | 25100  |    430,00 |
---------------------------------------------------------------------------
""",
        file="vendors.txt",
        encoding="cp1252",
        aside=2,
        mapping={"name": "Name 1", "supplier_id": "Lieferant", "country": "Land", "spend": "Umsatz"},
    ),
    Listing(
        "german-erp-export",
        (("Müller & Söhne KG", "Deutschland"), ("Özdemir Tekstil A.Ş.", "Türkei")),
        text="""Lieferantennr.;Lieferantenname;Straße;PLZ;Ort;Land;Warengruppe;Einkaufsvolumen (EUR)
70001;Müller & Söhne KG;Hauptstr. 1;72070;Tübingen;Deutschland;Schrauben;12.345,67
70002;Özdemir Tekstil A.Ş.;Sanayi Cd. 5;34000;Istanbul;Türkei;Baumwollgarn;891,24
;;;;;;Summe;13.236,91
""",
        encoding="cp1254",
        aside=1,
        mapping={"name": "Lieferantenname", "supplier_id": "Lieferantennr.", "commodity": "Warengruppe"},
        codes=("total-row", "encoding-guessed"),
    ),
    Listing(
        "french-supplier-file",
        (("Tissage du Nord SARL", "France"), ("Société Générale de Coton", "Côte d'Ivoire")),
        text="""Code fournisseur;Raison sociale;Adresse;Code postal;Ville;Pays;Famille d'achat;CA achats N-1
F001;Tissage du Nord SARL;12 rue de l'Église;59000;Lille;France;Tissus;45 000,00
F002;Société Générale de Coton;BP 12;;Abidjan;Côte d'Ivoire;Coton brut;8 900,50
""",
        encoding="cp1252",
        mapping={"supplier_id": "Code fournisseur", "name": "Raison sociale", "country": "Pays"},
    ),
    Listing(
        "italian-anagrafica-fornitori",
        (("Conceria Bianchi S.r.l.", "Italia"), ("Shenzhen Leather Co", "Cina")),
        text="""Codice;Ragione Sociale;Partita IVA;Indirizzo;CAP;Città;Provincia;Nazione;Categoria merceologica
F0012;Conceria Bianchi S.r.l.;01234567890;Via Roma 1;36071;Arzignano;VI;Italia;Pelli
F0013;Shenzhen Leather Co;;Longgang;;Shenzhen;;Cina;Pelli
""",
        mapping={"name": "Ragione Sociale", "vat": "Partita IVA", "country": "Nazione", "region": "Provincia"},
    ),
    Listing(
        "turkish-tedarikci-listesi",
        (("Güneş İplik San. Tic. A.Ş.", "Türkiye"), ("Tashkent Cotton", "Özbekistan")),
        text="""Tedarikçi Kodu;Tedarikçi Adı;Ülke;Şehir;Adres;Ürün Grubu;Çalışan Sayısı
T-01;Güneş İplik San. Tic. A.Ş.;Türkiye;Gaziantep;OSB 2;İplik;250
T-02;Tashkent Cotton;Özbekistan;Taşkent;;Pamuk;90
""",
        encoding="cp1254",
        mapping={"name": "Tedarikçi Adı", "country": "Ülke", "city": "Şehir"},
        not_used=("Çalışan Sayısı",),
    ),
    Listing(
        "chinese-vendor-list-gb18030",
        (("杭州丝路纺织有限公司", "中国"), ("越南西贡制衣有限公司", "越南")),
        text="""序号,供应商编码,供应商名称,国家/地区,省,市,地址,产品,联系人,联系电话
1,V1001,杭州丝路纺织有限公司,中国,浙江省,杭州市,西湖区文三路1号,棉纱,王伟,13800000000
2,V1002,越南西贡制衣有限公司,越南,,胡志明市,第七郡,衬衫,阮文,0901234567
""",
        encoding="gb18030",
        mapping={
            "supplier_id": "供应商编码",
            "name": "供应商名称",
            "country": "国家/地区",
            "region": "省",
            "city": "市",
            "commodity": "产品",
        },
        not_used=("序号", "联系人", "联系电话"),
    ),
    Listing(
        "traditional-chinese-big5",
        (("台灣精密工業股份有限公司", "台灣"), ("東莞電子廠", "中國")),
        text="""廠商編號,廠商名稱,國家,城市,地址,主要產品
A01,台灣精密工業股份有限公司,台灣,新竹市,科學園區,連接器
A02,東莞電子廠,中國,東莞市,長安鎮,線材
""",
        encoding="big5",
        mapping={"supplier_id": "廠商編號", "name": "廠商名稱", "country": "國家"},
    ),
    Listing(
        "japanese-shift-jis",
        (("株式会社田中製作所", "日本"), ("上海田中貿易有限公司", "中国")),
        text="""仕入先コード,仕入先名,国名,都道府県,住所,品目,電話番号
1001,株式会社田中製作所,日本,愛知県,名古屋市中区1-2-3,金属部品,052-000-0000
1002,上海田中貿易有限公司,中国,,上海市浦東新区,繊維,021-0000
""",
        encoding="cp932",
        mapping={"supplier_id": "仕入先コード", "name": "仕入先名", "country": "国名", "commodity": "品目"},
        not_used=("電話番号",),
    ),
    Listing(
        "korean-euc-kr",
        (("한국섬유 주식회사", "대한민국"), ("청도방직유한공사", "중국")),
        text="""업체코드,업체명,국가,지역,주소,품목,담당자
K1,한국섬유 주식회사,대한민국,경기도,안산시 단원구,원단,김철수
K2,청도방직유한공사,중국,산둥성,칭다오시,면사,이영희
""",
        encoding="cp949",
        mapping={"supplier_id": "업체코드", "name": "업체명", "country": "국가", "commodity": "품목"},
    ),
    Listing(
        "vietnamese-list",
        (("Công ty TNHH Dệt May Sài Gòn", "Việt Nam"), ("Công ty Bông Quảng Châu", "Trung Quốc")),
        text="""STT,Mã nhà cung cấp,Tên nhà cung cấp,Quốc gia,Tỉnh/Thành phố,Địa chỉ,Sản phẩm,Số điện thoại
1,NCC01,Công ty TNHH Dệt May Sài Gòn,Việt Nam,TP. Hồ Chí Minh,"Quận 7",Vải,0281234567
2,NCC02,Công ty Bông Quảng Châu,Trung Quốc,Quảng Đông,,Bông,
""",
        encoding="utf-8-sig",
        mapping={"supplier_id": "Mã nhà cung cấp", "name": "Tên nhà cung cấp", "country": "Quốc gia"},
        not_used=("STT", "Số điện thoại"),
    ),
    Listing(
        "uk-council-spend",
        (("Smith & Sons Ltd", ""), ("REDACTED PERSONAL DATA", ""), ("Veolia ES (UK) Ltd", "")),
        text="""Body Name,Body,Effective Date,Service Label,Organisational Unit,Expenditure Category,Expenditure Code,Transaction Number,Amount,Supplier Name,Supplier ID,VAT Registration Number
Somewhere Council,http://statistics.data.gov.uk/id/local-authority/00AA,01/04/2026,Waste,Place,Refuse,R1000,5100001,"1,250.00",Smith & Sons Ltd,S123,
Somewhere Council,http://statistics.data.gov.uk/id/local-authority/00AA,01/04/2026,Care,People,Care fees,R2000,5100002,900.00,REDACTED PERSONAL DATA,,
Somewhere Council,http://statistics.data.gov.uk/id/local-authority/00AA,02/04/2026,Waste,Place,Refuse,R1000,5100003,"15,000.10",Veolia ES (UK) Ltd,S900,GB123456789
""",
        mapping={"name": "Supplier Name", "buyer": "Body Name", "spend": "Amount", "supplier_id": "Supplier ID"},
        not_used=("Effective Date",),
    ),
    Listing(
        "us-federal-award-download",
        (("LOCKHEED EXAMPLE CORP", "UNITED STATES"), ("ACME UNIFORMS INC", "UNITED STATES")),
        text="""contract_transaction_unique_key,award_id_piid,action_date,awarding_agency_name,recipient_uei,recipient_duns,recipient_name,recipient_parent_name,recipient_country_code,recipient_country_name,recipient_city_name,recipient_state_code,primary_place_of_performance_country_code,product_or_service_code_description,naics_code,naics_description,federal_action_obligation
K1,W123,2025-10-01,Department of Defense,ABCDEF123456,123456789,LOCKHEED EXAMPLE CORP,LOCKHEED HOLDINGS,USA,UNITED STATES,BETHESDA,MD,USA,RADAR EQUIPMENT,334511,SEARCH AND NAVIGATION,10000.00
K2,W124,2025-10-02,Department of Defense,ZZZZZZ123456,987654321,ACME UNIFORMS INC,,USA,UNITED STATES,MIAMI,FL,MEX,CLOTHING,315210,CUT AND SEW APPAREL,500.00
""",
        mapping={"name": "recipient_name", "buyer": "awarding_agency_name", "parent": "recipient_parent_name"},
        not_used=("primary_place_of_performance_country_code", "action_date"),
    ),
    Listing(
        "spanish-minor-contracts",
        (("SUMINISTROS IBÉRICOS, S.L.", ""), ("PAPELERÍA LÓPEZ S.A.", "")),
        text="""Nº Expediente;Órgano de contratación;Tipo de contrato;Objeto del contrato;NIF adjudicatario;Adjudicatario;Importe adjudicación sin IVA;Fecha de adjudicación
2025/1;Ayuntamiento de Villa;Suministros;Guantes;B12345678;SUMINISTROS IBÉRICOS, S.L.;1.055,12;03/02/2025
2025/2;Ayuntamiento de Villa;Suministros;Papel;A87654321;PAPELERÍA LÓPEZ S.A.;300,00;04/02/2025
""",
        encoding="cp1252",
        mapping={"name": "Adjudicatario", "vat": "NIF adjudicatario", "buyer": "Órgano de contratación"},
    ),
    Listing(
        "brazilian-despesas",
        (("Algodoeira Central Ltda", ""), ("Uniformes São João S.A.", "")),
        text="""Data Pagamento;Órgão;CNPJ Fornecedor;Nome Fornecedor;Município;UF;Objeto;Valor Pago
02/01/2026;Secretaria da Saúde;12.345.678/0001-95;Algodoeira Central Ltda;Rondonópolis;MT;Algodão hidrófilo;R$ 1.234,56
03/01/2026;Secretaria da Saúde;98.765.432/0001-10;Uniformes São João S.A.;Blumenau;SC;Uniformes;R$ 99,90
""",
        encoding="cp1252",
        mapping={"name": "Nome Fornecedor", "spend": "Valor Pago", "commodity": "Objeto"},
    ),
    Listing(
        "coupa-supplier-export",
        (("Globex Packaging", "United States"), ("Jiangsu Film Co", "China")),
        text="""Supplier ID,Name,Display Name,Status,Supplier Number,Primary Contact Email,Primary Address Street 1,Primary Address City,Primary Address State,Primary Address Postal Code,Primary Address Country Name,Payment Method,Payment Term,Commodity,Tax ID,Created Date,Created By
101,Globex Packaging,Globex,active,VN-1,a@globex.example,1 Main St,Columbus,OH,43004,United States,PO,Net 30,Cartons,12-3456789,2021-01-01,admin
102,Jiangsu Film Co,,inactive,VN-2,b@film.example,2 Suzhou Rd,Suzhou,Jiangsu,215000,China,PO,Net 60,Films,,2022-01-01,admin
""",
        mapping={"name": "Name", "country": "Primary Address Country Name", "commodity": "Commodity"},
        not_used=("Status", "Primary Contact Email", "Created By"),
    ),
    Listing(
        "salesforce-accounts-export",
        (("Blue Ocean Seafood", "Thailand"), ("Pacific Tuna PCL", "Thailand")),
        text="""Account ID,Account Name,Type,Industry,Billing Street,Billing City,Billing State/Province,Billing Country,Phone,Account Owner,Last Modified Date
0015g00000AbCdE,Blue Ocean Seafood,Supplier,Food & Beverage,9 Rama Rd,Bangkok,,Thailand,+66 2 000 0000,Jane Doe,2025-01-01
0015g00000AbCdF,Pacific Tuna PCL,Supplier,Food & Beverage,1 Harbour,Samut Sakhon,,Thailand,+66 34 000 000,John Roe,2025-02-01
""",
        mapping={"name": "Account Name", "country": "Billing Country", "sector": "Industry"},
        not_used=("Account Owner", "Phone", "Last Modified Date"),
    ),
    Listing(
        "ariba-supplier-report",
        (("Initech Components LLC", "US"), ("Hanoi Plastics", "VN")),
        text="""ERP Supplier ID,Supplier Name,AN ID,SM Vendor ID,Address - Line 1,Address - City,Address - Region,Address - Country,Category,Region,Qualification Status,Registration Date
1,Initech Components LLC,AN0100,S1,5 Road,Austin,US-TX,US,Electronics,North America,Qualified,2024-05-05
2,Hanoi Plastics,AN0101,S2,7 Street,Hanoi,VN-HN,VN,Plastics,APAC,In qualification,2024-06-05
""",
        mapping={"name": "Supplier Name", "supplier_id": "ERP Supplier ID", "country": "Address - Country"},
        not_used=("Qualification Status", "Registration Date"),
    ),
    Listing(
        "bill-of-materials",
        (("Murata Example Co", "Japan"), ("Shenzhen Cap Ltd", "China")),
        text="""Parent Item,Level,Component,Description,Qty,UoM,Manufacturer,MPN,Country of Origin
PCB-100,1,R1,Resistor 10k,4,EA,Murata Example Co,MPN-1,Japan
PCB-100,1,C3,Capacitor 1uF,2,EA,Shenzhen Cap Ltd,MPN-2,China
""",
        mapping={"name": "Manufacturer", "origin": "Country of Origin", "commodity": "Description"},
    ),
    Listing(
        "purchase-order-lines",
        (("Anhui Solar Glass Co", "China"), ("Kedah Wafer Sdn Bhd", "Malaysia")),
        text="""PO Number,PO Date,Vendor,Vendor Name,Consignee,Material,Material Description,HTS Code,Country of Origin,Ship To Country,Net Value,Currency
450001,2026-01-02,200113,Anhui Solar Glass Co,Acme Energy Inc,M-1,Solar glass,7007.19,China,United States,1200.00,USD
450002,2026-01-03,200114,Kedah Wafer Sdn Bhd,Acme Energy Inc,M-2,Silicon wafers,3818.00,Malaysia,United States,9800.00,USD
""",
        mapping={"name": "Vendor Name", "supplier_id": "Vendor", "buyer": "Consignee", "origin": "Country of Origin"},
        not_used=("Ship To Country",),
        links=(("Anhui Solar Glass Co", "Acme Energy Inc"), ("Kedah Wafer Sdn Bhd", "Acme Energy Inc")),
    ),
    Listing(
        "bill-of-lading-data",
        (("Xiamen Footwear Imp & Exp", "China"), ("Dhaka Shoes Ltd", "Bangladesh")),
        text="""Bill of Lading,Arrival Date,Shipper Name,Shipper Address,Shipper Country,Consignee Name,Consignee Address,Notify Party,Port of Lading,Port of Unlading,Carrier,Vessel Name,HS Code,Goods Description,Weight (kg)
BOL1,2026-02-01,Xiamen Footwear Imp & Exp,"Huli, Xiamen",China,Acme Shoes Inc,"1 Main St, Boston",Fast Forwarders,Xiamen,Long Beach,CARR,EVER NICE,6403,Leather shoes,1200
BOL2,2026-02-03,Dhaka Shoes Ltd,"Savar, Dhaka",Bangladesh,Acme Shoes Inc,"1 Main St, Boston",Fast Forwarders,Chittagong,Newark,CARR,EVER FINE,6404,Shoes,900
""",
        mapping={"name": "Shipper Name", "buyer": "Consignee Name", "country": "Shipper Country", "hs": "HS Code"},
        not_used=("Vessel Name", "Consignee Address", "Notify Party"),
        links=(("Xiamen Footwear Imp & Exp", "Acme Shoes Inc"), ("Dhaka Shoes Ltd", "Acme Shoes Inc")),
    ),
    Listing(
        "cocoa-cooperatives",
        (("SCOOPS Kavokiva", "Côte d'Ivoire"), ("Kuapa Union", "Ghana")),
        text="""Cooperative name,Acronym,Country,District/Region,GPS latitude,GPS longitude,# of farmers,Certification,Traitant / Trader
SCOOPS Kavokiva,KAV,Côte d'Ivoire,Haut-Sassandra,6.8,-6.4,1200,Fairtrade,Olam Example
Kuapa Union,KU,Ghana,Ashanti,6.7,-1.6,800,RA,Cargill Example
""",
        mapping={"name": "Cooperative name", "country": "Country", "certificate": "Certification"},
        not_used=("# of farmers", "GPS latitude"),
    ),
    Listing(
        "palm-oil-mill-list",
        (("Bukit Mill", "Malaysia"), ("Sungai POM", "Indonesia")),
        text="""No.,UML ID,Mill Name,Parent Company,Group Name,Province/State,Country,Latitude,Longitude,RSPO Certified
1,PO1000001,Bukit Mill,Bukit Sdn Bhd,Bukit Group,Johor,Malaysia,1.2,103.1,Yes
2,PO1000002,Sungai POM,PT Sungai,Wilmar Example,Riau,Indonesia,0.5,101.4,No
""",
        mapping={
            "supplier_id": "UML ID",
            "name": "Mill Name",
            "parent": "Parent Company + Group Name",
            "certificate": "RSPO Certified",
        },
        not_used=("No.",),
    ),
    Listing(
        "cotton-ginners",
        (("Shree Ginning", "India"), ("Faisal Ginners", "Pakistan")),
        text="""Sr.|Ginner Name|Country|State|BCI Code|Season|Farm Groups|Contact No
1|Shree Ginning|India|Gujarat|BCI-1|2025-26|FG-12|+91 98 0000
2|Faisal Ginners|Pakistan|Punjab|BCI-2|2025-26|FG-13|+92 30 0000
""",
        file="ginners.txt",
        mapping={"name": "Ginner Name", "country": "Country", "region": "State"},
        not_used=("Sr.", "Season", "Contact No"),
    ),
    Listing(
        "preamble-and-footnotes",
        (("Alpha Mills", "India"), ("Beta Dyeing", "Peru")),
        text="""Supplier disclosure list,,
Published: 1 March 2026,,
"This list covers 98% of our production, by volume.",,

Supplier,Country,Product
Alpha Mills,India,Yarn
Beta Dyeing,Peru,Fabric

* Excludes licensees
Source: Acme Sourcing Ltd.
""",
        aside=2,
        mapping={"name": "Supplier", "country": "Country"},
        codes=("note-row",),
    ),
    Listing(
        "tabs-in-a-csv",
        (("Alpha Mills", "India"), ("Beta, Gamma & Co", "Peru")),
        text="Vendor\tCountry\tCommodity\nAlpha Mills\tIndia\tYarn\nBeta, Gamma & Co\tPeru\tFabric, dyed\n",
        mapping={"name": "Vendor", "country": "Country"},
    ),
    Listing(
        "excel-unicode-text",
        (("Łódź Textil Sp. z o.o.", "Poland"), ("上海棉业", "China")),
        text="Supplier name\tCountry\tCity\r\nŁódź Textil Sp. z o.o.\tPoland\tŁódź\r\n上海棉业\tChina\t上海\r\n",
        file="list.txt",
        encoding="utf-16",
        mapping={"name": "Supplier name"},
    ),
    Listing(
        "quoted-addresses-over-lines",
        (("Alpha Mills", "India"), ("Beta Ltd", "United Kingdom")),
        text='Supplier,Address,Country\r\n"Alpha Mills","Plot 5\r\nSector 12\r\nNoida","India"\r\n'
        '"Beta Ltd","1 ""The Mill""\nLeeds","United Kingdom"\r\n',
        mapping={"name": "Supplier", "address": "Address"},
    ),
    Listing(
        "no-header-at-all",
        (("Alpha Mills Pvt Ltd", "India"), ("Beta Dyeing SAC", "Peru"), ("Gamma Garments Co., Ltd.", "China")),
        text="""Alpha Mills Pvt Ltd,India,Yarn
Beta Dyeing SAC,Peru,Fabric
"Gamma Garments Co., Ltd.",China,Shirts
""",
        codes=("no-header",),
    ),
    Listing(
        "print-out-with-pages",
        (("Alpha Mills", "India"), ("Beta Dyeing", "Peru"), ("Gamma Garments", "China")),
        text="""Vendor listing,,,
Vendor No,Vendor Name,City,Country
10,Alpha Mills,Surat,India
20,Beta Dyeing,Lima,Peru
,,,Page 1 of 2
Vendor listing,,,
Vendor No,Vendor Name,City,Country
30,Gamma Garments,Ningbo,China
,,,Page 2 of 2
""",
        aside=4,
        mapping={"name": "Vendor Name", "supplier_id": "Vendor No"},
        codes=("page-break", "repeated-header", "note-row"),
    ),
    Listing(
        "country-as-section-heading",
        (("Alpha Mills", "INDIA"), ("Beta Dyeing", "INDIA"), ("Gamma Garments", "CHINA")),
        text="""Factory name,Address,Product
INDIA,,
Alpha Mills,"Ring Rd, Surat",Yarn
Beta Dyeing,"MG Rd, Tirupur",Fabric
CHINA,,
Gamma Garments,"8 Harbor St, Ningbo",Shirts
""",
        aside=2,
        codes=("section-row", "country-from-section"),
    ),
    Listing(
        "running-number-phone-and-mail",
        (("Alpha Mills", "India"), ("Alpha Mills", "Peru")),
        text="""No,Supplier,Origin,Type,State,Phone no,E-mail,Start
1,Alpha Mills,India,Direct,Active,+91 11 0000,a@x.example,2024-01-01
2,Alpha Mills,Peru,Indirect,Inactive,+51 1 0000,b@x.example,2025-01-01
""",
        mapping={"name": "Supplier", "origin": "Origin"},
        not_used=("No", "State", "Phone no", "E-mail", "Start"),
    ),
    Listing(
        "customs-entries-with-importer-of-record",
        (("Foshan Ceramics Co Ltd", "CN"), ("Thai Tile PCL", "TH")),
        text="""Entry No,Importer of Record,MID,Manufacturer Name,Country of Origin,Country of Export,HTSUS,Entered Value,Entry Date
E1,Acme Home Inc,CNFOSCER12FOS,Foshan Ceramics Co Ltd,CN,VN,6907.21,1000,2026-01-01
E2,Acme Home Inc,THTHATIL9BAN,Thai Tile PCL,TH,TH,6907.21,2000,2026-01-02
""",
        mapping={"name": "Manufacturer Name", "origin": "Country of Origin", "buyer": "Importer of Record"},
        links=(("Foshan Ceramics Co Ltd", "Acme Home Inc"), ("Thai Tile PCL", "Acme Home Inc")),
    ),
    Listing(
        "creditors-with-their-sum-and-the-year-of-the-turnover",
        (("Müller Weberei GmbH", "DE"), ("Öztürk Tekstil", "TR")),
        text="""Kreditor;Name 1;Name 2;Straße;PLZ;Ort;Land;Branche;Umsatz 2024 EUR
70001;Müller Weberei GmbH;;Hauptstr. 1;72072;Tübingen;DE;Textil;120.000,00
70002;Öztürk Tekstil;San. ve Tic. A.S.;OSB 5. Cad.;16159;Bursa;TR;Textil;85.500,50
Summe;;;;;;;;205.500,50
""",
        encoding="cp1252",
        aside=1,
        mapping={"name": "Name 1", "supplier_id": "Kreditor", "spend": "Umsatz 2024 EUR"},
    ),
    Listing(
        "expenses-of-a-parliament",
        (("Papelaria Central", ""), ("Posto Norte Ltda", "")),
        text="""txNomeParlamentar;nuLegislatura;sgUF;txtDescricao;txtFornecedor;txtCNPJCPF;txtNumero;datEmissao
Ninguém;2023;PB;MANUTENÇÃO;Papelaria Central;12.345.678/0001-95;1984;2025-02-07T00:00:00
Jorge;2023;PB;COMBUSTÍVEIS;Posto Norte Ltda;98.765.432/0001-10;1985;2025-02-08T00:00:00
""",
        mapping={"name": "txtFornecedor", "vat": "txtCNPJCPF"},
        not_used=("txNomeParlamentar", "nuLegislatura", "txtNumero"),
    ),
    Listing(
        "thai-headings",
        (("บริษัท ไทยซีฟู้ด จำกัด", "ไทย"), ("Mekong Fish Co", "เวียดนาม")),
        text="""ลำดับ,ชื่อผู้ขาย,ที่อยู่,ประเทศ,สินค้า
1,บริษัท ไทยซีฟู้ด จำกัด,สมุทรสาคร,ไทย,กุ้ง
2,Mekong Fish Co,Can Tho,เวียดนาม,ปลา
""",
        mapping={"name": "ชื่อผู้ขาย", "country": "ประเทศ", "address": "ที่อยู่", "commodity": "สินค้า"},
    ),
    Listing(
        "arabic-headings",
        (("شركة النيل للقطن", "مصر"), ("Istanbul Tekstil", "تركيا")),
        text="""اسم المورد,البلد,المنتج
شركة النيل للقطن,مصر,قطن
Istanbul Tekstil,تركيا,أقمشة
""",
        mapping={"name": "اسم المورد", "country": "البلد", "commodity": "المنتج"},
    ),
    Listing(
        "nothing-but-names",
        (("Alpha Mills Ltd", ""), ("Beta Dyeing Co", ""), ("Gamma Weaving GmbH", "")),
        text="""Alpha Mills Ltd
Beta Dyeing Co
Gamma Weaving GmbH
""",
        codes=("no-header",),
    ),
    Listing(
        "a-row-per-supplier-and-attribute",
        (("Alpha Mills", "India"), ("Beta Dyeing", "Peru"), ("Gamma Garments", "China")),
        text="""Supplier,Attribute,Value
Alpha Mills,Country,India
Alpha Mills,City,Pune
Beta Dyeing,Country,Peru
Beta Dyeing,Products,Fabric
Gamma Garments,Country,China
Total,,
""",
        aside=1,
        mapping={"name": "Supplier", "country": "Country", "city": "City", "commodity": "Products"},
    ),
    Listing(
        "values-without-a-supplier-s-attributes-are-an-ordinary-list",
        (("Alpha Mills", "India"), ("Beta Dyeing", "Peru")),
        text="""Supplier,Country,Field,Value
Alpha Mills,India,North field,1200
Beta Dyeing,Peru,South field,300
""",
    ),
    Listing(
        "master-data-export",
        (("海兰纺织", "中国"), ("河内线业", "越南")),
        text="""供应商编码,供应商名称,拼音码,供应商分类,公司全称,法人代表,税务登记证号,地址,联系人,国家/地区
V001,海兰纺织,HLFZ,原材料,江苏海兰纺织有限公司,张三,91320000MA1MU8N19K,江苏省南通市崇川区,李四,中国
V002,河内线业,HNXY,原材料,Hanoi Thread Co,阮,,Hanoi,Nguyen,越南
""",
        encoding="gb18030",
        mapping={"name": "供应商名称", "country": "国家/地区", "vat": "税务登记证号"},
        not_used=("法人代表", "联系人", "拼音码"),
    ),
    Listing(
        "sites-of-suppliers-with-an-id-for-each",
        (
            ("Alpha Group", "Singapore"),
            ("Alpha Pune", "India"),
            ("Alpha Dhaka", "Bangladesh"),
        ),
        text="""Supplier ID,Supplier,HQ Country,Site ID,Site,Site Country,Workers
V1,Alpha Group,Singapore,S1,Alpha Pune,India,100
V1,Alpha Group,Singapore,S2,Alpha Dhaka,Bangladesh,300
""",
        mapping={"name": "Site", "country": "Site Country + HQ Country", "supplier_id": "Site ID + Supplier ID"},
        links=(("Alpha Pune", "Alpha Group"), ("Alpha Dhaka", "Alpha Group")),
    ),
    Listing(
        "sites-that-share-the-id-of-their-supplier",
        (
            ("Alpha Group", ""),
            ("Alpha Pune", "India"),
            ("Alpha Dhaka", "Bangladesh"),
        ),
        text="""Vendor No,Vendor,Factory,Factory Country
V1,Alpha Group,Alpha Pune,India
V1,Alpha Group,Alpha Dhaka,Bangladesh
""",
        mapping={"name": "Factory", "supplier_id": "Vendor No"},
        links=(("Alpha Pune", "Alpha Group"), ("Alpha Dhaka", "Alpha Group")),
    ),
    Listing(
        "legal-and-trading-names",
        (("Alpha Pvt Ltd", "India"), ("Beta SA", "Peru")),
        text="""Legal entity,Trading name,Country of incorporation,Country of operation
Alpha Pvt Ltd,Alpha,Singapore,India
Beta SA,Beta,Peru,Peru
""",
        mapping={"name": "Legal entity", "other_name": "Trading name", "country": "Country of operation"},
    ),
    Listing(
        "numbers-of-iso",
        (("Alpha Mills", "356"), ("Gamma Glas", "040")),
        text="""Supplier,ISO country (numeric)
Alpha Mills,356
Gamma Glas,040
""",
        mapping={"country": "ISO country (numeric)"},
    ),
    Listing(
        "numbers-that-need-not-be-iso-s",
        (("Alpha Mills", ""), ("Gamma Glas", "")),
        text="""Supplier,Country
Alpha Mills,664
Gamma Glas,038
""",
        not_used=("Country",),
    ),
)
