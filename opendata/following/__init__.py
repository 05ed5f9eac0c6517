"""Following: what is new in a search, for feed readers and for the search box of a browser."""
