"""What each room declares: the contract's words, and who receives which (003 §15.1)."""

import pytest

from portal.accounts.models import Role
from portal.notifications import registry
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

EVERYBODY = {"compte_decision", "message_recu", "rappel_favori"}
APPLICANT = EVERYBODY | {"candidature_statut", "rappel_entretien", "paiement"}
EDITOR = EVERYBODY | {"publication_a_valider", "compte_a_verifier", "message_signale"}
RECEIVED = {
    Role.CANDIDATE: APPLICANT,
    Role.STUDENT: APPLICANT,
    Role.PRESTATAIRE: APPLICANT,
    Role.RECRUITER: EVERYBODY | {"candidature_recue", "publication_decision", "rappel_entretien", "import_flux"},
    Role.EDITOR: EDITOR,
    Role.ADMIN: EDITOR,
    Role.CONSULTANT: EVERYBODY,
    Role.READER: EVERYBODY,
}


@pytest.mark.parametrize("role", Role.values)
def test_each_role_chooses_among_what_it_may_receive(role):
    assert {declared.name for declared in registry.types_for(UserFactory(role=role))} == RECEIVED[role]


def test_only_decisions_on_ones_account_and_ones_money_are_mandatory():
    assert {declared.name for declared in registry.all_types() if declared.mandatory} == {"compte_decision", "paiement"}
