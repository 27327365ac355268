"""The shell: command line, HTTP, SQL and settings around `geocoding` and `postcode`."""
