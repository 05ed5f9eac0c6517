"""People of a record: co-authors, requests to cities, the contact."""
