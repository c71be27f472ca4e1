"""Findings (facts of law and list), the structural score (an estimate) and exposure (what comes from upstream)."""
