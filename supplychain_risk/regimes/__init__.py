"""Disclosure and due-diligence duties: what a stored report answers of them, and documents as their rendering.

`statements` (with the cells or places in the report that are behind them) and `sight` (a report as answers look at it)
→ `answers` (what a report says to an item; a room per subject, and the names of all) → `coverage` (what each
item is: filled, open, not supportable) → `document` (a .docx) and `matrix` (a workbook of all regimes); `told` reads
what people answered.
"""
