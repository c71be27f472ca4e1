"""A purchase-order gate: stop an order when its supplier, or anyone upstream of it, calls for hold.

    python examples/procurement_gate.py examples/apparel_suppliers.xlsx V-003

Exit code 0: go on; 1: stop and read why; 2: the input cannot be used.
"""

import sys

import supplychain_risk as scr


def main(workbook: str, supplier_id: str) -> int:
    """Print the decision for one supplier and return the exit code."""
    try:
        network = scr.load(workbook)
        assessment = scr.screen(network, as_of="2026-06-30")
        supplier = assessment[supplier_id]
    except scr.errors.SupplyChainRiskError as error:
        print(f"{error}\n{error.hint}", file=sys.stderr)
        return 2

    upstream = network.upstream(supplier_id)
    findings = assessment.findings
    holds = findings[(findings.calls_for == "hold") & findings.supplier.isin([supplier_id, *upstream])]
    if holds.empty:
        print(f"{supplier.supplier.name}: no hold here or upstream; {supplier.supplier.due_diligence.value}.")
        return 0
    print(f"{supplier.supplier.name}: do not release the order before counsel has looked.")
    for finding in holds.itertuples():
        print(f"  {finding.code}: {finding.statement}")
        print(f"    path {finding.path}; read from {finding.cells}; {finding.citation}")
    return 1


if __name__ == "__main__":
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    sys.exit(main(sys.argv[1], sys.argv[2]))
