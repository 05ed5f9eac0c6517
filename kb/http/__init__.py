"""Requests before any view: middleware, client addresses, rate limits, what may stand in a log."""
