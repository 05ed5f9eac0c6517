"""Fresh texts for the guard over persons, over words, and for likely duplicates, and what it says of them."""
