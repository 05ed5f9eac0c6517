"""What readers of one record get: its page, a file to print, one sheet for a mayor, a citation."""
