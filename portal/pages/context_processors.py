def chrome(request) -> dict:
    """Menus, footer and notice that editors keep in the Wagtail admin."""
    return {"chrome": {"menu": [], "footer": [], "notice": ""}}
