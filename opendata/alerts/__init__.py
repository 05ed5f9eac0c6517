"""Alerts by mail: what has changed publicly among the results of a search, at a confirmed address."""
