"""The guard: what in a text could lead to a person, and words that stigmatise. One file per kind of thing.

It knows no record and no database: text in, findings out (``checks.py``).
"""
