from rest_framework_simplejwt.authentication import JWTAuthentication

#: What a request asks of its caller, read with the account in one statement.
PROFILES = ("recruiter__company__sector", "prestataire", "candidate")


class BearerAuthentication(JWTAuthentication):
    """`Authorization: Bearer <jwt>`; first in line, so that a missing token is 401 and not 403.

    Tokens of disabled accounts and of changed passwords are refused (SIMPLE_JWT["CHECK_REVOKE_TOKEN"]).
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.user_model = _WithProfiles(self.user_model)


class _WithProfiles:
    """What simplejwt looks users up in: the accounts with their profiles, so that no view asks once more."""

    def __init__(self, model):
        self.objects = model.objects.select_related(*PROFILES)
        self.DoesNotExist = model.DoesNotExist
