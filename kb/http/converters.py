"""Parts of addresses."""

from __future__ import annotations

from django.urls import register_converter
from django.urls.converters import IntConverter


class NumberConverter(IntConverter):
    """A number that fits into a row's: Django's own takes any, and the database fails on the longest."""

    regex = "[0-9]{1,18}"


def register() -> None:
    """Make ``<number:…>`` known; called once when the app is ready, before any address is read."""
    register_converter(NumberConverter, "number")
