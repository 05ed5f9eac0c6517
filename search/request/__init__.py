"""A search as one address: parsing, clauses of the query, expert rows, sort orders."""
