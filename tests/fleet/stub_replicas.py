"""Web servers in the place of replicas: what a proxy sends to whom can be seen without the app."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class StubReplica:
    """Answers each request with its own name and what the proxy said."""

    def __init__(self, name: str, port: int = 0) -> None:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                told = {key.lower(): value for key, value in self.headers.items()}
                body = json.dumps({"name": name, "headers": told}).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                if self.path == "/moves":  # a page of the app may set the cookie, too
                    self.send_header("Set-Cookie", "facecue_replica=elsewhere; Path=/")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.name = name
        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.port: int = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def close(self) -> None:
        """Refuse connections from now on."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def stub_replicas(*names: str) -> Iterator[dict[str, StubReplica]]:
    """One of each name, on ports of their own."""
    stubs = {name: StubReplica(name) for name in names}
    try:
        yield stubs
    finally:
        for stub in stubs.values():
            stub.close()
