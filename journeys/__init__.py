"""Stories of school mornings, told to a browser that talks to the running product."""
