"""The vocabulary: its pages in the admin, merging of concepts."""
