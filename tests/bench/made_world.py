"""Invented companies of other countries, and the ways in which suppliers write their names."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass

from made_variants import word_slip

HEADS = """
Al Am Ar Bal Ber Bor Cal Cor Dal Del Dor El Fal Fer Gal Gor Har Hel Jan Kal Kor Lan Lor Mal Mer Nor Or Pal
Per Ral Ros Sal Ser Tal Tor Val Ver Wal Zan Zor
"""
MIDDLES = """
a an ar e el en er i in ir o on or u un ra re ri ro la le li lo ma me mi mo na ne no va ve vi ta te ti to da
de di
"""
TAILS = """
ba ca co da do ga go ka ko la lo ma mi na no ra ri ro sa so ta to va vo x z l n r s th ck ss ll nt rd lm
"""
SECOND = """
Star Bridge Stone Field Brook River Crown Gate North West Union Global Prime Delta Alpha Nova Terra Apex
Pioneer Summit
"""

COUNTRIES = """
US|Inc.;Corp.;LLC;Incorporated|Industries;Manufacturing;Textiles;Foods;Plastics;Chemicals;Components;Packaging;Logistics;Electronics|and
GB|Ltd;Limited;plc|Industries;Manufacturing;Textiles;Foods;Plastics;Chemicals;Engineering;Packaging;Trading;Electronics|and
IN|Pvt. Ltd.;Private Limited;(P) Ltd.;Ltd.|Exports;Textile Mills;Spinning Mills;Garments;Chemicals;Polymers;Foods|and
BD|Ltd.;Limited|Knit Composite;Apparels;Fashions;Spinning Mills;Knitwear;Garments;Textiles|and
VN|Co., Ltd.;Company Limited;JSC;Joint Stock Company|Garment;Textile;Wood;Seafood;Footwear;Plastic;Trading|and
TR|A.Ş.;Anonim Şirketi;Ltd. Şti.;San. ve Tic. A.Ş.|Tekstil;Konfeksiyon;Gıda;Kimya;Makina;Plastik;İnşaat|ve
DE|GmbH;AG;GmbH & Co. KG;KG|Maschinenbau;Textil;Kunststofftechnik;Chemie;Lebensmittel;Elektronik;Logistik|und
ES|S.L.;S.A.;SL;Sociedad Limitada|Textiles;Alimentación;Plásticos;Químicas;Maquinaria;Envases;Logística|y
MX|S.A. de C.V.;SA de CV;S. de R.L.|Textiles;Confecciones;Alimentos;Plásticos;Productos Químicos;Maquinaria|y
BR|Ltda.;S.A.;Ltda;Limitada|Indústria Têxtil;Alimentos;Plásticos;Calçados;Produtos Químicos;Madeiras|e
ID|Tbk;Persero|Tekstil;Garmindo;Sawit;Plastik;Kimia;Kayu|dan
MY|Sdn. Bhd.;Sdn Bhd;Berhad;Bhd.|Industries;Manufacturing;Plantation;Plastics;Gloves;Furniture|dan
JP|Co., Ltd.;K.K.;Kabushiki Kaisha|Kogyo;Seisakusho;Shoji;Denki;Kagaku;Seni|and
IT|S.r.l.;S.p.A.;Srl|Tessuti;Confezioni;Alimentari;Plastica;Meccanica;Calzature|e
"""
"""Country | legal forms, the usual one first | industries | its word for "and"."""

SHORTER = {"Manufacturing": "Mfg", "Industries": "Inds.", "Textiles": "Tex", "Trading": "Trdg", "Private": "Pvt"}


@dataclass(frozen=True, slots=True)
class Country:
    """How companies of a country are called."""

    code: str
    forms: tuple[str, ...]
    industries: tuple[str, ...]
    join: str


@dataclass(frozen=True, slots=True)
class WorldCompany:
    """An invented company; two are the same exactly if brand, industry and country agree."""

    country: Country
    brand: str
    industry: str
    form: str

    def full(self) -> str:
        """The name in full; in Indonesia the form stands in front."""
        front = "PT " if self.country.code == "ID" else ""
        return f"{front}{self.brand} {self.industry} {self.form}"


ALL_COUNTRIES = tuple(
    Country(code, tuple(forms.split(";")), tuple(work.split(";")), join)
    for code, forms, work, join in (line.split("|") for line in COUNTRIES.strip().splitlines())
)


def brand(rng: random.Random) -> str:
    """A word that is none, sometimes two joined by "&", sometimes followed by a common word."""

    def word() -> str:
        middle = "".join(rng.choice(MIDDLES.split()) for _ in range(rng.choice((1, 1, 2))))
        return rng.choice(HEADS.split()) + middle + rng.choice(TAILS.split())

    kind = rng.random()
    if kind < 0.12:
        return f"{word()} & {word()}"
    return f"{word()} {rng.choice(SECOND.split())}" if kind < 0.4 else word()


def world_company(rng: random.Random) -> WorldCompany:
    """An invented company of some country."""
    country = rng.choice(ALL_COUNTRIES)
    form = rng.choices(country.forms, weights=[4] + [1] * (len(country.forms) - 1))[0]
    return WorldCompany(country, brand(rng), rng.choice(country.industries), form)


def plain(text: str) -> str:
    """Without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.replace("ı", "i")) if not unicodedata.combining(c))


def world_variant(one: WorldCompany, rng: random.Random) -> str:
    """One of the ways a supplier writes the name."""
    name = one.full()
    kind = rng.randrange(10)
    if kind == 0:
        return plain(name).upper()
    if kind == 1:
        return f"{one.brand} {one.industry}"
    if kind == 2:
        return plain(name).replace(" & ", f" {one.country.join} ").replace(".", "").replace(",", "")
    if kind == 3:
        return f"{one.brand} {one.industry} {rng.choice(one.country.forms)}"
    if kind == 4:
        return f"{word_slip(one.brand, rng)} {one.industry} {one.form}"
    if kind == 5:
        return f"{word_slip(one.brand, rng)} {word_slip(one.industry, rng)} {one.form}"
    if kind == 6:
        return f"{one.brand.replace(' ', '')} {one.industry} {one.form}"
    if kind == 7:
        short = " ".join(SHORTER.get(w, w) for w in one.industry.split())
        return f"{one.brand} {short} {one.form}"
    if kind == 8:
        return f"{one.industry} {one.brand} {one.form}"
    return f"{name} ({one.country.code})"


def near_miss(one: WorldCompany, rng: random.Random) -> WorldCompany:
    """Same country, industry and form, other brand."""
    return WorldCompany(one.country, brand(rng), one.industry, one.form)
