"""Developments in law and security: form, guard, list, search, the question after a year."""
