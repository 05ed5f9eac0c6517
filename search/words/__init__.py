"""Words: what a typed word is beside its letters: its spellings, parts, and names in other languages."""
