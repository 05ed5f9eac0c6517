"""Selections: records that editors recommend together, each with a reason."""
