"""Trainings with dates: the page of coming ones, and calendars."""
