"""Cities ask other cities for help: told to likely ones, talked over, ended by a short public note."""
