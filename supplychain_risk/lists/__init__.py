"""Lists a user brings: published tables and open formats become Data Packages that screening can read.

`import_list()` is the way in, and `reference/user_lists.py` reads what it wrote; `diff_lists()` tells what changed
between two editions.
"""

from supplychain_risk.lists.editions import ListDifference, diff_lists
from supplychain_risk.lists.importing import Imported, import_list

__all__ = ["Imported", "ListDifference", "diff_lists", "import_list"]
