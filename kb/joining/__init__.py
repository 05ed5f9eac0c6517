"""How a city comes in: the public start page, and the requests for accounts that the secretariat answers."""
