"""Turns what people type into what actions take."""
