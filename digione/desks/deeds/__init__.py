"""Who has seen and changed my data: for the person, their guardians, and the officer."""
