"""Lists a user brings: published tables and open formats become Data Packages that screening can read.

`import_list()` is the way in; `reference/user_lists.py` reads what it wrote.
"""

from supplychain_risk.lists.importing import Imported, import_list

__all__ = ["Imported", "import_list"]
