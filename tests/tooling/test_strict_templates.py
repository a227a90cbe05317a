"""Unknown variables fail in our templates and stay silent in the libraries'."""

import pytest
from django.conf import settings
from django.template import Context, Origin, Template

OURS = str(settings.BASE_DIR / "templates" / "some" / "page.html")
THEIRS = "/usr/lib/python/site-packages/library/templates/page.html"


def render(source, name, **context):
    return Template(source, origin=Origin(name)).render(Context(context))


@pytest.mark.parametrize("source", ["{{ nobody }}", "{{ person.nobody }}", "{% with a=nobody %}{% endwith %}"])
def test_an_unknown_variable_fails_in_our_template(source):
    with pytest.raises(AssertionError, match="nobody"):
        render(source, OURS, person={})


@pytest.mark.parametrize(
    "source", ['{{ nobody|default:"" }}', "{% if nobody %}x{% endif %}", "{% for a in nobody %}{% endfor %}"]
)
def test_a_default_or_a_question_may_name_what_is_not_there(source):
    assert render(source, OURS) == ""


def test_a_library_template_may_name_what_is_not_there():
    assert render("{{ nobody }}{{ nobody|upper }}", THEIRS) == ""
