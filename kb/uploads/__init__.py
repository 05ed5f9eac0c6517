"""Uploads: the quota of a day, room on the disk."""
