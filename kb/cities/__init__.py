"""The public side of the cities: their list, the page of each, and the form by which one writes to them."""
