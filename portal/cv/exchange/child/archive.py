"""Files out of a ZIP, by their names, in memory."""

import io
import zipfile

#: Of one file once unpacked, in bytes; and how many entries are looked at.
MOST_UNPACKED = 2 * 1024 * 1024
MOST_ENTRIES = 2_000


def read_zip(content: bytes, wanted: list[str]) -> dict:
    """The CSV files of these names, in whatever folder; nothing else is opened, no path is ever made of a name."""
    names = {f"{name}.csv".lower(): name for name in wanted}
    found: dict[str, str] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.infolist()[:MOST_ENTRIES]:
            name = names.get(entry.filename.replace("\\", "/").rpartition("/")[2].lower())
            if name is None or name in found or entry.is_dir() or entry.flag_bits & 1:
                continue
            with archive.open(entry) as file:
                # As much as it says to unpack to, and no more than this.
                data = file.read(MOST_UNPACKED + 1)
            if len(data) > MOST_UNPACKED:
                raise ValueError("unpacks to too much")
            found[name] = data.decode("utf-8-sig", "replace")
    return {"files": found}
