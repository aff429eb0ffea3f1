"""What can be done in the enrolment room; each function stands in the module of its matter."""
