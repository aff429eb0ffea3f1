"""Benches: the quality of plans, and what is promised beside it."""
