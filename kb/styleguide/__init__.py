"""The style guide: every part of the pages in all its states."""
