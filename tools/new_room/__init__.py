"""Makes a room that passes every check: python -m tools.new_room NAME [--thing THING]."""
