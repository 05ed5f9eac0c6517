"""An offline site: what a bag holds as pages that a browser opens from a folder, in six languages."""
