"""Identifiers as lists write them → (scheme, value) as the sheets of suppliers have them."""

from __future__ import annotations

import re

from supplychain_risk.resolve.identifier import recognize
from supplychain_risk.resolve.text import key

SCHEMES = {
    "lei": "lei",
    "lei code": "lei",
    "legal entity identifier": "lei",
    "uscc": "uscc",
    "usci": "uscc",
    "unified social credit code": "uscc",
    "unified social credit identifier": "uscc",
    "统一社会信用代码": "uscc",
    "duns": "duns",
    "d u n s": "duns",
    "duns number": "duns",
    "vat": "vat",
    "vat number": "vat",
    "tax id": "vat",
    "tax number": "vat",
    "tax identification number": "vat",
    "registration": "registration",
    "registration number": "registration",
    "registration no": "registration",
    "reg no": "registration",
    "company number": "registration",
    "organization code": "registration",
    "gln": "gln",
    "os id": "os_id",
    "oar id": "os_id",
}
"""`key()` of a label or heading → scheme."""
FTM = {
    "leiCode": "lei",
    "uscCode": "uscc",
    "dunsCode": "duns",
    "vatCode": "vat",
    "taxNumber": "vat",
    "registrationNumber": "registration",
    "ogrnCode": "registration",
    "innCode": "vat",
}
"""Property of a FollowTheMoney entity (schemas LegalEntity and Company) → scheme; the others identify no company."""
_LABELLED = re.compile(r"([^\d:：#]{2,40}?)\s*[:：#]\s*(\S.*)")


def identifier(text: str, scheme: str = "") -> tuple[str, str] | None:
    """(scheme, value), or None for what is no identifier of a company.

    A label in the text ("LEI: …") or the form with its check digit tells the scheme; what neither tells is `other`: a
    number that says something where a supplier has the same one in the same country, and nothing where it has not.
    """
    text = " ".join(text.split()).strip(" ,;")
    if not scheme and (found := _LABELLED.fullmatch(text)):
        scheme = SCHEMES.get(key(found[1]), "")
        if not scheme:
            return None
        text = found[2]
    if not any(c.isdigit() for c in text) or len(text) > 60:
        return None
    found_as = recognize(scheme or "registration", text)
    told = bool(scheme) or found_as.scheme != "registration"
    return (found_as.scheme if told else UNTOLD, found_as.value) if found_as.value else None


UNTOLD = "other"
"""Scheme of a number of which the list does not say what it is (`screening.identifiers` knows it by this name)."""
