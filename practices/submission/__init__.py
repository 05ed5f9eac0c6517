"""What city officials see and do: their city's desk."""
