"""`python -m digione`: the command line of those who run the product."""
