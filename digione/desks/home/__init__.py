"""The start page of everybody: what needs me, what is now, what is next."""
