"""Loading of ``content/``: reading and checking the files, then writing pages and concepts."""
