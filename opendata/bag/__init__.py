"""The whole base in a bag: files that outlive the site, and that an empty site is filled from again."""
