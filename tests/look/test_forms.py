"""What `{{ form }}` writes: a label, help, error and control that belong together."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string


class ExampleForm(forms.Form):
    title = forms.CharField(label="Titre", help_text="Le métier d’abord.", max_length=80)
    letter = forms.CharField(label="Lettre", widget=forms.Textarea, required=False)
    contract = forms.ChoiceField(label="Contrat", choices=[("a", "CDI"), ("b", "CDD")], widget=forms.RadioSelect)
    resume = forms.FileField(label="CV", required=False)
    agreed = forms.BooleanField(label="J’accepte", required=False)
    token = forms.CharField(widget=forms.HiddenInput, initial="x")


class GroupedForm(ExampleForm):
    @property
    def fieldsets(self):
        return [
            {"legend": "Le poste", "fields": [self["title"], self["contract"]]},
            {"legend": "Le reste", "fields": [self["letter"], self["resume"], self["agreed"]], "css_class": "pair"},
        ]


@pytest.fixture
def refused():
    return str(ExampleForm({"title": "", "token": "x"}))


def test_control_names_its_help_and_its_error(refused):
    assert 'aria-describedby="id_title_helptext id_title_error"' in refused
    assert 'id="id_title_helptext"' in refused
    assert 'id="id_title_error"' in refused
    assert 'aria-invalid="true"' in refused


def test_help_and_error_come_before_the_control(refused):
    assert refused.index("id_title_helptext") < refused.index('id="id_title_error"') < refused.index('name="title"')


def test_summary_links_to_each_refused_field(refused):
    assert 'href="#id_title"' in refused
    assert 'href="#id_contract"' in refused
    assert 'id="id_contract"' in refused


def test_summary_is_absent_without_errors():
    assert "error-summary" not in str(ExampleForm())


def test_form_wide_errors_are_in_the_summary_once():
    form = ExampleForm({"title": "x", "contract": "a", "token": "x"})
    form.add_error(None, "Trop tard.")
    assert str(form).count("Trop tard.") == 1


def test_only_what_may_be_left_out_says_so():
    html = str(ExampleForm())
    assert 'for="id_letter">Lettre <span class="optional">' in html
    assert 'for="id_title">Titre</label>' in html
    assert 'for="id_agreed">J’accepte</label>' in html


def test_group_is_a_fieldset_with_its_legend():
    html = str(ExampleForm())
    assert "<legend>Contrat</legend>" in html


def test_hidden_fields_are_written_once():
    for form in (ExampleForm(), GroupedForm()):
        assert str(form).count('name="token"') == 1


def test_fieldsets_gather_fields_under_their_legend():
    html = str(GroupedForm())
    assert html.index("Le poste") < html.index('name="title"') < html.index("Le reste") < html.index('name="letter"')
    assert "fieldset pair" in html
    assert html.count('name="title"') == 1


def test_whole_form_posts_files_and_offers_a_way_out(rf):
    html = render_to_string(
        "components/form.html",
        {"form": ExampleForm(), "submit_label": "Envoyer", "cancel_url": "/retour/"},
        rf.get("/"),
    )
    assert 'enctype="multipart/form-data"' in html
    assert 'name="csrfmiddlewaretoken"' in html
    assert 'href="/retour/"' in html


class SecretForm(ExampleForm):
    password = forms.CharField(widget=forms.PasswordInput)
    again = forms.CharField(widget=forms.PasswordInput)


def test_passwords_have_to_be_typed_again():
    assert str(SecretForm({"title": "", "token": "x"})).count("Le mot de passe est à saisir de nouveau.") == 1
    assert "Le mot de passe" not in str(ExampleForm({"title": "", "token": "x"}))


def test_files_have_to_be_chosen_again():
    chosen = {"resume": SimpleUploadedFile("cv.pdf", b"x")}
    assert "Les fichiers sont à choisir de nouveau." in str(ExampleForm({"title": "", "token": "x"}, chosen))
    assert "Les fichiers sont à choisir de nouveau." not in str(ExampleForm({"title": "", "token": "x"}))
