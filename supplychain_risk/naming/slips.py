"""Slips of the pen: how many tell two words apart, how many a word may have, and when they make another word."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from supplychain_risk.naming.words import UNREADABLE

LETTERS_PER_SLIP = ((16, 3), (9, 2), (5, 1))
"""From so many letters on, so many slips leave a word recognizable."""
BESIDE_OTHERS = ((9, 3), (6, 2), (4, 1))
"""The same for a word beside other words of the brand that agree."""
BESIDE_MANY = ((11, 4), (8, 3), (5, 2), (4, 1))
"""The same where most of the brand agrees: Armstrong, Grady and Yemer for Armstrong, Grady and Beier."""
WORD_LETTERS = 6
"""Letters from which one exchanged letter need not make another word."""
_WRITTEN_FOR_EACH_OTHER = str.maketrans({"y": "i", "c": "k", "q": "k", "z": "s", "w": "v"})

_LOOKING_ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l", "5": "s", "8": "b"})
_TABLED = 17
"""Letters from which on a longer word may have no more slips."""


def _tabled(per_slip: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
    """Slips by the number of letters, 0 to 16."""
    return tuple(next((n for letters, n in per_slip if size >= letters), 0) for size in range(_TABLED))


_ALLOWED = _tabled(LETTERS_PER_SLIP)
_ALLOWED_BESIDE = {1: _tabled(BESIDE_OTHERS), 2: _tabled(BESIDE_MANY)}


def slips_allowed(letters: int, least: int = LETTERS_PER_SLIP[-1][0]) -> int:
    """Slips that a word of so many letters may have; `least` is the shortest word that may have one."""
    return _ALLOWED[letters if letters < _TABLED else -1] or (letters >= least)


def slips_allowed_beside(letters: int, support: int) -> int:
    """The same beside other words that agree: with `support` 1 some of the brand does, with 2 most of it."""
    return _ALLOWED_BESIDE[support][letters if letters < _TABLED else -1]


def slips(one: str, other: str, least: int = LETTERS_PER_SLIP[-1][0]) -> int | None:
    """Slips between two words, if few enough for their length; `least` is the shortest word that may have one.

    A slip is a letter more, less or other, or two neighbors swapped.
    """
    return slips_up_to(one, other, slips_allowed(min(len(one), len(other)), least))


def slips_up_to(one: str, other: str, allowed: int) -> int | None:
    """Slips between two words, if there are no more than `allowed`."""
    if not allowed or abs(len(one) - len(other)) > allowed:
        return None
    found = OSA.distance(one, other, score_cutoff=allowed)
    return found if found <= allowed else None


def each_less_a_letter(word: str) -> list[str]:
    """A word with each letter in turn left out: two words that are one slip apart share one of these or a word itself.

    >>> each_less_a_letter("abc")
    ['bc', 'ac', 'ab']
    """
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


def may_be_slip(one: str, other: str, least: int = LETTERS_PER_SLIP[-1][0]) -> bool:
    """Whether two words can be one with slips in it at all, whatever stands beside them; what an index asks."""
    found = slips(one, other, least)
    if not found:
        return False
    return one[:1] == other[:1] or (found == 1 and min(len(one), len(other)) >= WORD_LETTERS)


def is_other_word(one: str, other: str) -> bool:
    """Whether what tells two words apart is another word: its first letter, or in a short word a letter for another.

    Select and Elect, Smart and Start are words; Saftey, Manufcturing are slips. Asked where nothing else of the brand
    agrees.
    """
    if one[:1] != other[:1]:
        return True
    if _alike(one) == _alike(other) or UNREADABLE in one or UNREADABLE in other:
        return False
    if len(one) != len(other) or min(len(one), len(other)) >= WORD_LETTERS:
        return False
    differ = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    swapped = len(differ) == 2 and differ[1] - differ[0] == 1 and one[differ[0]] == other[differ[1]]
    return not swapped


def _alike(word: str) -> str:
    """A word with letters that are written for each other made one."""
    return word.translate(_WRITTEN_FOR_EACH_OTHER)


def as_seen(word: str) -> str:
    """A word with signs that look alike to a machine that reads print made one: rn and m, cl and d, 0 and o, 1 and l.

    >>> as_seen("bitlancl") == as_seen("bitland"), as_seen("va1ley") == as_seen("valley")
    (True, True)
    """
    return word.replace("rn", "m").replace("cl", "d").replace("vv", "w").translate(_LOOKING_ALIKE)


def may_differ_in_first(found: int, shorter: int, support: int) -> bool:
    """Whether the first letter may be one of the slips between two words."""
    return (found == 1 and shorter >= WORD_LETTERS) or (support > 1 and found <= 2)


def is_odd(syllables: tuple[str, ...]) -> bool:
    """Whether a syllable after the first begins with a vowel."""
    return any(syllable[0] in "aeo" for syllable in syllables[1:])


def is_code(word: str) -> bool:
    """Whether digits are the better part of a word; a single one among letters may stand for a letter (5ayer)."""
    if word.isalpha():
        return False
    digits = sum(c.isdigit() for c in word)
    return digits > 0 and 2 * digits >= len(word)
