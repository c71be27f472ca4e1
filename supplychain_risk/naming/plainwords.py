"""Ordinary English words that many unrelated companies take as a brand, whatever a small corpus of names says of them.

Chosen by hand: words of direction, rank, praise, color, sky and time. Such a word alone does not tell a company.
"""

from __future__ import annotations

_WORDS = """
western eastern northern southern west east north south central union united unity alliance allied federal great
grand big century sunshine sunrise sunset sun moon star stars sky sea river lake valley mountain hill summit peak
forest garden island bridge gate tower castle palace crown king queen prince royal imperial empire noble golden
silver diamond pearl crystal dragon phoenix eagle lion tiger horse swan global universal worldwide world earth
planet orient oriental continental national pacific atlantic general public premier prime premium quality best
perfect elite classic modern future vision dream victory success winner champion fortune lucky happy joy nature
natural green blue red white black bright light shine smart clever wise select choice top apex zenith vertex
horizon pioneer leader leading master expert first next advance advanced progress dynamic active rapid fast speed
power force energy max maximum ultra super mega liberty freedom hope peace harmony grace trust faith honor spirit
heritage legacy tradition traditional family home friend friends friendship partner partners people community city
metro capital central standard simple easy casual grande monte
"""
PLAIN_WORDS = frozenset(_WORDS.split())
