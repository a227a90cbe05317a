"""Bulk actions of Wagtail's user listing that the portal has no use for: groups follow roles, nobody is deleted."""

from wagtail.users.views.bulk_actions import AssignRoleBulkAction, DeleteBulkAction

AssignRoleBulkAction.models = []
DeleteBulkAction.models = []
