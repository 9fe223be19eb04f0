"""Hearsay: who says so, on whose word, and what the record shows."""
