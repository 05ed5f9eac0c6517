"""Periodic jobs: what has to be done every minute or once a day, and when it was done last."""
