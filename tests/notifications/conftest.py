from tests.accounts.conftest import browser, signed_in

__all__ = ["browser", "signed_in"]
