"""Looks at the running site with other people's instruments; ``make audit`` runs it."""
