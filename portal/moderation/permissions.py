"""What editors may do with publications in the Wagtail admin. Deny by default.

Nobody creates publications there (recruiters do) and nobody deletes them (withdrawing keeps the record): the policy
refuses both to administrators too.
"""

from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from portal.accounts.models import Role
from portal.accounts.roles import after_sync, grant
from portal.jobs.models import KINDS

from . import rules

ACTIONS = ("view", "change", "publish", "lock", "unlock")

for _kind in KINDS:
    grant(Role.EDITOR, *(f"jobs.{action}_{_kind}" for action in ACTIONS))

# The words that searches take for one: `portal.vocabulary` knows no roles.
for _model in ("synonymgroup", "skillalias"):
    grant(Role.EDITOR, *(f"vocabulary.{action}_{_model}" for action in ("view", "add", "change", "delete")))


class PublicationPolicy(ModelPermissionPolicy):
    """The permissions of the role, for moderators only, without "add" and "delete" for anyone."""

    def user_has_permission(self, user, action):
        if action not in ACTIONS or not rules.may_review(user):
            return False
        return super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)


def register_policies() -> None:
    for model in KINDS.values():
        register_permission_policy(model, PublicationPolicy(model), exact_class=True)


@after_sync
def add_to_review_groups(role, group) -> None:
    """Editors belong to the groups of the review task: Wagtail asks that for locks and reports."""
    from .models import PublicationReview

    if role == Role.EDITOR:
        for task in PublicationReview.objects.all():
            task.groups.add(group)
