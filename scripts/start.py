"""`make run`: bring the database up to date, fill an empty one with demo content, and serve."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "Demo-portail-2026"
ACCOUNTS = (
    ("admin", "administrator"),
    ("editeur", "editor"),
    ("recruteur", "recruiter, verified"),
    ("recruteur-attente", "recruiter, waiting for verification"),
    ("candidat", "candidate"),
    ("prestataire", "service provider"),
    ("eleve", "student"),
    ("consultant", "consultant"),
    ("lecteur", "reader"),
)


def main():
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.development")
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    os.environ.setdefault("SITE_URL", f"http://{host}:{port}")
    prepare()
    print_welcome(host, port)
    sys.stdout.flush()
    # A fresh process: runserver's own reloader takes over from here.
    os.execv(sys.executable, [sys.executable, "manage.py", "runserver", "--skip-checks", f"{host}:{port}"])


def prepare():
    """Migrate, write roles, and load demo content only where nobody has an account yet: nothing is ever lost."""
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.db import transaction

    for folder in (settings.VAR_DIR, settings.STATIC_ROOT):
        folder.mkdir(parents=True, exist_ok=True)
    if is_new():
        print("Making the database")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("sync_roles", verbosity=0)
    if not get_user_model().objects.exists():
        print("Loading demo content (once)")
        # All or nothing: half of it would pass for somebody's accounts at the next start.
        with transaction.atomic():
            call_command("load_demo")
            # What migrations made is in no index yet: editors search for it too.
            call_command("wagtail_update_index", verbosity=0)


def is_new():
    from django.db import connection

    return "django_migrations" not in connection.introspection.table_names()


def print_welcome(host, port):
    shown = "127.0.0.1" if host in ("0.0.0.0", "") else host
    print(f"\nThe portal: http://{shown}:{port}/     its administration: http://{shown}:{port}/admin/")
    print(f"Demo accounts, all with the password {PASSWORD}:")
    for name, role in ACCOUNTS:
        print(f"  {name + '@demo.example':32} {role}")
    print("Stop with Ctrl-C.\n")


if __name__ == "__main__":
    main()
