"""Elasticsearch: what it keeps (`documents`), how it follows the database (`sync`, `rebuild`), how it is asked."""
