"""Pages of the attendance room: read the request, call one thing, render."""
