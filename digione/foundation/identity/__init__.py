"""Accounts, the roles they hold in municipalities, and how people sign in."""
