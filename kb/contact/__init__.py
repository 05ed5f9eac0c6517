"""Readers write to a city through the site: its people get a mail, and no address of theirs is shown."""
