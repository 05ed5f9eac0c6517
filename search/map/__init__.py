"""Maps: the results on a map, the small map of one city, the projection."""
