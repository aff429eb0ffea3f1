"""The database: its server, its addresses, its wall, its tables."""
