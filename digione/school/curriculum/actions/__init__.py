"""What can be done in the curriculum room; each function stands in the module of its matter."""
