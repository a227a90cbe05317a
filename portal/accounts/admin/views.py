"""Wagtail's user administration with the portal's rules: roles instead of groups, nobody is deleted, all is logged."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.users.views import groups, users

from .. import services
from ..models import Role
from .forms import StaffCreationForm, StaffEditForm

#: A field of the form that is no column of the account: a service of its own writes it.
QUOTA = "monthly_quota"


class IndexView(users.IndexView):
    """Everybody with an account. Accounts are disabled, never deleted: what they did stays theirs."""

    def get_delete_url(self, instance):
        return None

    @property
    def columns(self):
        checkbox, name = super().columns[:2]
        return [
            checkbox,
            name,
            Column("email", accessor="email", label=_("Email"), sort_key="email", width="25%"),
            Column("role", accessor="get_role_display", label=_("Role"), sort_key="role", width="15%"),
            BooleanColumn("is_active", label=_("Active"), sort_key="is_active", width="10%"),
            DateColumn("last_login", label=_("Last login"), sort_key="last_login", width="15%"),
        ]


class CreateView(users.CreateView):
    def save_instance(self):
        with transaction.atomic():
            user = super().save_instance()
            services.record_staff_change(self.request.user, user, ["created", *self.form.changed_data])
        return user


class EditView(users.EditView):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.can_delete = False

    def save_instance(self):
        with transaction.atomic():
            user = super().save_instance()
            changed = [name for name in self.form.changed_data if name != QUOTA]
            if changed or QUOTA not in self.form.changed_data:
                services.record_staff_change(self.request.user, user, changed)
            # Somebody who becomes staff in the same breath publishes nothing any more.
            if QUOTA in self.form.changed_data and user.role == Role.RECRUITER:
                services.set_quota(self.request.user, user, self.form.cleaned_data[QUOTA])
        return user


class DeleteView(users.DeleteView):
    def dispatch(self, request, *args, **kwargs):
        raise PermissionDenied


class UserViewSet(users.UserViewSet):
    index_view_class = IndexView
    add_view_class = CreateView
    edit_view_class = EditView
    delete_view_class = DeleteView
    copy_view_enabled = False
    create_template_name = "wagtailadmin/generic/create.html"
    edit_template_name = "wagtailadmin/generic/edit.html"

    def get_form_class(self, for_update=False):
        return StaffEditForm if for_update else StaffCreationForm


class GroupViewSet(groups.GroupViewSet):
    """Groups are written by `sync_roles` from the code; the admin does not offer them."""

    add_to_settings_menu = False
