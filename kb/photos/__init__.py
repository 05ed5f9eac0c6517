"""Pictures: taken in, cleaned, and shown to whoever may see a page with them."""
