from django.core.management.base import BaseCommand, CommandError

from portal.cv.rendering import CannotRender, thumbnails


class Command(BaseCommand):
    help = "Write the pictures of the resume templates (static/cv/templates/) as they print the sample."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="write nothing; fail when a picture is out of date")

    def handle(self, *, check: bool, **options):
        if check:
            if stale := thumbnails.stale():
                raise CommandError(f"Out of date: {', '.join(stale)}. Run manage.py render_thumbnails.")
            return
        try:
            for path in thumbnails.write():
                self.stdout.write(f"{path.name}: {path.stat().st_size // 1024} kB")
        except CannotRender as error:
            raise CommandError(str(error.message)) from error
