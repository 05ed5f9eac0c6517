"""Signing in, invitations, and who works for which city."""
