"""Advice on a record from somebody outside."""
