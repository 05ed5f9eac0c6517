"""Russian without "г." behind the year."""
