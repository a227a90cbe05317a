from django.core.management.base import BaseCommand, CommandError

from portal.accounts import roles


class Command(BaseCommand):
    help = "Write the groups and permissions of the roles as the code declares them. Safe to run again."

    def handle(self, *args, **options):
        try:
            changes = roles.sync()
        except roles.UnknownPermission as error:
            raise CommandError(f"no such permission: {error}") from error
        if options["verbosity"]:
            for change in changes:
                self.stdout.write(change)
            self.stdout.write(f"roles: {len(changes)} changes")
