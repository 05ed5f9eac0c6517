"""The vocabulary as SKOS, for catalogues and other people's data."""
