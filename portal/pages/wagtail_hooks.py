"""What the Wagtail admin does not let happen to the pages that addresses depend on."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks

from .models import HomePage, PublicationListPage

#: Code leads to them: their place and their existence are not the editors' to change.
FIXED = (HomePage, PublicationListPage)


@hooks.register("before_delete_page")
@hooks.register("before_unpublish_page")
@hooks.register("before_move_page")
def keep_fixed_pages(request, page, *args):
    if not isinstance(page.specific, FIXED):
        return None
    messages.error(request, _("“%(title)s” is part of the site's frame: it stays where it is.") % {"title": page})
    return redirect("wagtailadmin_explore", page.get_parent().pk)
