"""How a record is cited: in words after the usual styles, and as files for reference managers."""
