"""Study visits between two cities: asking, agreeing on days, the report, what was taken home."""
