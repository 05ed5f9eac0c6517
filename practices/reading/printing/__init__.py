"""A record on paper: PDF files, the sheet for a mayor."""
