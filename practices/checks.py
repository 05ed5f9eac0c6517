"""System checks on the kinds of record."""
