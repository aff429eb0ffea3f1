"""What can be done in the people room; each function stands in the module of its matter."""
