"""The editors' form of a record in the admin."""
