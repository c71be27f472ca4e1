"""Disclosure and due-diligence duties: what a stored report answers of them, and documents as their rendering.

`answers` (what a report says to an item, each statement with its cells or places in the report) → `coverage` (what each
item is: filled, open, not supportable) → `document` (a .docx) and `matrix` (a workbook of all regimes); `told` reads
what people answered.
"""
