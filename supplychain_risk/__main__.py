"""`python -m supplychain_risk` is the `supplychain-risk` command."""

from supplychain_risk.cli import main

if __name__ == "__main__":
    main()
