"""The answer for one product: its parts, its chain, what was done, what is not known, as files of the pack.

For an authority that asks about a product, as under Regulation (EU) 2024/3015, and for whoever buys it.
"""

from supplychain_risk.product.content import Product, in_short
from supplychain_risk.product.pack import FILES, product_files
from supplychain_risk.product.scope import scope_of

__all__ = ["FILES", "Product", "in_short", "product_files", "scope_of"]
