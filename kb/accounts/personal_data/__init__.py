"""Personal data: the registry of what each room stores of a person, export and erasure."""
