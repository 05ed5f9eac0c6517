"""Mails about records: review, invitations, advice from outside, translations."""
