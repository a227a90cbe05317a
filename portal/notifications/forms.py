from django import forms

from . import preferences


class Line(forms.BoundField):
    """Its boxes are side by side where there is room."""

    def css_classes(self, extra_classes=None):
        return super().css_classes("inline")


class PreferencesForm(forms.Form):
    """A line a type of notification, a box a channel. Mails that cannot be switched off have no box and are said."""

    hide_optional = True
    bound_field_class = Line

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.choices = preferences.choices(user)
        for choice in self.choices:
            if choice.declared.name not in self.fields:
                field = forms.MultipleChoiceField(
                    label=choice.declared.label, required=False, initial=[], widget=forms.CheckboxSelectMultiple
                )
                self.fields[choice.declared.name] = field
            field = self.fields[choice.declared.name]
            if choice.mandatory:
                field.help_text = preferences.MANDATORY
                continue
            field.choices = [*field.choices, (choice.channel.name, choice.channel.label)]
            field.initial += [choice.channel.name] if choice.on else []

    def wishes(self) -> dict[tuple[str, str], bool]:
        """What was ticked and what was not, by type and channel."""
        return {
            (choice.declared.name, choice.channel.name): choice.channel.name in self.cleaned_data[choice.declared.name]
            for choice in self.choices
            if not choice.mandatory
        }
