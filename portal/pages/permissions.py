"""What editors do with the site's pages, pictures and documents."""

from django.contrib.auth.models import Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from portal.accounts.models import Role
from portal.accounts.roles import after_sync, grant

#: Everything under the home page.
ON_PAGES = ("add_page", "change_page", "publish_page")
#: In the collection of the site, where editors keep what their pages show.
IN_COLLECTION = (
    ("wagtailimages", ("add_image", "change_image", "choose_image")),
    ("wagtaildocs", ("add_document", "change_document", "choose_document")),
)
COLLECTION = "Contenu du site"


def declare() -> None:
    grant(Role.EDITOR, "pages.change_sitechrome")
    after_sync(give_tree)


def give_tree(role: str, group) -> None:
    """The home tree and the collection for editors, and nothing of them for others. Safe to run again."""
    pages, collections = _wanted(role)
    _sync(GroupPagePermission.objects.filter(group=group), group, pages, "page")
    _sync(GroupCollectionPermission.objects.filter(group=group), group, collections, "collection")


def _wanted(role: str) -> tuple[set, set]:
    from .models import HomePage

    home, collection = HomePage.objects.first(), Collection.objects.filter(name=COLLECTION).first()
    if role != Role.EDITOR:
        return set(), set()
    on_pages = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=ON_PAGES)
    pages = {(home.pk, permission.pk) for permission in on_pages} if home else set()
    collections = set()
    for app, names in IN_COLLECTION if collection else ():
        found = Permission.objects.filter(content_type__app_label=app, codename__in=names)
        collections |= {(collection.pk, permission.pk) for permission in found}
    return pages, collections


def _sync(present, group, wanted: set, target: str) -> None:
    known = {(getattr(row, f"{target}_id"), row.permission_id): row for row in present}
    present.filter(pk__in=[row.pk for key, row in known.items() if key not in wanted]).delete()
    for target_id, permission_id in sorted(wanted - set(known)):
        present.model.objects.create(group=group, permission_id=permission_id, **{f"{target}_id": target_id})
