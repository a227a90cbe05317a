"""The space's pages about publications and applications: find a row, call a service, answer."""
