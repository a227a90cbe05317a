"""Publications of the four kinds: public lists, details and searches, and what their recruiters do (003 §3, §5 to §7)."""
