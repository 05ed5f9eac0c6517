"""What editors do with what cities send."""
