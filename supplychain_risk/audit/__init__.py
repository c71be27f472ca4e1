"""What makes a report re-verifiable: the manifest of inputs, tables, policy and code."""
