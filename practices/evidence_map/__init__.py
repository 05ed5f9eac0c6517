"""What the base knows and what it does not: the evidence map, and the gaps beside every list."""
