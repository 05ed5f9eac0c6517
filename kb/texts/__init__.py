"""Texts and names: rich text, plain text, look-alike letters, sorting, names in six languages, CSV files."""
