"""What is sent of a resume, and what is answered (002 §3.1 to §3.4). Rules are the services'; here are the shapes."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from portal.cv.layout import CHOICES
from portal.cv.models import Level, PaymentType


def _text(**kwargs) -> serializers.CharField:
    return serializers.CharField(**{"required": False, "allow_null": True, "allow_blank": True, **kwargs})


class StaySerializer(serializers.Serializer):
    """With an `id`, or the same company, position and start (institution, degree and start), it keeps its row."""

    id = serializers.IntegerField(required=False)
    location = _text(max_length=150)
    start_date = serializers.DateField(required=False, allow_null=True)
    end_date = serializers.DateField(required=False, allow_null=True)
    is_current = serializers.BooleanField(required=False)
    description = _text(max_length=5000)
    order = serializers.IntegerField(required=False, min_value=0)


class ExperienceItem(StaySerializer):
    company = serializers.CharField(max_length=150)
    position = serializers.CharField(max_length=150)


class EducationItem(StaySerializer):
    institution = serializers.CharField(max_length=150)
    degree = _text(max_length=150)
    field_of_study = _text(max_length=150)
    grade = _text(max_length=100)


class SkillItem(serializers.Serializer):
    id = serializers.IntegerField(required=False)
    name = serializers.CharField(max_length=80)
    level = serializers.ChoiceField(choices=Level.choices, required=False, allow_null=True)
    category = _text(max_length=100)
    order = serializers.IntegerField(required=False, min_value=0)


class LanguageItem(serializers.Serializer):
    language = serializers.CharField()
    level = _text()


class CertificationItem(serializers.Serializer):
    name = serializers.CharField()
    issuer = _text()
    date = _text()


class ProjectItem(serializers.Serializer):
    name = serializers.CharField()
    description = _text()
    url = _text()


class CustomItem(serializers.Serializer):
    title = serializers.CharField()
    content = _text()
    id = _text(help_text="A short word of its own, if `layout` is to speak of this section")


class LayoutSerializer(serializers.Serializer):
    """Whatever is left out or null, the template decides."""

    color = serializers.RegexField(r"^#[0-9a-fA-F]{6}$", required=False, allow_null=True)
    font = serializers.ChoiceField(choices=CHOICES["font"], required=False, allow_null=True)
    font_size = serializers.ChoiceField(choices=CHOICES["font_size"], required=False, allow_null=True)
    spacing = serializers.ChoiceField(choices=CHOICES["spacing"], required=False, allow_null=True)
    page_size = serializers.ChoiceField(choices=CHOICES["page_size"], required=False, allow_null=True)
    photo = serializers.BooleanField(required=False, allow_null=True)
    order = serializers.ListField(child=serializers.CharField(), required=False, allow_null=True)
    titles = serializers.DictField(child=serializers.CharField(), required=False, allow_null=True)
    hidden = serializers.ListField(child=serializers.CharField(), required=False, allow_null=True)


def _json(item: serializers.BaseSerializer, **kwargs) -> serializers.JSONField:
    """JSON of this shape, checked by the services: their messages say which item is wrong."""
    made = extend_schema_field(item)(type(f"{type(item).__name__}Json", (serializers.JSONField,), {}))
    return made(required=False, **kwargs)


class ResumePatch(serializers.Serializer):
    """Only what is sent changes; a `*_data` list replaces the one there is."""

    template = serializers.IntegerField(required=False, min_value=1)
    full_name = serializers.CharField(max_length=301, required=False)
    email = serializers.EmailField(max_length=254, required=False)
    phone = _text(max_length=50)
    address = _text(max_length=300)
    website = _text(max_length=300)
    linkedin_url = _text(max_length=300)
    github_url = _text(max_length=300)
    title = _text(max_length=150)
    summary = _text(max_length=5000)
    experience_data = _json(ExperienceItem(many=True))
    education_data = _json(EducationItem(many=True))
    skills_data = _json(SkillItem(many=True))
    languages_data = _json(LanguageItem(many=True))
    certifications_data = _json(CertificationItem(many=True))
    projects_data = _json(ProjectItem(many=True))
    custom_sections = _json(CustomItem(many=True))
    layout = _json(LayoutSerializer())


class ResumeBody(ResumePatch):
    template = serializers.IntegerField(min_value=1)
    full_name = serializers.CharField(max_length=301)
    email = serializers.EmailField(max_length=254)


# --- answers
class StayAnswer(serializers.Serializer):
    id = serializers.IntegerField()
    location = serializers.CharField(allow_null=True)
    start_date = serializers.DateField(allow_null=True)
    end_date = serializers.DateField(allow_null=True)
    is_current = serializers.BooleanField()
    description = serializers.CharField(allow_null=True)
    order = serializers.IntegerField()


class ResumeExperience(StayAnswer):
    company = serializers.CharField()
    position = serializers.CharField()


class ResumeEducation(StayAnswer):
    institution = serializers.CharField()
    degree = serializers.CharField(allow_null=True)
    field_of_study = serializers.CharField(allow_null=True)
    grade = serializers.CharField(allow_null=True)


class ResumeSkillAnswer(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()
    level = serializers.ChoiceField(choices=Level.choices, allow_null=True)
    category = serializers.CharField(allow_null=True)
    order = serializers.IntegerField()


class ResumeContent(serializers.Serializer):
    """What a resume says, without its owner and what was paid."""

    template = serializers.IntegerField()
    full_name = serializers.CharField(allow_null=True)
    email = serializers.CharField(allow_null=True)
    phone = serializers.CharField(allow_null=True)
    address = serializers.CharField(allow_null=True)
    website = serializers.CharField(allow_null=True)
    linkedin_url = serializers.CharField(allow_null=True)
    github_url = serializers.CharField(allow_null=True)
    title = serializers.CharField(allow_null=True)
    summary = serializers.CharField(allow_null=True)
    experiences = ResumeExperience(many=True)
    education = ResumeEducation(many=True)
    skills = ResumeSkillAnswer(many=True)
    languages_data = LanguageItem(many=True)
    certifications_data = CertificationItem(many=True)
    projects_data = ProjectItem(many=True)
    custom_sections = CustomItem(many=True)
    layout = LayoutSerializer()


class ResumeSerializer(ResumeContent):
    id = serializers.IntegerField()
    session_id = serializers.CharField(allow_null=True)
    user = serializers.IntegerField(allow_null=True)
    photo = serializers.URLField(allow_null=True)
    is_paid = serializers.BooleanField()
    payment_type = serializers.ChoiceField(choices=PaymentType.choices)
    can_export_without_watermark = serializers.BooleanField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    last_accessed = serializers.DateTimeField()
