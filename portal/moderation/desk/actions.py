"""Wagtail's action classes for publications, for whatever in Wagtail goes through its registry."""

from wagtail.actions.create import CreateAction
from wagtail.actions.delete import DeleteAction
from wagtail.actions.edit import EditAction

from portal.jobs.models import Publication


class EditPublication(EditAction):
    """Saves the text as a revision, and on the row while that is not public, as `jobs.services` does.

    What the row owns (status, counters, dates) is read again: others change it while somebody types.
    """

    def _save_instance(self):
        if self.form:
            self.instance = self.form.save(commit=False)
        row = Publication.objects.get(pk=self.instance.pk)
        for name in Publication.ROW_OWNED:
            setattr(self.instance, name, getattr(row, name))
        if not row.live:
            self.instance.save()


class _Never:
    def user_has_permission(self):
        return False

    def check(self, skip_permission_checks=False):
        if not self.user_has_permission():
            raise self.permission_error_class(f"'{self.action_name}' is not done to publications in the admin.")


class CreatePublication(_Never, CreateAction):
    """Recruiters create publications, through `jobs.services`."""


class DeletePublication(_Never, DeleteAction):
    """Nobody deletes a publication: withdrawing keeps the record."""


def register(registry) -> None:
    for action in (EditPublication, CreatePublication, DeletePublication):
        registry.register(Publication, action)
