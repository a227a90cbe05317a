"""The space's pages of messages: find a row of one's own, call a service, answer."""
