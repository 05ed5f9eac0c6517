"""The API beyond the search: records with all their parts, cities, documents, the vocabulary (OpenAPI)."""
