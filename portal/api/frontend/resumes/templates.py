"""The templates a resume can have (002 §2): bare arrays, for anybody."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from portal.cv.models import ResumeTemplate
from portal.cv.preview import template_source

from ...common.views import FrontendView
from .presenting import present_template


class TemplateSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()
    description = serializers.CharField()
    thumbnail = serializers.URLField()
    is_premium = serializers.BooleanField()
    is_active = serializers.BooleanField()
    created_at = serializers.DateTimeField()


class WholeTemplateSerializer(TemplateSerializer):
    template_html = serializers.CharField()
    template_css = serializers.CharField()


class TemplateView(FrontendView):
    authentication_classes = ()
    permission_classes = (AllowAny,)


class Templates(TemplateView):
    """002 §2.1: those that are offered."""

    #: Whether only premium ones are wanted, or only the others.
    premium: bool | None = None
    is_list = True
    pagination_class = None

    @extend_schema(responses=TemplateSerializer(many=True), summary="The templates")
    def get(self, request):
        rows = ResumeTemplate.objects.offered().for_list()
        if self.premium is not None:
            rows = rows.filter(is_premium=self.premium)
        return Response([present_template(row, request) for row in rows])


class FreeTemplates(Templates):
    """002 §2.3."""

    premium = False


class PremiumTemplates(Templates):
    """002 §2.4."""

    premium = True


class TemplateDetail(TemplateView):
    """002 §2.2: with what it is made of."""

    @extend_schema(responses=WholeTemplateSerializer, summary="A template")
    def get(self, request, pk):
        row = get_object_or_404(ResumeTemplate.objects.offered(), pk=pk)
        html, css = template_source(row)
        return Response({**present_template(row, request), "template_html": html, "template_css": css})
