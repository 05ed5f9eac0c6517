"""Translations of records: their state, handing over to a second editor."""
