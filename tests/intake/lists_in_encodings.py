"""Supplier lists in the languages of old files, and the encodings that each was kept in. All names are invented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Lines:
    """Headings for name, city and country; rows of them; encodings in which programs wrote such a list."""

    headings: tuple[str, str, str]
    rows: Sequence[tuple[str, str, str]]
    encodings: tuple[str, ...]


WESTERN = ("cp1252", "cp850", "cp437", "mac_roman")

LISTS: Mapping[str, Lines] = {
    "German": Lines(
        ("Lieferant", "Ort", "Land"),
        (
            ("Müller & Söhne Metallbau GmbH", "Köln", "Österreich"),
            ("Spinnerei Gebrüder Weiß KG", "Fürth", "Türkei"),
            ("Färberei Schönwald AG", "Nürnberg", "Rumänien"),
            ("Großhandel Jäger", "Düsseldorf", "Dänemark"),
            ("Grünwald Präzisionsteile", "München", "Ägypten"),
            ("Bäckerei Höß OHG", "Würzburg", "Südafrika"),
            ("KÜBLER MASCHINENBAU", "Lübeck", "Deutschland"),
            ("Möbelwerk Böhm", "Görlitz", "Weißrussland"),
        ),
        WESTERN,
    ),
    "French": Lines(
        ("Fournisseur", "Ville", "Pays"),
        (
            ("Société Générale de Façonnage", "Orléans", "Bénin"),
            ("Filature du Rhône Frères", "Besançon", "Algérie"),
            ("Établissements Lefèvre et Cie", "Saint-Étienne", "Sénégal"),
            ("Coopérative Forêts d'Ardèche", "Béziers", "Norvège"),
            ("Pêcheries Kérity", "Quimperlé", "Guinée"),
            ("Tréfileries Réunies", "Nîmes", "Suède"),
            ("Mécanique Générale Hervé", "Châlons", "Grèce"),
            ("Bergère de Noël", "Épinal", "Équateur"),
        ),
        ("cp1252", "cp850", "mac_roman"),
    ),
    "Spanish": Lines(
        ("Proveedor", "Ciudad", "País"),
        (
            ("Compañía Algodonera Ibáñez", "Logroño", "España"),
            ("Confecciones Núñez S.A.", "Córdoba", "México"),
            ("Fundición Peñarroya", "Cádiz", "Perú"),
            ("Cañas y Azúcar Garzón", "Medellín", "Panamá"),
            ("Aceites Muñoz Hermanos", "Jaén", "Haití"),
            ("Calzados Ordóñez", "Málaga", "Japón"),
            ("Química Güell", "Sabadell", "Canadá"),
            ("Envíos Rápidos Lucía", "León", "Turquía"),
        ),
        ("cp1252", "cp850", "cp437", "mac_roman"),
    ),
    "Portuguese": Lines(
        ("Fornecedor", "Município", "País"),
        (
            ("Confecções São João Ltda", "Guimarães", "Moçambique"),
            ("Indústria de Calçados Conceição", "Jundiaí", "Japão"),
            ("Pão de Açúcar Grãos", "Poços de Caldas", "Índia"),
            ("Mineração Araçá", "Maceió", "Paquistão"),
            ("Fiação Irmãos Gonçalves", "Florianópolis", "Colômbia"),
            ("Cerâmica Três Corações", "Uberlândia", "Bélgica"),
            ("Fundição Atlântico", "Ribeirão Preto", "Suíça"),
            ("Construções Magalhães", "Belém", "Vietnã"),
        ),
        ("cp1252", "cp850", "mac_roman"),
    ),
    "Polish": Lines(
        ("Dostawca", "Miasto", "Kraj"),
        (
            ("Zakłady Włókiennicze Gąsior", "Łódź", "Węgry"),
            ("Spółdzielnia Świt", "Poznań", "Słowacja"),
            ("Żabka Produkcja Sp. z o.o.", "Wrocław", "Hiszpania"),
            ("Fabryka Mebli Kołodziej", "Kraków", "Białoruś"),
            ("Przędzalnia Jedność", "Częstochowa", "Włochy"),
            ("Huta Śląska", "Gdańsk", "Grecja"),
            ("Wytwórnia Części Nowak", "Rzeszów", "Łotwa"),
            ("Zakład Ślusarski Źródło", "Zduńska Wola", "Francja"),
        ),
        ("cp1250", "cp852"),
    ),
    "Czech": Lines(
        ("Dodavatel", "Město", "Země"),
        (
            ("Strojírny Příbram s.r.o.", "Plzeň", "Německo"),
            ("Přádelna Žďár", "Kroměříž", "Rakousko"),
            ("Sklárny Křišťál", "Děčín", "Španělsko"),
            ("Železárny Třinec", "Ústí nad Labem", "Řecko"),
            ("Pekárna Růžička", "Český Těšín", "Čína"),
            ("Obuv Vaněk", "Zlín", "Francie"),
            ("Kovárna Měšťan", "České Budějovice", "Švédsko"),
            ("Dřevařské závody Hájek", "Jičín", "Itálie"),
        ),
        ("cp1250", "cp852"),
    ),
    "Turkish": Lines(
        ("Tedarikçi Adı", "Şehir", "Ülke"),
        (
            ("Şahin Tekstil San. ve Tic. A.Ş.", "İstanbul", "Türkiye"),
            ("Güneş İplik Fabrikası", "Kahramanmaraş", "Türkiye"),
            ("Yıldız Gıda Ürünleri Ltd. Şti.", "Eskişehir", "Mısır"),
            ("Çelik Döküm Sanayi", "Gebze", "İspanya"),
            ("Öz Işık Pamukçuluk", "Aydın", "Bulgaristan"),
            ("Doğan Konfeksiyon", "Uşak", "Özbekistan"),
            ("Ağaoğlu Zeytinyağı", "Balıkesir", "Türkmenistan"),
            ("Kuşadası Seramik", "Kütahya", "Çin"),
        ),
        ("cp1254", "cp857"),
    ),
    "Russian": Lines(
        ("Поставщик", "Город", "Страна"),
        (
            ("ООО Тульский литейный завод", "Тула", "Россия"),
            ("АО Ивановская мануфактура", "Иваново", "Россия"),
            ("ЗАО Рыбокомбинат Восток", "Владивосток", "Китай"),
            ("Хлопковый комбинат Заря", "Ташкент", "Узбекистан"),
            ("ПАО УРАЛМЕТАЛЛ", "Екатеринбург", "Казахстан"),
            ("ИП Щербаков", "Ярославль", "Беларусь"),
            ("Фабрика Большевичка", "Санкт-Петербург", "Турция"),
            ("Завод имени Королёва", "Нижний Новгород", "Вьетнам"),
        ),
        ("cp1251", "cp866", "koi8_r"),
    ),
    "Chinese": Lines(
        ("供应商", "城市", "国家"),
        (
            ("和田泰达服饰有限公司", "和田", "中国"),
            ("宁波明辉纺织厂", "宁波", "中国"),
            ("广东顺发五金制品有限公司", "佛山", "越南"),
            ("江苏恒盛化纤股份有限公司", "无锡", "中国"),
            ("TCL集团股份有限公司", "惠州", "中国"),
            ("阿克苏华孚色纺有限公司", "阿克苏", "中国"),
            ("温州鑫淼鞋业有限公司", "温州", "印度"),
            ("浙江晟昊电器有限公司", "乐清", "德国"),
        ),
        ("gb18030",),
    ),
    "Traditional Chinese": Lines(
        ("供應商", "城市", "國家"),
        (
            ("鴻運精密工業股份有限公司", "台北", "臺灣"),
            ("東莞寶成鞋業廠", "東莞", "中國"),
            ("永豐餘造紙有限公司", "高雄", "越南"),
            ("聯華電子零件行", "新竹", "日本"),
            ("大華紡織股份有限公司", "台南", "臺灣"),
            ("興隆五金製品廠", "深圳", "中國"),
            ("金龍食品企業社", "香港", "馬來西亞"),
            ("遠東機械貿易有限公司", "桃園", "德國"),
        ),
        ("big5",),
    ),
    "Japanese": Lines(
        ("仕入先名", "都市", "国"),
        (
            ("株式会社山田製作所", "大阪", "日本"),
            ("東洋紡織工業", "名古屋", "中国"),
            ("有限会社サクラ食品", "神戸", "ベトナム"),
            ("ミナト電機株式会社", "横浜", "日本"),
            ("北海道水産加工協同組合", "函館", "タイ"),
            ("きもの京染", "京都", "日本"),
            ("アジア縫製センター", "福岡", "バングラデシュ"),
            ("佐藤金属", "新潟", "インド"),
        ),
        ("cp932",),
    ),
    "Korean": Lines(
        ("공급업체명", "도시", "국가"),
        (
            ("주식회사 한빛섬유", "대구", "대한민국"),
            ("동아정밀공업", "창원", "중국"),
            ("(주)서울식품", "서울", "베트남"),
            ("대한방직", "전주", "대한민국"),
            ("부산수산물유통", "부산", "일본"),
            ("미래전자부품", "구미", "인도"),
            ("삼호의류", "안양", "방글라데시"),
            ("우진화학 주식회사", "울산", "독일"),
        ),
        ("cp949",),
    ),
}


def as_text(lines: Lines, rows: int) -> str:
    """The list with the first of its rows."""
    return "\n".join(";".join(row) for row in (lines.headings, *lines.rows[:rows])) + "\n"
