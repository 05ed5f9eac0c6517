"""Template filters of the exchange: months by name."""

from __future__ import annotations

from django import template

from exchange.offers.words import month_names

register = template.Library()
register.filter(month_names)
