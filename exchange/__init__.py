"""Where cities meet: events with registration, and calendars."""
