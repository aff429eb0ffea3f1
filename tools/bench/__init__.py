"""Measurements: what a page costs. They report and assert nothing."""
