"""What waits: the queue, the list of records, menus, answered reviews."""
