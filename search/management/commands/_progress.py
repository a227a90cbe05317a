import time

WIDTH = 30
#: Seconds between two lines where nothing can be written over.
PAUSE = 5


class Progress:
    """Call it with what is done and the total: a bar on a terminal, elsewhere a line now and then."""

    def __init__(self, out, name: str):
        self.out, self.name = out, name
        self.started = self.shown = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        rate = done / max(now - self.started, 0.001)
        counted = f"{done:,} of {total:,} publications, {rate:,.0f} a second"
        if self.out.isatty():
            filled = WIDTH * done // max(total, 1)
            self.out.write(f"\r{self.name} [{'#' * filled}{' ' * (WIDTH - filled)}] {counted}", ending="")
            if done >= total:
                self.out.write("")
        elif done >= total or now - self.shown > PAUSE:
            self.out.write(f"{self.name}: {counted}")
            self.shown = now
