"""Exports: a whole list of results as a file, in constant memory."""
