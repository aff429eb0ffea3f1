"""What can be asked in the enrolment room; each function stands in the module of its matter."""
