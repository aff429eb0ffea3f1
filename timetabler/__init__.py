"""A library that makes, mends and explains timetables; plain data in, plain data out."""
