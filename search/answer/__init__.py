"""From an engine's answer to the page: results, filters, table, histogram, spelling, suggestions."""
