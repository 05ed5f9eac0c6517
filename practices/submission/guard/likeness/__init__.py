"""How alike two records are: words with their meanings in six languages, how rare they are, the measure."""
