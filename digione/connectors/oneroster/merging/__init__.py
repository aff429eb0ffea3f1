"""Set-based merges of the staged package into the rooms, each of them one statement or two."""
