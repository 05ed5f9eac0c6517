"""Offers of study visits: written at the city's desk, approved by editors, found by other cities."""
