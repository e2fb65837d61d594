"""python3 receiver.py PORT: takes webhooks, and appends their events to a file for a worker."""

import base64
import hashlib
import hmac
import json
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOLERANCE_SECONDS = 300
MAX_BODY_BYTES = 1_000_000


def is_signed(headers, body: bytes, secret: str) -> bool:
    message_id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "0")
    if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    text = f"{message_id}.{timestamp}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()
    # While a secret is replaced there are two signatures.
    given = headers.get("webhook-signature", "").split(" ")
    return any(hmac.compare_digest(expected.encode(), one.encode()) for one in given)


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers.get("content-length", 0))
        body = self.rfile.read(min(length, MAX_BODY_BYTES))
        if not is_signed(self.headers, body, os.environ["GRABBER_WEBHOOK_SECRET"]):
            return self.answer(401)
        message = json.loads(body)
        one = {"id": self.headers["webhook-id"], **message}
        events = message["data"]["events"] if message["type"] == "batch" else [one]
        with open(os.environ.get("GRABBER_EVENTS_FILE", "events.ndjson"), "a") as file:
            file.write("".join(json.dumps(event) + "\n" for event in events))
        self.answer(204)

    def answer(self, status: int):
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        """Requests hold ids of sessions: not for a log."""


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver).serve_forever()
