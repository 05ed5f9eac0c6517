"""Wagtail's admin held to the site's own rules: who may do what with pages and uploads."""
