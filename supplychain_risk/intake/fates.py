"""What a row without a usable supplier is: blank, a total, a page number, a note … each with its problem code."""

from __future__ import annotations

import re
from collections.abc import Sequence

from supplychain_risk.intake.records import Value
from supplychain_risk.intake.rowwords import RowWords
from supplychain_risk.intake.values import one_line, parse_amount
from supplychain_risk.patterns import pattern
from supplychain_risk.resolve.text import is_placeholder

_PAGE = re.compile(
    r"(?:page|seite|página|pagina|sayfa|trang|p\.)?\s*\d{1,4}(?:\s*(?:of|von|de|di|/|sur)\s*\d{1,4})?|第\s*\d+\s*页.*",
    re.IGNORECASE,
)
# Words that are company names too ("Legend Foods", "Source One Ltd") count only with a colon.
_NOTE = pattern(
    r"(?:\*|†|\(?(?:\d{1,2}|[a-z])[)\]] +(?-i:[a-zà-ÿ])|[¹²³⁰⁴-⁹]+ *(?-i:[a-zà-ÿ])"  # "1) subject to change"
    r"|(?:notes?|sources?|legend|disclaimer|signature|signed|date|key|quelle|hinweis|anmerkung|stand|fuente|nota"
    r"|remarque|confidential|not|비고|备注|備註|注|说明|注意)\s*[:：]"
    r"|(?:n\.?b\.?|p\.?s\.?|fyi|todo|to do|remarks?|comments?|important|attention|achtung|wichtig)\s*[:：]"
    r"|(?:>|→|»)+\s"
    r"|(?:name|title|position|function|department|phone|tel|e-?mail|place)\s*[:：]\s*\S"
    r"|(?:as of|as at|status as of|état au|stand vom|stand|fecha|data)\s*:?\s*\d{1,4}[./-]"
    r"|\d{1,2}[.)]\s+[A-Z][a-z]+\b.*\b(?:subject to|is|are|was|were|must|shall|will|please|see|as agreed|agreed)\b"
    r"|(?:prepared|approved|reviewed|signed|generated|printed|compiled) (?:by|on)\b"
    r"|signature[\W_]*$|notes?$|end of (?:list|report|file)|last updated|this (?:list|report|document"
    r"|file) (?:is|was|has|shows)"
    r"|(?:report|list|file|data|document) (?:generated|created|printed|exported|extracted|downloaded|run|as of)\b"
    r"|(?:generated|exported|downloaded|extracted) (?:from|on|at)\b"
    r"|(?:row |record |supplier |vendor )?count\s*[:：=]?\s*\d+$"
    r"|(?:number|no\.?) of (?:records|rows|suppliers|vendors|factories|entries)\b"
    r"|\d+ (?:records?|rows?|suppliers?|vendors?|factories|entries)(?: (?:found|selected|listed|in total))?\.?$"
    r"|©|\(c\) |copyright \W?\d|https?:|制表|审核|签字)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:(?:with )?(?:kind|best|warm)(?:est)? )?regards|yours (?:sincerely|faithfully|truly)|sincerely(?: yours)?"
    r"|mit (?:freundlichen|besten) gr(?:ü|ue)(?:ß|ss)en|(?:freundliche|beste|viele) gr(?:ü|ue)(?:ß|ss)e"
    r"|(?:bien )?cordialement|sincères salutations|atentamente|(?:cordiales )?saludos|un saludo|atenciosamente"
    r"|(?:cordiali|distinti) saluti|met vriendelijke groet(?:en)?|z poważaniem|saygılarım(?:ız)?la|trân trọng"
    r"|с уважением|此致|敬具|敬上",
    re.IGNORECASE,
)
"""What ends a letter; who signs it stands below."""
_EXAMPLE = re.compile(
    r"(?:e\.g\.|eg\.|ex\.? ?:|z\.\s?b\.|p\.\s?ej\.|(?:example|sample|beispiel|ejemplo|exemple)"
    r"(?:\s*:|\s*$|\s+(?:supplier|company|row|vendor|factory)\b)|例[:：如]|示例|[\[<](?:enter|insert))",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"[\[(（].{1,40}[\])）]|text|free text|required|optional|mandatory|number|numeric|date|yes/no|y/n|usd|eur|gbp"
    r"|cny|rmb|%|kg|mt|t|tons?|tonnes?|pcs|units?|yyyy-mm-dd|dd/mm/yyyy|mm/dd/yyyy|iso.{0,20}|string|integer|char.{0,12}"
    r"|varchar.{0,12}|drop-?down|select.{0,30}"
    r"|必填|选填|可选|pflichtfeld|obligatoire",
    re.IGNORECASE,
)

CUSTOMER = "customer-row"
"""Code of a row whose company is a customer."""
HINTS = {
    "total-row": "Totals are left out. If this is a company, give it a country or an id.",
    "page-break": "Page numbers are left out. Nothing needs to be done.",
    "note-row": "Notes and captions are left out. If this is a company, fill in its other columns.",
    "section-row": "A place name alone is taken for a caption. If it is a company, fill in its other columns.",
    "repeated-header": "A header line repeated by a print-out is left out. Nothing needs to be done.",
    "next-table": "The rows below this line are read with its headings. Nothing needs to be done.",
    "units-row": "A line that explains the headings is left out. Nothing needs to be done.",
    "example-row": "Delete the example, or remove the words that mark it as one if it is a real supplier.",
    "placeholder-name": "Fill in the supplier's name, or delete the row.",
    "no-supplier-name": "Fill in the supplier's name, or delete the row.",
    CUSTOMER: "Nothing needs to be done. If it supplies the company, too, write 'Supplier and customer' here.",
    "own-production": "Nothing needs to be done. If this is a company, write its full name.",
    "cell-error": "Correct the formula in this cell.",
    "relation-unknown": "Write 'supplies', 'customer of', 'owns' or 'owned by', or leave the row out.",
    "row-shifted": "Put texts with commas in quotation marks when the file is written, or save it as .xlsx.",
}
MESSAGES = {
    "total-row": "a total, not a supplier",
    "page-break": "a page number, not a supplier",
    "note-row": "a note, not a supplier",
    "section-row": "a caption of the rows below, not a supplier",
    "repeated-header": "the header again",
    "next-table": "the header of a further table",
    "units-row": "explains the headings",
    "example-row": "an example, not a supplier",
    "placeholder-name": "the name is a placeholder",
    "no-supplier-name": "no supplier name",
    CUSTOMER: "a customer by what this column says of it, and no supplier",
    "own-production": "the company makes this itself: no supplier; what goes into it is supplied to the company",
    "cell-error": "the name is an error value of a formula",
    "relation-unknown": "it is not known what the relation means, so neither company is taken for a supplier",
    "row-shifted": "the row has more cells than there are headings, and its values do not fit the headings above them",
}


class Fates:
    """Tells what a row is that gives no supplier."""

    def __init__(self, words: RowWords) -> None:
        self._words = words

    def why_set_aside(self, name: Value | None, why: str, filled: Sequence[str]) -> str:
        """Code for a row that is no supplier, or "" for one that is. `why` says what is wrong with a name it lacks."""
        if name is None:
            return self.fate_without_name(filled, why)
        others = list(filled)
        others.remove(next(text for text in filled if one_line(text) == name.text))
        return self.fate_of_named(name.text, others) or ""

    def fate_without_name(self, filled: Sequence[str], why: str) -> str:
        """Code for a row whose name cells are empty or no name, from its filled cells (never empty).

        `why`, what is wrong with its name, is the code where nothing else tells what the row is.
        """
        code = self._without_name(filled)
        return why if why and code == "no-supplier-name" else code

    def _without_name(self, filled: Sequence[str]) -> str:
        if any(self._words.is_total(text) for text in filled):
            return "total-row"
        if any(self._words.summed(text) for text in filled) and self._only_numbers(filled, but_one=True):
            return "total-row"
        if len(filled) == 1:
            text = filled[0]
            if _PAGE.fullmatch(text):
                return "page-break"
            if parse_amount(text) is not None:
                return "total-row"
            if _NOTE.match(text) or len(text) > 40:
                return "note-row"
        elif all(parse_amount(text) is not None for text in filled):
            return "total-row"
        return "no-supplier-name"

    @staticmethod
    def _only_numbers(filled: Sequence[str], *, but_one: bool) -> bool:
        words = sum(parse_amount(text.rstrip("%")) is None and not is_placeholder(text) for text in filled)
        return words <= but_one

    @staticmethod
    def is_example(name: str) -> bool:
        """Whether what stands in the place of a name is an example of one."""
        return _EXAMPLE.match(name) is not None

    def heads(self, text: str) -> bool:
        """Whether a text that ends with a colon, alone in its row, may head the rows below: no note, and no total."""
        return not (_NOTE.match(text) or self._words.is_total(text) or self._words.summed(text))

    def fate_of_named(self, name: str, others: Sequence[str]) -> str | None:
        """Code for a row that has text where the name stands and yet is no supplier, else None.

        `others` are its other filled cells.
        """
        if self.is_example(name):
            return "example-row"
        if not others:
            if _PAGE.fullmatch(name):
                return "page-break"
            if _NOTE.match(name) or len(name) > 150:
                return "note-row"
        if self._words.is_total(name) and self._only_numbers(others, but_one=False):
            return "total-row"
        return None


def ends_letter(text: str) -> bool:
    """Whether a text ends the letter in which a table stands: "Kind regards," — below it stands who signs."""
    return _CLOSING.fullmatch(text.strip(" ,.!\n")) is not None


def is_units_row(filled: Sequence[str]) -> bool:
    """Whether the row below a header only states units or what to fill in."""
    return len(filled) >= 2 and all(_UNIT.fullmatch(text) for text in filled)
