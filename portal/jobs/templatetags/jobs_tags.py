"""The words of `portal.jobs.display` as template filters: `{% load jobs_tags %}{{ publication|money }}`."""

from django import template

from .. import display, scoring

register = template.Library()

for function in (
    display.ago,
    display.amount,
    display.appointment,
    display.clock,
    display.day,
    display.days_left,
    display.days_left_text,
    display.deadline,
    display.deadline_text,
    display.duration,
    display.is_soon,
    display.kind_detail,
    display.kind_label,
    display.moment,
    display.money,
    display.money_name,
    display.number,
    display.place_names,
    display.places,
    display.state_code,
    display.state_label,
    display.week,
):
    register.filter(function.__name__, function)

register.filter("score_parts", scoring.explained)
