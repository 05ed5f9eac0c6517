"""Files for readers to take away: taken in, searched through, cleaned, and given to whoever may see them.

``formats``, ``office``, ``pdf``, ``pictures`` and ``reader`` run in a process of their own with hard limits
and import nothing of Django; the others are the site's side.
"""
