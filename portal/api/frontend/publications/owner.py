"""What recruiters do with their company's publications (003 §3.2, §5.2, §6.2, §7.2, §14.2)."""

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from portal.jobs import services
from portal.jobs.internships import attach
from portal.jobs.models import Status

from ...common.permissions import Recruiters
from ...common.views import FrontendView
from . import filters, narrowing
from .bodies import BODIES
from .kinds import BY_KIND, KindWords
from .presenting import OWNED, as_written, present, with_lists


class OwnerView(FrontendView):
    permission_classes = (Recruiters,)
    kind: KindWords

    def owned(self):
        """Of this kind, of the company; withdrawn ones are nobody's."""
        rows = self.kind.model.objects.owned_by(self.request.user)
        return with_lists(rows).select_related("latest_revision").order_by("-created_at", "-id")

    def field_name(self, name: str) -> str:
        return self.kind.names.get(name, name)

    def shown(self, pk: int) -> dict:
        return present(as_written(self.owned().get(pk=pk)), owner=True)


class OwnerList(OwnerView):
    """The company's publications in every state, newest first; POST submits one unless `brouillon` is true."""

    is_list = True
    errors = {"POST": (409,)}

    def get(self, request):
        asked = filters.read(request, sorts=narrowing.COLUMN_SORTS)
        rows = narrowing.narrow(self.owned(), asked)
        return self.paged(rows, lambda row: present(as_written(row), owner=True), attach)

    def post(self, request):
        body = self.body(BODIES[self.kind.kind])
        if body.validated_data.get("statut") == "fermee":
            raise ValidationError({"statut": [_("A new publication cannot be closed.")]})
        draft = body.validated_data.get("brouillon", False)
        make = services.publications.create if draft else services.publications.create_and_submit
        publication = make(request.user, self.kind.kind, body.values())
        return Response(self.shown(publication.pk), status=201)


class OwnerDetail(OwnerView):
    """PUT changes what is sent; DELETE withdraws for good.

    A draft stays one until `brouillon` is false; a refused one is submitted again unless `brouillon` is true; one in
    review starts its review again; of a validated one the public keeps the validated version.
    """

    errors = {"PUT": (409,), "DELETE": (409,)}

    def found(self, pk):
        return get_object_or_404(self.owned(), pk=pk)

    def get(self, request, pk):
        return Response(present(as_written(self.found(pk)), owner=True))

    def put(self, request, pk):
        publication = self.found(pk)
        body = self._changes(publication)
        with transaction.atomic():
            if values := body.values():
                publication = services.publications.edit(request.user, publication, values)
            self._submit(publication, body.validated_data.get("brouillon"), bool(values))
            if body.validated_data.get("statut"):
                self._set_status(publication, body.validated_data["statut"])
        return Response(self.shown(publication.pk))

    def delete(self, request, pk):
        services.publications.withdraw(request.user, self.found(pk))
        return Response(status=204)

    def _changes(self, publication):
        """The checked body without what is as it was: clients send the whole object back."""
        data = self.request.data
        if isinstance(data, dict):
            shown = present(as_written(publication), owner=True)
            data = {name: value for name, value in data.items() if name not in shown or shown[name] != value}
        body = BODIES[self.kind.kind](data=data, partial=True, context=self.get_serializer_context())
        body.is_valid(raise_exception=True)
        return body

    def _submit(self, publication, draft: bool | None, changed: bool) -> None:
        waits = publication.status == Status.DRAFT and draft is False
        tries_again = publication.status == Status.REFUSED and draft is not True and (changed or draft is False)
        if waits or tries_again:
            services.publications.submit(self.request.user, publication)

    def _set_status(self, publication, word: str) -> None:
        closed = publication.status == Status.CLOSED
        if word == "fermee" and not closed:
            services.publications.close(self.request.user, publication)
        elif word == "active" and closed:
            services.publications.submit(self.request.user, publication)


def views_of(name: str) -> dict:
    """The two views of a kind, with their schema."""
    kind, shown, body = BY_KIND[name], OWNED[name], BODIES[name]
    plural = kind.plural

    class List(OwnerList):
        @extend_schema(
            responses=shown(many=True),
            parameters=filters.PARAMETERS,
            operation_id=f"recruteur_{plural}_list",
            summary=f"One's {plural}",
        )
        def get(self, request):
            return super().get(request)

        @extend_schema(request=body, responses={201: shown}, summary="Create and submit")
        def post(self, request):
            return super().post(request)

    class Detail(OwnerDetail):
        @extend_schema(responses=shown, operation_id=f"recruteur_{plural}_retrieve", summary="One of one's own")
        def get(self, request, pk):
            return super().get(request, pk)

        @extend_schema(request=body, responses=shown, summary="Change, submit or close")
        def put(self, request, pk):
            return super().put(request, pk)

        @extend_schema(responses={204: None}, summary="Withdraw for good")
        def delete(self, request, pk):
            return super().delete(request, pk)

    for view, base in ((List, OwnerList), (Detail, OwnerDetail)):
        view.kind, view.__doc__ = kind, base.__doc__
        view.__name__ = f"Recruteur{plural.capitalize()}{base.__name__.removeprefix('Owner')}"
    return {OwnerList: List, OwnerDetail: Detail}
