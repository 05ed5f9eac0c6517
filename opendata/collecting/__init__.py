"""Collecting (harvest in): what others publish, as entries that link out and are marked as not ours."""
