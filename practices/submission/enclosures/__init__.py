"""Pictures and files of a record."""
