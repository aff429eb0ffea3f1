"""Signing in and out, second factors, the list of sessions, and the demo's chooser of people."""
