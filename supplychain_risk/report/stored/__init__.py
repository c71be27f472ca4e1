"""The report as `report.json` stores it: what suppliers share is written once and referred to by its id.

The models are the published schema: a `document` holds `records`, which name what is `shared`. `storing.stored` makes
them of a document, `restoring.restored` makes the document of them again. Keys that hold what they usually hold are
left out: an absent key has the default that the schema states.

A long report may leave the lists of `RECORDS` out and name tables that hold them (`StoredTables`). Both ways hold the
same records, so that `restored` gives the same document.
"""
