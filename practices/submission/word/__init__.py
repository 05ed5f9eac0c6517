"""Answers from a Word document: read, recognised, looked at, put into the draft; and the empty questions."""
