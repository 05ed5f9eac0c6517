"""Whether the addresses that records name still answer."""
