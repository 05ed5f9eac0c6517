"""Readers write to a city and to the Alliance: people get a mail, no address of theirs is shown."""
