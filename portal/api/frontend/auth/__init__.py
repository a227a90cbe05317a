"""Accounts and tokens: 002 §1, 003 §1.2."""
