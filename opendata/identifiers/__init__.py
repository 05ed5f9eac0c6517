"""DOIs: each public record gets one from DataCite, once whoever runs the site has an account there."""
