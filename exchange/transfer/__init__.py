"""Transfer plans: how a city means to bring another's work home; nobody but the city reads them."""
