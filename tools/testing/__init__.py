"""What `python3 test.py` does once its environment stands."""
