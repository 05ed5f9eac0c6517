"""Kept searches: a result as of a day, which can be cited, taken away and compared with today's."""
