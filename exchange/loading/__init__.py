"""The list of events for every site, and demonstration events out of ``content/events.yaml``."""
