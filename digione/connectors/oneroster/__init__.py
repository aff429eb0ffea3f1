"""OneRoster 1.2 packages of CSV files into a municipality; 1.1 and slips are read with care."""
