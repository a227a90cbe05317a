"""The first page of the personal space: what waits, what happened since yesterday."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from .. import space


@method_decorator(never_cache, name="dispatch")
class HomeView(LoginRequiredMixin, TemplateView):
    template_name = "accounts/space_home.html"

    def get_context_data(self, **kwargs):
        enters_admin = self.request.user.has_perm("wagtailadmin.access_admin")
        return super().get_context_data(**kwargs, cards=space.cards_for(self.request), enters_admin=enters_admin)
