"""Searching for plans: a portfolio of methods on several processes."""
