"""ClamAV's INSTREAM protocol, with a daemon of the tests' own on loopback."""

import io
import socket
import socketserver
import struct
import threading
from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.core import antivirus
from portal.core.antivirus import CannotScan, Infected
from portal.core.files import InfectedFile, check_file
from tests.factories.accounts import PDF_BYTES, pdf

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd(socketserver.BaseRequestHandler):
    """Reads as clamd does; `self.server.answer` says what to say: bytes, None for silence."""

    def handle(self):
        if self._exactly(10) != b"zINSTREAM\0":
            return
        content = b""
        while size := struct.unpack("!I", self._exactly(4))[0]:
            content += self._exactly(size)
        self.server.received.append(content)
        answer = self.server.answer
        if answer is None:
            self.server.finished.wait(10)
            return
        if answer == "look":
            answer = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
        self.request.sendall(answer)

    def _exactly(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            data += self.request.recv(count - len(data)) or b"\0" * (count - len(data))
        return data


@contextmanager
def serving(server, answer):
    server.answer, server.received, server.finished = answer, [], threading.Event()
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.finished.set()
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def clamd(settings):
    """`with clamd(answer) as server:` and the portal asks it."""

    @contextmanager
    def start(answer="look"):
        with serving(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd), answer) as server:
            settings.CLAMAV_URL = f"tcp://127.0.0.1:{server.server_address[1]}"
            yield server

    return start


def test_without_an_address_nothing_is_asked(settings):
    assert settings.CLAMAV_URL == ""
    antivirus.scan(io.BytesIO(EICAR))


def test_a_clean_file_is_sent_whole_and_is_read_again_from_its_beginning(clamd):
    content = PDF_BYTES + b"x" * (3 * antivirus.CHUNK + 5)
    file = io.BytesIO(content)
    with clamd() as server:
        antivirus.scan(file)
    assert server.received == [content]
    assert file.tell() == 0


def test_a_clean_upload_is_accepted(clamd):
    with clamd():
        assert check_file(pdf()).content_type == "application/pdf"


def test_a_virus_is_refused(clamd):
    with clamd(), pytest.raises(InfectedFile) as refusal:
        check_file(SimpleUploadedFile("cv.pdf", PDF_BYTES + EICAR))
    assert refusal.value.status == 400


def test_the_name_of_what_was_found_is_kept_for_the_log(clamd):
    with clamd(), pytest.raises(Infected, match="Eicar-Test-Signature"):
        antivirus.scan(io.BytesIO(EICAR))


def test_over_a_unix_socket_too(settings, tmp_path):
    path = str(tmp_path / "clamd.ctl")
    settings.CLAMAV_URL = f"unix://{path}"
    with serving(socketserver.ThreadingUnixStreamServer(path, Clamd), "look"):
        antivirus.scan(io.BytesIO(PDF_BYTES))
        with pytest.raises(Infected):
            antivirus.scan(io.BytesIO(EICAR))


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"stream: OK",
        b"\0",
        b"OK\0",
        b"stream: \0",
        b"stream: OK extra\0",
        b"INSTREAM size limit exceeded. ERROR\0",
        b"\xff\xfe\0",
        b"x" * 10_000 + b"\0",
        b"HTTP/1.1 200 OK\r\n\r\n",
    ],
)
def test_whatever_is_no_clear_answer_refuses_the_file(clamd, answer):
    with clamd(answer), pytest.raises(CannotScan) as refusal:
        antivirus.scan(io.BytesIO(PDF_BYTES))
    assert refusal.value.status == 409


def test_a_silent_daemon_is_not_waited_for(clamd, settings):
    settings.CLAMAV_TIMEOUT = 0.2
    with clamd(None), pytest.raises(CannotScan):
        antivirus.scan(io.BytesIO(PDF_BYTES))


def test_a_daemon_that_is_not_there_refuses_the_file(settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.CLAMAV_URL = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(CannotScan):
            antivirus.scan(io.BytesIO(PDF_BYTES))


def test_no_socket_at_the_path_refuses_the_file(settings, tmp_path):
    settings.CLAMAV_URL = f"unix://{tmp_path}/nothing"
    with pytest.raises(CannotScan):
        antivirus.scan(io.BytesIO(PDF_BYTES))


@pytest.mark.parametrize("address", ["http://127.0.0.1:3310", "127.0.0.1:3310", "tcp://", "tcp://host:port", "unix://"])
def test_a_mistyped_address_is_found_at_the_start_and_refuses_files(settings, address):
    settings.CLAMAV_URL = address
    assert [error.id for error in antivirus.check_address(None)] == ["core.E001"]
    with pytest.raises(CannotScan):
        antivirus.scan(io.BytesIO(PDF_BYTES))


@pytest.mark.parametrize("address", ["", "tcp://clamav", "tcp://[::1]:3310", "unix:///run/clamav/clamd.ctl"])
def test_good_addresses_are_no_error(settings, address):
    settings.CLAMAV_URL = address
    assert antivirus.check_address(None) == []
