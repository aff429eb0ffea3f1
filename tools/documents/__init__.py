"""Documents that are printed from the code: rights, events, settings, the rooms' cards."""
