"""Who reaches what, asked of every door and compared with a table written by hand."""
