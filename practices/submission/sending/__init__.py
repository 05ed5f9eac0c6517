"""Sending a record: checks, clearance, small changes, withdrawal."""
