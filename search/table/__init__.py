"""The search table: building, writing and waiting documents, which pages are public."""
