from rest_framework_simplejwt.authentication import JWTAuthentication


class BearerAuthentication(JWTAuthentication):
    """`Authorization: Bearer <jwt>`; first in line, so that a missing token is 401 and not 403."""
