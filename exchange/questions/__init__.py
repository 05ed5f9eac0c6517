"""Questions to a city on one part of a record: asked without an account, answered at the desk."""
