"""Public versions of a record: read, compared with earlier ones and cited."""
