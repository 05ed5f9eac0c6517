"""What the guard looks for, one file per kind of thing."""
