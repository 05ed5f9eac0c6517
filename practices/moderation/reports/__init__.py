"""Reports and figures of the moderation."""
