"""What can be done in the timetable room; each function stands in the module of its matter."""
