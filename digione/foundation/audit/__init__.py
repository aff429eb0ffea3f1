"""Who saw and changed whose data: written with the work itself, and never altered.

`recording.saw` and `recording.changed` note, `reading.deeds_about` tells.
"""
