"""Legal forms set apart from the words of a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from supplychain_risk.naming.vocabulary import Vocabulary

_INNER_SIZES = (4, 3, 2, 1)
_LONGEST_SAID = 7
_FORM_SIZES = (6, 5, 4, 3, 2, 1)
"""Words of a legal form, longest first: gu fen you xian gong si."""


def without_forms(words: list[str], vocabulary: Vocabulary) -> tuple[list[str], tuple[str, ...]]:
    """The words of a name without its legal forms, and the canonical forms in order.

    Forms stand behind or in front; unmistakable ones also within ("… Co., Ltd., Xinye Branch"). A name that is nothing
    but a form has no words.
    """
    if words and not (words[0].isascii() and words[-1].isascii()):
        _unglue(words, vocabulary)
    known, sizes = vocabulary.forms, vocabulary.form_sizes
    forms: list[str] = []
    kept = 0  # words at the end that look like a form and are none
    while len(words) > 1:
        last = words[-1]
        size = 0
        for several in sizes.get(last, ()):
            if several < len(words) and tuple(words[-several:]) in known:
                size = several
                break
        takes_form = size and not (forms and forms[0].startswith("zh") and last.isascii())
        if not (takes_form or (last == "and" and forms)):
            break
        if _is_within_phrase(words, len(words), vocabulary):
            kept = max(size, 1)  # "Production and Construction Corporation" is one word of trade
            break
        if takes_form:
            forms.insert(0, known[tuple(words[-size:])])
            del words[-size:]
        else:
            words.pop()
        if not words[-1].isascii():
            _unglue(words, vocabulary)
    starts = vocabulary.front_form_starts
    while len(words) > 1 and words[0] in starts:
        size = next((n for n in _FORM_SIZES if n < len(words) and tuple(words[:n]) in vocabulary.front_forms), 0)
        if not size:
            break
        forms.insert(0, known[tuple(words[:size])])
        del words[:size]
    starts = vocabulary.inner_form_starts
    at = 1 if len(words) - kept > 1 and not starts.isdisjoint(words) else len(words)
    while at < len(words) - kept:
        size = 0
        if words[at] in starts:
            sizes_here = (n for n in _INNER_SIZES if at + n <= len(words))
            size = next((n for n in sizes_here if tuple(words[at : at + n]) in vocabulary.inner_forms), 0)
        if size and not _is_within_phrase(words, at + size, vocabulary):
            forms.append(known[tuple(words[at : at + size])])
            del words[at : at + size]
        else:
            at += 1
    if words and not words[0].isascii():
        forms += _unglued_within(words, vocabulary)
    if len(words) == 1 and (words[0],) in vocabulary.forms:
        words.clear()  # nothing but a legal form is no name
    return words, tuple(forms)


def _unglued_within(words: list[str], vocabulary: Vocabulary) -> list[str]:
    """Takes the forms of companies from Han words with something behind them: 泰达有限公司 香港."""
    found = []
    for at, word in enumerate(words[:-1]):
        form = next((form for form in vocabulary.glued_forms if form.endswith("公司") and word.endswith(form)), "")
        if form and form != word:
            words[at] = word.removesuffix(form)
            found.append(vocabulary.forms[(form,)])
    return found


def _is_within_phrase(words: list[str], end: int, vocabulary: Vocabulary) -> bool:
    """Whether the words before `end`, the first aside, are something known of several words."""
    if words[end - 1] not in vocabulary.phrase_ends:
        return False
    return any(" ".join(words[end - n : end]) in vocabulary.meanings for n in range(2, min(end, _LONGEST_SAID)))


def _unglue(words: list[str], vocabulary: Vocabulary) -> None:
    """Sets a legal form apart that is written without a blank before or behind it (Han, Kana, Hangul)."""
    for form in vocabulary.glued_forms:
        if form in (words[0], words[-1]):
            return
        if words[-1].endswith(form):
            words[-1:] = [words[-1].removesuffix(form), form]
            return
        if words[0].startswith(form):
            words[:1] = [form, words[0].removeprefix(form)]
            return
