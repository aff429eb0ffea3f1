"""What is checked before the product starts: Django refuses to go on where one of these fails."""
