"""The life of a record: verbs that change its state for all its languages at once."""
