"""Progress reports: how a document is answered year by year, everywhere, from a country, from a city."""
