"""What leads to somebody without a name: numbers, papers, plates, accounts, addresses."""
