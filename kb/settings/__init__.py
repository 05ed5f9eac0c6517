"""One module per environment: dev (`make run`), test (pytest), production; base holds what they share."""
