"""Registration for events: without an account, confirmed by a link, answered by the secretariat."""
