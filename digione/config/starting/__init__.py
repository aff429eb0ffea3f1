"""From a bare folder to a running product, step by step; what is done already is skipped."""
