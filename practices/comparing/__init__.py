"""Records side by side: which ones the address names, what is compared of them, as a page and as a file."""
