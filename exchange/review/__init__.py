"""What cities write for each other and an editor reads first: one way for all kinds of such texts."""
