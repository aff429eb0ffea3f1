"""Strings that nobody may read who is not entitled, and everything that could tell them."""
