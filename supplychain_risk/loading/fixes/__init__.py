"""The fix-it round trip: what to ask a person, the workbook that asks, and applying what was answered."""
