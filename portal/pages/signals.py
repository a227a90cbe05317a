"""Menus follow the pages they lead to, and kept pages whatever they show beside publications."""

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from portal.accounts.models import Company
from portal.vocabulary.models import Sector, Skill

from . import chrome, kept
from .models import SiteChrome

#: Publications are not among them: each kept page knows those it shows, and the index tells of new ones.
SHOWN = (SiteChrome, PageViewRestriction, Site, Company, Sector, Skill)


def connect():
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(chrome.refresh, dispatch_uid="pages_chrome")
        signal.connect(kept.forget, dispatch_uid="pages_kept")
    post_delete.connect(_page_deleted, dispatch_uid="pages_chrome")
    for model in SHOWN:
        for signal in (post_save, post_delete):
            signal.connect(kept.forget, sender=model, dispatch_uid="pages_kept")


def _page_deleted(sender, **kwargs):
    if issubclass(sender, Page):
        kept.forget()
    if sender is Page:
        chrome.refresh()
