"""A dossier about one shipment or product, as CBP asks for it: from the report, with a cell behind each fact.

What the input does not state is a slot with a question; nothing is made up and nothing is claimed.
"""

from supplychain_risk.dossier.chain import DossierChain, of_product, of_shipment
from supplychain_risk.dossier.folder import REVIEWS, dossier_files, write_dossier

__all__ = ["REVIEWS", "DossierChain", "dossier_files", "of_product", "of_shipment", "write_dossier"]
