"""Statistics and analytics (003 §2.1, §2.2, §2.3, §10)."""
