"""Mails: in the recipient's language, kept until they have left, sent in the background, each once."""
