"""A school's weekly plan from a CSV file: what timetable programs and spreadsheets can write."""
