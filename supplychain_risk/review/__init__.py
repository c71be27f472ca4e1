"""The review of matches: the workbook a reviewer gets, what is read back from it, and which verdicts hold."""
