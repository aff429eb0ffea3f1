"""A library that makes, mends and explains timetables; plain data in, plain data out."""

import time

IMPORTED_AT = time.monotonic()  # loading the solvers takes seconds that a time limit must count
