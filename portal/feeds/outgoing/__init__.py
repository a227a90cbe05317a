"""The feed out: what is validated and visible, page by page, as JSON and as XML (docs/feeds.md)."""
