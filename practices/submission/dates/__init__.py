"""Coming dates of a training at the city's desk: its coordinator changes them without a review."""
