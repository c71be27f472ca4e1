"""Workbooks that are safe to open: every text stays text. The only way to XlsxWriter."""
