"""What can be asked in the people room; each function stands in the module of its matter."""
