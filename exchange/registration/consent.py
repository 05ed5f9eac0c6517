"""What people agree to when they register; a new wording gets a new version."""

from __future__ import annotations

from datetime import timedelta

# Stored with each registration, so that it is known later which words somebody agreed to.
CONSENT_VERSION = "2026-11"
# Needs go so soon after the last day, the rest after this time.
NEEDS_KEPT = timedelta(days=1)
KEPT = timedelta(days=183)
