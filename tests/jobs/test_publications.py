"""Writing publications: drafts, submissions, edits, endings (003 §3, §14.2)."""

from datetime import datetime

import pytest
import time_machine
from django.core import mail

from portal.core.errors import Conflict, Forbidden, Invalid
from portal.jobs import errors, services
from portal.jobs.models import Publication, Status
from portal.moderation import services as moderation
from tests.factories.accounts import UserFactory
from tests.factories.jobs import TEXT, make_application, make_publication, verified_recruiter

pytestmark = pytest.mark.django_db
create, edit, submit = services.publications.create, services.publications.edit, services.publications.submit
KINDS = ("offer", "bourse", "financement", "consultation")


def public():
    return list(Publication.objects.visible().values_list("title", flat=True))


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_goes_from_draft_to_public(kind):
    draft = make_publication(kind)
    assert (draft.status, draft.live, public()) == (Status.DRAFT, False, [])
    pending = submit(draft.recruiter, draft)
    assert (pending.status, public()) == (Status.PENDING, [])
    assert pending.review_since is not None
    published = moderation.approve(UserFactory(editor=True), pending)
    assert (published.status, published.review_since, public()) == (Status.VALIDATED, None, [draft.title])


def test_places_get_coordinates_and_unknown_ones_are_kept():
    publication = make_publication(places=["Lyon", "Le Bout-du-Monde", "lyon", "Lyon"])
    places = list(publication.places.values_list("label", "latitude"))
    assert places[0][0] == "Lyon"
    assert places[0][1] == pytest.approx(45.75, abs=0.1)
    assert ("Le Bout-du-Monde", None) in places


def test_skills_are_one_whatever_their_spelling():
    publication = make_publication(skills=["Python", "python ", "PYTHON", "SQL"])
    assert [skill.name for skill in publication.skills.order_by("pk")] == ["Python", "SQL"]


def test_html_is_cleaned_on_the_way_in():
    publication = make_publication(
        description='<p onclick="x()">Bonjour<script>alert(1)</script><a href="javascript:alert(1)">ici</a></p>'
    )
    for evil in ("script", "onclick", "javascript"):
        assert evil not in publication.description
    assert "<p>Bonjour" in publication.description


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": "  "}, "title"),
        ({"description": "<script>x</script>"}, "description"),
        ({"title": "x" * 151}, "title"),
        ({"amount_min": 3000, "amount_max": 2000}, "amount_max"),
        ({"amount_min": -1}, "__all__"),
        ({"contract": "esclavage"}, "contract"),
        ({"apply_by": "url"}, "apply_url"),
        ({"apply_by": "email"}, "apply_email"),
        ({"status": "validated"}, "status"),
        ({"live": True}, "live"),
        ({"expire_at": None}, "expire_at"),
        ({"first_published_at": None}, "first_published_at"),
        ({"company": 1}, "company"),
    ],
)
def test_bad_values_are_refused_by_field_and_nothing_is_saved(values, field):
    with pytest.raises(Invalid) as refusal:
        create(verified_recruiter(), "offer", {"title": "Poste", "description": TEXT, **values})
    assert field in refusal.value.fields
    assert not Publication.objects.exists()


def test_only_recruiters_create():
    for trait in ({}, {"prestataire": True}, {"student": True}, {"editor": True}):
        with pytest.raises(Forbidden):
            create(UserFactory(**trait), "offer", {"title": "Poste", "description": TEXT})


def test_an_unverified_recruiter_saves_drafts_and_does_not_submit():
    draft = make_publication(recruiter=UserFactory(recruiter=True))
    with pytest.raises(errors.NotVerified):
        submit(draft.recruiter, draft)
    draft.refresh_from_db()
    assert (draft.status, draft.first_submitted_at) == (Status.DRAFT, None)


def test_a_refused_submission_saves_nothing_when_made_at_once():
    with pytest.raises(errors.NotVerified):
        services.publications.create_and_submit(
            UserFactory(recruiter=True), "offer", {"title": "Poste", "description": TEXT}
        )
    assert not Publication.objects.exists()


def test_an_unconfirmed_address_does_not_submit_where_that_is_asked(settings):
    settings.REQUIRE_CONFIRMED_EMAIL = True
    recruiter = verified_recruiter(unconfirmed=True)
    with pytest.raises(errors.EmailNotConfirmed):
        make_publication(recruiter=recruiter, pending=True)


def test_another_company_changes_nothing():
    publication, stranger = make_publication(validated=True), verified_recruiter()
    for change in (submit, services.publications.withdraw, services.publications.close):
        with pytest.raises(Forbidden):
            change(stranger, publication)
    with pytest.raises(Forbidden):
        edit(stranger, publication, {"title": "Volé"})
    assert public() == [publication.title]


def test_colleagues_share_the_publications_of_their_company():
    publication = make_publication()
    colleague = verified_recruiter(company=publication.company)
    assert submit(colleague, publication).status == Status.PENDING


def test_submitting_twice_is_a_conflict():
    pending = make_publication(pending=True)
    with pytest.raises(errors.AlreadySubmitted):
        submit(pending.recruiter, pending)


def test_a_published_one_that_did_not_change_has_nothing_to_submit():
    published = make_publication(validated=True)
    with pytest.raises(errors.NothingToSubmit):
        submit(published.recruiter, published)


class TestQuota:
    def test_the_quota_counts_first_submissions_of_the_month_in_paris(self, settings):
        settings.DEFAULT_MONTHLY_QUOTA = 2
        recruiter = verified_recruiter()
        with time_machine.travel(datetime.fromisoformat("2026-11-30T22:59:00+00:00"), tick=False):
            make_publication(recruiter=recruiter, pending=True)
            make_publication(recruiter=recruiter, pending=True)
            with pytest.raises(errors.QuotaReached):
                make_publication(recruiter=recruiter, pending=True)
        with time_machine.travel(datetime.fromisoformat("2026-11-30T23:00:30+00:00"), tick=False):
            assert services.publications.quota(recruiter).used == 0
            make_publication(recruiter=recruiter, pending=True)

    def test_the_same_month_of_another_year_does_not_count(self):
        recruiter = verified_recruiter()
        with time_machine.travel(datetime.fromisoformat("2025-11-15T12:00:00+00:00"), tick=False):
            make_publication(recruiter=recruiter, pending=True)
        with time_machine.travel(datetime.fromisoformat("2026-11-15T12:00:00+00:00"), tick=False):
            assert services.publications.quota(recruiter).used == 0

    def test_submitting_again_after_a_refusal_does_not_count_again(self):
        refused = make_publication(refused=True)
        refused.recruiter.recruiter.monthly_quota = 1
        refused.recruiter.recruiter.save()
        assert submit(refused.recruiter, refused).status == Status.PENDING

    def test_a_profile_may_have_a_quota_of_its_own(self):
        recruiter = verified_recruiter()
        recruiter.recruiter.monthly_quota = 0
        recruiter.recruiter.save()
        with pytest.raises(errors.QuotaReached):
            make_publication(recruiter=recruiter, pending=True)


class TestEditing:
    def test_an_edit_of_a_published_one_waits_while_the_public_keeps_the_old_text(self):
        published = make_publication(validated=True, title="Avant")
        edited = edit(published.recruiter, published, {"title": "Après"})
        assert public() == ["Avant"]
        assert edited.in_review
        assert services.publications.latest(edited).title == "Après"
        moderation.approve(UserFactory(editor=True), edited)
        assert public() == ["Après"]

    def test_a_refused_edit_leaves_the_public_version_online(self):
        published = make_publication(validated=True, title="Avant")
        edited = edit(published.recruiter, published, {"title": "Après"})
        refused = moderation.refuse(UserFactory(editor=True), edited, "unclear", "Le titre ne dit plus le métier.")
        assert public() == ["Avant"]
        assert (refused.status, refused.in_review, refused.refusal_code) == (Status.VALIDATED, False, "unclear")

    def test_an_edit_during_review_restarts_it(self):
        pending = make_publication(pending=True)
        before = pending.current_workflow_task_state
        edited = edit(pending.recruiter, pending, {"title": "Nouveau titre"})
        after = edited.current_workflow_task_state
        assert edited.status == Status.PENDING
        assert after.pk != before.pk
        assert after.revision_id == edited.latest_revision_id

    def test_a_refused_one_is_corrected_and_submitted_again(self):
        refused = make_publication(refused=True)
        assert refused.refusal_reason
        corrected = edit(refused.recruiter, refused, {"title": "Corrigé"})
        assert corrected.status == Status.REFUSED
        again = submit(refused.recruiter, corrected)
        assert (again.status, again.refusal_reason) == (Status.PENDING, "")
        assert moderation.approve(UserFactory(editor=True), again).title == "Corrigé"

    def test_an_expired_one_shows_its_validated_text_until_the_new_one_is_approved(self):
        expired = make_publication(expired=True, title="Avant")
        assert expired.status == Status.EXPIRED
        edit(expired.recruiter, expired, {"title": "Après"})
        expired.refresh_from_db()
        assert expired.title == "Avant"
        submit(expired.recruiter, expired)
        moderation.approve(UserFactory(editor=True), expired)
        assert public() == ["Après"]

    def test_an_expired_one_submitted_as_it_is_comes_back(self):
        expired = make_publication(expired=True)
        moderation.approve(UserFactory(editor=True), submit(expired.recruiter, expired))
        assert public() == [expired.title]

    def test_counters_survive_the_publishing_of_an_older_text(self):
        published = make_publication(validated=True)
        edited = edit(published.recruiter, published, {"title": "Après"})
        Publication.objects.filter(pk=published.pk).update(views_count=42, applications_count=3)
        after = moderation.approve(UserFactory(editor=True), edited)
        assert (after.views_count, after.applications_count) == (42, 3)

    @pytest.mark.parametrize("state", ["closed", "withdrawn"])
    def test_what_ended_is_not_edited(self, state):
        ended = make_publication(**{state: True})
        with pytest.raises(errors.AlreadyEnded):
            edit(ended.recruiter, ended, {"title": "Encore"})


class TestEnding:
    def test_a_withdrawn_one_is_neither_visible_nor_readable_nor_owned(self):
        published = make_publication(validated=True)
        services.publications.withdraw(published.recruiter, published)
        assert not Publication.objects.visible().exists()
        assert not Publication.objects.readable().exists()
        assert not Publication.objects.owned_by(published.recruiter).exists()
        assert Publication.objects.get().status == Status.WITHDRAWN

    def test_withdrawing_during_review_takes_it_out_of_the_queue(self):
        pending = make_publication(pending=True)
        services.publications.withdraw(pending.recruiter, pending)
        assert not Publication.objects.pending().exists()
        with pytest.raises(Conflict):
            moderation.approve(UserFactory(editor=True), pending)

    def test_closing_tells_those_who_wait(self):
        application = make_application()
        publication = application.publication.specific
        mail.outbox.clear()
        closed = services.publications.close(publication.recruiter, publication)
        assert closed.status == Status.CLOSED
        assert [message.to for message in mail.outbox] == [[application.candidate.user.email]]
        assert not Publication.objects.visible().exists()
        assert Publication.objects.readable().exists()

    def test_only_what_is_online_is_closed_and_only_once(self):
        with pytest.raises(errors.NotPublished):
            services.publications.close((draft := make_publication()).recruiter, draft)
        closed = make_publication(closed=True)
        with pytest.raises(errors.AlreadyEnded):
            services.publications.close(closed.recruiter, closed)
