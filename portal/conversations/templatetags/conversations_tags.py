"""`portal.conversations.display` as template filters."""

from django import template

from .. import display

register = template.Library()

for function in (display.author_name, display.linked, display.person_name):
    register.filter(function.__name__, function)
