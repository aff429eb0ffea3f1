"""What can be asked in the curriculum room; each function stands in the module of its matter."""
