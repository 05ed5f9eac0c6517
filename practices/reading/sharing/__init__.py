"""Share cards: pictures of records and cities for messages that name them."""
