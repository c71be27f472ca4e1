"""What a heading means: its normalized form, and the vocabulary of the table `column_names`.

A heading is looked up as a whole, then without what stands in brackets, then part by part ("供应商名称 Supplier Name",
"Supplier / Fournisseur"), then by its last words ("Nike, Inc. Brand(s)"). Each step is weaker than the one before.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

OTHER = "other"
"""Field of headings that are known and not used (phone, date, status): they help to find the header row."""
COMBINED = "city-country"
"""A heading that announces city and country in one cell."""

_HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NUMBERING = re.compile(r"^\s*(?:\(?\d{1,2}[.)、:]|\(?[a-zA-Z][.)]|[①-⑳]|q\d+[.:])\s*(?=\S)")
_BRACKETS = re.compile(r"[(\[{（【〔<《][^)\]}）】〕>》]*[)\]}）】〕>》]")
_PLURAL = re.compile(r"\((?:s|es|n|en)\)", re.IGNORECASE)
_PARTS = re.compile(r"\s*[/|\n\\／｜:：]\s*|\s+[-–—]\s+")
_SCRIPTS = re.compile(rf"[{_HAN}][{_HAN}\s・ー]*|[^{_HAN}]+")
_IN_HAN = re.compile(f"[{_HAN}]")
_GAPS_IN_HAN = re.compile(rf"(?<=[{_HAN}]) | (?=[{_HAN}])")
_TRAILING_NUMBER = re.compile(r" ?\d{1,2}$")
_NUMBERED_PROOF = re.compile(r"\b(audit|certificate|certification) \d{1,2}\b")
"""One of several audits or certificates side by side: "Audit 2 date"."""
_LONGEST = 90
"""Characters (those of Chinese, Japanese and Korean count twice); in a longer text a known word says nothing."""
_YEAR = re.compile(r"(?:fy)?(?:19|20)\d\d")
_NOISE = frozenset(
    """
    the a your our please enter select list details detail full complete primary main current legal registered
    official as per if any known required mandatory optional input field column text of in english local
    standard declared exact original reported approved active direct txt str nm ds dsc usd eur gbp cny rmb jpy inr brl
    """.split()  # noqa: SIM905 - a list of words reads better as words
)
_FOREIGN_OWNER = frozenset(
    """
    contact previous former bank ship delivery billing bill customer buyer client parent ultimate holding
    email phone mail agent broker user created updated modified contributor auditor audit requester manager
    file sheet project document invoice payment currency risk destination export import shipping sales not no
    number nr code id type status person first last middle given family owner end
    consignee importer importing purchaser retailer brand notify party forwarder carrier port warehouse dc store
    discharge loading lading lender licensee consolidator performance director ceo shareholder investor market
    landlord employer worker workers dormitory recruiter recruitment agency deliver delivered transit transshipment
    remit insurer laboratory lab certification certifier body approver responsible business city subsidiary
    competitor regional buying insurance distributor reseller installer is has was approved since
    """.split()  # noqa: SIM905 - a list of words reads better as words
)


def heading_key(heading: str) -> str:
    """The form in which headings are compared: no case, accents, punctuation, camelCase, numbering or stars."""
    text = unicodedata.normalize("NFKC", heading)
    text = _NUMBERING.sub("", _PLURAL.sub("", text))
    if not text.isupper():
        text = _CAMEL.sub(" ", text)
    # "#" and "№" mean number; losing them would make "Supplier #" a name
    text = text.replace("№", " no ").replace("#", " no ").replace("%", " percent ").replace("&", " and ").casefold()
    text = "".join(
        c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c) or c in "\u3099\u309a"
    )
    text = unicodedata.normalize("NFC", text).replace("ı", "i").replace("đ", "d").replace("'", "").replace("’", "")
    text = " ".join(re.sub(r"[\W_]+", " ", text).split())
    return _GAPS_IN_HAN.sub("", text)


def _keys(labels: str) -> frozenset[str]:
    return frozenset(map(heading_key, labels.split("|")))


DAY_OF_RESPONSE = _keys(
    "Date of completion|Date completed|Completion date|Completion time|Timestamp|Submitted on|Submission date"
    "|Date submitted"
    "|Response date|Date of response|填表日期|提交时间|回答日|응답일|Marca temporal|Horodateur|Zeitstempel"
    "|タイムスタンプ|타임스탬프"
)
"""Headings of the day on which a questionnaire was filled in, as web forms export them."""
DAY_OF_ANSWERS = DAY_OF_RESPONSE | _keys(
    "Effective date|Date of declaration|Declaration date|Date signed|生效日期|完成日期|記入日|시행일"
    "|Date de la déclaration"
    "|Data de finalização|Datum|Fecha efectiva|Data di validità|Yürürlük Tarihi"
)
"""Labels of that day on a form, RMI's in ten languages among them; as a heading of a list they may mean other days."""
QUESTION = re.compile(r"[?？]")


ANSWER_HEADINGS = frozenset(
    heading_key(text)
    for text in (
        """
        Answer;Answers;Answer text;Response;Responses;Reply;Value;Values;Attribute value;Field value;回答;答案;答复
        值;数值;値;回答内容;답변;값;응답;Réponse;Réponses;Valeur;Resposta;Valor;Antwort;Wert;Respuesta;Risposta;Valore;Yanıt;Cevap
        Değer;Trả lời;Giá trị;Ответ;Значение;Odpowiedź;Wartość;Antwoord;Waarde
        """.replace("\n", ";").split(";")
    )
    if text.strip()
)
"""Headings of columns that hold the answers to the questions (or the values of the labels) beside them."""
LABEL_HEADINGS = frozenset(
    heading_key(text)
    for text in (
        """
        Attribute;Attribute name;Field;Field name;Property;Parameter;Characteristic;Data point;Data field;Data element
        Question;Questions;Question text;Survey question;属性;字段;问题;問題;項目;質問;設問;質問項目;항목;질문;속성
        Attribut;Champ;Pergunta;Questão;Atributo;Campo;Frage;Merkmal;Feld;Pregunta;Domanda;Attributo;Soru
        Özellik;Alan;Câu hỏi;Thuộc tính;Вопрос;Поле;Pytanie;Pole;Vraag;Veld
        """.replace("\n", ";").split(";")
    )
    if text.strip()
)
"""Headings of columns whose cells say what the cell beside them is."""


def is_question(text: str) -> bool:
    """Whether a text asks something; a mark after fewer letters ("OK?") is a column of a list."""
    return len(text) >= 10 and bool(QUESTION.search(text))


_STAND_ALONE = ("name", "country", "buyer", "address", "tier")
"""Fields that one last word may stand for: "Palm oil mill", "Nike, Inc. Brand(s)"."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading can mean: a key of `records.FIELDS` (or OTHER, COMBINED), its sense, how sure the words are."""

    field: str
    sense: str
    """Finer meaning within the field: `vendor`, `site`, `company`, `plain` for names; `weak` for uncertain headings."""
    weight: float
    """1 for the heading as a whole, less for parts of it."""
    rule: str


_OF_PARTY = re.compile(r"\S\s+[-–—]\s+\S|[:：]\s*\S")
_ABOUT_A_PARTY = ("country", "address", "city", "region")


class Vocabulary:
    """The table `column_names`, ready to look headings up. Answers are remembered per heading."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self._rows: dict[str, tuple[str, str]] = {}
        for row in rows:
            self._rows.setdefault(row["key"], (row["field"], row["sense"]))
        self._known: dict[str, Meaning | None] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._rows

    def meaning(self, heading: str) -> Meaning | None:
        """What the heading means, or None if no word of the table fits."""
        if heading not in self._known:
            self._known[heading] = self._look_up(heading)
        return self._known[heading]

    def _look_up(self, heading: str) -> Meaning | None:
        if not heading or len(heading) > 300:
            return None
        whole = self._exact(heading_key(heading), 1.0, "heading")
        if whole:
            return whole
        bare = _BRACKETS.sub(" ", heading)
        found = self._exact(heading_key(bare), 0.95, "heading without brackets") if bare.strip() != heading else None
        if found or len(heading) + len(_IN_HAN.findall(heading)) > _LONGEST:
            return found or self._exact(heading_key(heading.split("\n")[0]), 0.85, "first line of the heading")
        return self._by_parts(heading) or self._by_last_words(heading_key(bare))

    def _exact(self, key: str, weight: float, rule: str) -> Meaning | None:
        forms = (
            (key, 1.0),
            (_TRAILING_NUMBER.sub("", key), 0.95),
            (_without_noise(key), 0.9),
            (_NUMBERED_PROOF.sub(r"\1", key), 0.9),
        )
        for form, factor in forms:
            row = self._rows.get(form)
            if row and form:
                return Meaning(row[0], row[1], weight * factor, rule)
        return None

    def _by_parts(self, heading: str) -> Meaning | None:
        inside = [b[1:-1] for b in _BRACKETS.findall(heading)]
        bare = _BRACKETS.sub(" ", heading)
        parts = [p for p in (*_PARTS.split(bare), *inside) if p.strip()]
        parts += [run for run in _SCRIPTS.findall(bare) if run.strip() and run.strip() != bare.strip()]
        found = [m for part in parts if (m := self._exact(heading_key(part), 0.85, "part of the heading"))]
        fields = {m.field for m in found}
        if {"city", "country"} <= fields or {"address", "country"} <= fields:
            return Meaning(COMBINED, "", 0.8, "heading names city and country")
        real = [m for m in found if m.field != OTHER]
        if not found:
            return None
        if len(parts) == 2 and _OF_PARTY.search(bare):  # "Supplier - Country", "Consignee: Address"
            party, about = (self._exact(heading_key(part), 0.85, "part of the heading") for part in parts)
            if about and about.field in _ABOUT_A_PARTY and party:
                if party.field == "name":
                    return about
                if party.field in ("buyer", "parent", OTHER):
                    return Meaning(OTHER, "", 0.7, "says something of another party")
        if {"name", "supplier_id"} == fields and found[-1].field == "supplier_id":  # "供应商 ID"
            return Meaning("supplier_id", "", 0.7, "part of the heading")
        if len({m.field for m in real}) > 1:  # "Name / Address": what comes first decides, weakly
            return Meaning(real[0].field, real[0].sense, 0.5, real[0].rule)
        return max(real or found, key=lambda m: (m.sense not in ("weak", "plain"), m.weight))

    def _by_last_words(self, key: str) -> Meaning | None:
        words = key.split()
        if len(words) > 7:
            return None  # a sentence
        for start in range(1, len(words)):
            if _FOREIGN_OWNER & set(words[:start]):
                return None
            row = self._rows.get(" ".join(words[start:]))
            alone = start == len(words) - 1
            if alone and (not row or (row[0] not in _STAND_ALONE and not self._of_a_place(row[0], words[:start]))):
                continue
            if row and row[1] not in ("weak", "plain", "pair", "end", "entity") and row[0] != OTHER:
                return Meaning(row[0], row[1], 0.5, "last words of the heading")
        return None

    def _of_a_place(self, field: str, words: Sequence[str]) -> bool:
        """Whether a last word says where the place is that the words before it name: "Location City"."""
        row = self._rows.get(" ".join(words))
        return field in ("city", "region") and row is not None and row[0] in ("name", "country", "address")


def speaks_of_others(heading: str) -> bool:
    """Whether a heading names somebody else than the supplier ("Carrier country", "Country of director")."""
    return bool(_FOREIGN_OWNER & set(heading_key(heading).split()))


def _without_noise(key: str) -> str:
    return " ".join(word for word in key.split() if word not in _NOISE and not _YEAR.fullmatch(word))


# --- tiers -------------------------------------------------------------------------------------------------------

_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_TIER = re.compile(
    r"(?<![a-z])(?:sub[ -]?)?(?:tier|t|rang|rango|nivel|nível|stufe|kademe|livello|cấp|n)[ _-]*(?P<a>[1-9])(?![0-9])"
    r"|(?<![0-9])(?P<b>[1-9])(?:st|nd|rd|th)?[ _-]*tier"
    r"|(?P<c>[一二三四五六1-6])[级級次階]"
    r"|(?P<d>[1-6])차"
    r"|(?<![a-z])(?P<e>first|second|third|fourth|fifth)[ _-]tier",
    re.IGNORECASE,
)


def tier_of(heading: str) -> tuple[int, str] | None:
    """The tier a heading speaks of and the heading without it: "Tier 2 Country" → (2, "Country"); None for "Tier"."""
    text = unicodedata.normalize("NFKC", heading)
    match = _TIER.search(text)
    if not match:
        return None
    token = next(group for group in match.groups() if group)
    if re.match(r"\s*[/,&-]\s*\d", text[match.end() :]):
        return None  # "Tier 1/2/3" asks for the number
    number = _NUMERALS.get(token) or _ORDINALS.get(token.casefold()) or int(token)
    rest = (text[: match.start()] + " " + text[match.end() :]).strip(" -–—:：_.()（）/")
    return number, rest
