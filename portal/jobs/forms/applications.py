"""What a recruiter says about an application."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .. import transitions
from ..models import ApplicationStatus

#: Too much to be sent because it happened to be chosen already.
PROMISES = (ApplicationStatus.OFFERED, ApplicationStatus.ACCEPTED)


class TransitionForm(forms.Form):
    """Only the states the actor may put this application into."""

    target = forms.ChoiceField(
        label=_("New state"),
        error_messages={"invalid_choice": _("This state is not possible any more: the application has changed.")},
    )
    message = forms.CharField(
        label=_("Message to the applicant"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Sent by mail with the new state, and shown in the applicant's space."),
    )
    reason = forms.CharField(
        label=_("Reason, for you only"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Asked when you go back a step or open an application again. The applicant does not see it."),
    )

    def __init__(self, *args, targets: list[str], need_reason=(), **kwargs):
        super().__init__(*args, **kwargs)
        labels = dict(ApplicationStatus.choices)
        asked = {target: _("%(state)s (reason asked)") % {"state": labels[target]} for target in need_reason}
        choices = [(target, asked.get(target, labels[target])) for target in targets]
        # Browsers choose the first by themselves: where none is suggested, nobody is told anything by a slip.
        unchosen = [] if self.initial.get("target") else [("", _("Choose the new state"))]
        self.fields["target"].choices = unchosen + choices


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("New note"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Read by the recruiters of your company only."),
    )


def transition_form(actor, application, targets: list[str], data=None) -> TransitionForm:
    """The form for this person and application, its next step chosen beforehand."""
    found = {target: transitions.find(application.status, target, actor, application) for target in targets}
    need_reason = [target for target, transition in found.items() if transition.needs_reason]
    suggested = {"target": default_target(application, targets)}
    return TransitionForm(data, targets=targets, need_reason=need_reason, initial=suggested)


def default_target(application, targets: list[str]) -> str:
    """The next step of a selection, which is what recruiters mostly want; none where it would be a promise."""
    steps = [step for step in transitions.STEPS if step in targets]
    ahead = [step for step in steps if _position(step) > _position(application.status)]
    return str(ahead[0]) if ahead and ahead[0] not in PROMISES else ""


def _position(status: str) -> int:
    return transitions.STEPS.index(status) if status in transitions.STEPS else len(transitions.STEPS)
