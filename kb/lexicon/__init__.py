"""Lexicon: ordinary words of prevention work with the same meaning in six languages."""
