"""The documents of the feature service as pages for people: made by the service, without a script."""
