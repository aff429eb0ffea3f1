"""What can be done in the organisations room; each function stands in the module of its matter."""
