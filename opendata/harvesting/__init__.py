"""Harvesting: all public records for catalogues, over OAI-PMH."""
