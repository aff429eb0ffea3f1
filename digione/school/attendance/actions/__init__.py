"""What can be done in the attendance room; each function stands in the module of its matter."""
