"""Events for readers and editors: form, pages, list, calendar."""
