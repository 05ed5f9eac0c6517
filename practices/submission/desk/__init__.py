"""The city's desk: what it is working on, the conversation with the editors."""
