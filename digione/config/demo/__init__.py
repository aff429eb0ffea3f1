"""Two invented municipalities and everybody in them, the same at every loading."""
