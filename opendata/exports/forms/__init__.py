"""Formats of exports: each writes a listing piece by piece."""
