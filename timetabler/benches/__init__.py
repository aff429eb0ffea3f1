"""Benches for what is promised beside quality: repair, reasons, trays, editing, and FET."""
