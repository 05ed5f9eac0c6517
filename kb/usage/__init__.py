"""Usage: how often pages are read and which searches found nothing, counted without persons."""
