"""Menus follow the pages they lead to."""

from django.db.models.signals import post_delete
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from .chrome import refresh


def connect():
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(refresh, dispatch_uid="pages_chrome")
    post_delete.connect(_page_deleted, dispatch_uid="pages_chrome")


def _page_deleted(sender, **kwargs):
    if sender is Page:
        refresh()
