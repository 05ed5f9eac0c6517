"""Doors to the records: a page for each theme, country, audience and size of city, and the guided finder."""
