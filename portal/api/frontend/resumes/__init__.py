"""The CV builder: templates and resumes (002 §2 and §3)."""
