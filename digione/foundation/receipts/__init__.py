"""What was done already is answered from its receipt: the same form or call twice, one effect."""
