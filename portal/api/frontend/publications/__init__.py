"""Publications of the four kinds: what anyone reads, and what their recruiters do (003 §3, §5 to §7)."""
