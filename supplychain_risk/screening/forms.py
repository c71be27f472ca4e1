"""Legal forms set apart from the words of a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from supplychain_risk.screening.vocabulary import Vocabulary

_FORM_SIZES = (6, 5, 4, 3, 2, 1)
"""Words of a legal form, longest first: gu fen you xian gong si."""


def without_forms(words: list[str], vocabulary: Vocabulary) -> tuple[list[str], tuple[str, ...]]:
    """The words of a name without its legal forms, and the canonical forms in order.

    Forms stand behind or in front; unmistakable ones also within ("… Co., Ltd., Xinye Branch"). A name that is nothing
    but a form has no words.
    """
    for form in vocabulary.glued_forms:
        if not words or form in (words[0], words[-1]):
            break
        if words[-1].endswith(form):
            words[-1:] = [words[-1].removesuffix(form), form]
            break
        if words[0].startswith(form):
            words[:1] = [form, words[0].removeprefix(form)]
            break
    forms: list[str] = []
    while len(words) > 1:
        size = next((n for n in _FORM_SIZES if n < len(words) and tuple(words[-n:]) in vocabulary.forms), 0)
        is_said = any(" ".join(words[-n:]) in vocabulary.meanings for n in range(2, min(len(words), 7)))
        if is_said:
            break  # "Production and Construction Corporation" is one word of trade
        if size and not (forms and forms[0].startswith("zh") and words[-1].isascii()):
            forms.insert(0, vocabulary.forms[tuple(words[-size:])])
            del words[-size:]
        elif words[-1] == "and" and forms:
            words.pop()
        else:
            break
    while len(words) > 1:
        size = next((n for n in _FORM_SIZES if n < len(words) and tuple(words[:n]) in vocabulary.front_forms), 0)
        if not size:
            break
        forms.insert(0, vocabulary.forms[tuple(words[:size])])
        del words[:size]
    at = 1
    while at < len(words):
        size = next((n for n in (2, 1) if tuple(words[at : at + n]) in vocabulary.inner_forms), 0)
        if size:
            forms.append(vocabulary.forms[tuple(words[at : at + size])])
            del words[at : at + size]
        else:
            at += 1
    if len(words) == 1 and (words[0],) in vocabulary.forms:
        words.clear()  # nothing but a legal form is no name
    return words, tuple(forms)
