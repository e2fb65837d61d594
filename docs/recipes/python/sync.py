"""python3 sync.py SESSION [--grab]: keeps a table like the API's. Python 3.9 or later, no other packages."""

import gzip
import http.client
import json
import os
import sqlite3
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

PAGE = 500
PATIENCE_SECONDS = 20


class GrabberError(Exception):
    def __init__(self, status: int, code: str, message: str):
        super().__init__(f"{status} {code}: {message}")
        self.code = code


def send(method: str, path: str, body, key: str):
    """Status, Retry-After and the decoded body."""
    request = urllib.request.Request(os.environ["GRABBER_URL"].rstrip("/") + "/api" + path, method=method)
    request.add_header("X-API-Key", os.environ["GRABBER_KEY"])
    request.add_header("Accept-Encoding", "gzip")
    if method == "POST":
        request.add_header("Content-Type", "application/json")
        request.add_header("Idempotency-Key", key)
        request.data = json.dumps(body or {}).encode()
    try:
        response = urllib.request.urlopen(request, timeout=15)
    except urllib.error.HTTPError as error:
        response = error
    with response:
        data = response.read()
        if response.headers.get("Content-Encoding") == "gzip":
            data = gzip.decompress(data)
        try:
            answer = json.loads(data)
        except ValueError:
            # A proxy in between answers in its own words.
            answer = {"code": "UNKNOWN", "message": response.reason}
        return response.status, response.headers.get("Retry-After"), answer


def grabber(method: str, path: str, body=None) -> dict:
    """`data` of the answer. Tries again while the API is busy; the key makes a repeated POST happen once."""
    key, until, attempt = str(uuid.uuid4()), time.monotonic() + PATIENCE_SECONDS, 0
    while True:
        attempt += 1
        try:
            status, retry_after, answer = send(method, path, body, key)
        except (OSError, http.client.HTTPException) as error:
            status, retry_after, answer = 0, None, {"code": "API_UNREACHABLE", "message": str(error)}
        if 200 <= status < 300:
            return answer["data"]
        wait = max(1, int(retry_after or attempt))
        may_pass = status in (0, 429, 503) or answer["code"] == "GRAB_RUNNING"
        if not may_pass or time.monotonic() + wait > until:
            raise GrabberError(status, answer["code"], answer.get("message") or answer.get("error"))
        time.sleep(wait)


def grab(session: str) -> str:
    """Queued: no request waits for WhatsApp."""
    found = grabber("POST", f"/sessions/{session}/grabs", {"kind": "all"})
    while found["state"] in ("queued", "running"):
        time.sleep(1)
        found = grabber("GET", f"/sessions/{session}/grabs/{found['grab_id']}")
    return found["state"]


def read_changes(session: str, cursor):
    query = {"limit": PAGE, **({"since": cursor} if cursor else {})}
    return grabber("GET", f"/sessions/{session}/contacts/changes?{urllib.parse.urlencode(query)}")


def sync(db: sqlite3.Connection, session: str) -> int:
    db.execute(
        "CREATE TABLE IF NOT EXISTS contacts (id INTEGER PRIMARY KEY, session_id TEXT, contact_id TEXT, name TEXT,"
        " phone_number TEXT, type TEXT, status TEXT, data TEXT, sweep REAL)"
    )
    db.execute("CREATE TABLE IF NOT EXISTS sync_cursors (session_id TEXT PRIMARY KEY, next TEXT, sweep REAL)")
    row = db.execute("SELECT next, sweep FROM sync_cursors WHERE session_id = ?", (session,)).fetchone()
    drop_unseen = "DELETE FROM contacts WHERE session_id = ? AND (sweep IS NULL OR sweep <> ?)"
    cursor, sweep = row or (None, time.time())
    count, has_more = 0, True
    while has_more:
        try:
            page = read_changes(session, cursor)
        except GrabberError as error:
            if cursor is None or not error.code.startswith("CHANGE_CURSOR_"):
                raise
            # Away for longer than deletions are kept: read everything, and drop what does not come.
            cursor, sweep = None, time.time()
            continue
        has_more = page["has_more"]
        # Rows and cursor in one transaction: a crash in between repeats the page.
        with db:
            for change in page["changes"]:
                if change["change"] == "deleted":
                    db.execute("DELETE FROM contacts WHERE id = ?", (change["id"],))
                    continue
                one = change["contact"]
                columns = ("id", "session_id", "contact_id", "name", "phone_number", "type", "status")
                values = [one[column] for column in columns] + [json.dumps(one), sweep]
                db.execute("REPLACE INTO contacts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
            if not has_more and sweep is not None:
                db.execute(drop_unseen, (session, sweep))
                sweep = None
            cursor = page["next_cursor"]
            db.execute("REPLACE INTO sync_cursors VALUES (?, ?, ?)", (session, cursor, sweep))
        count += len(page["changes"])
    return count


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    if "--grab" in sys.argv:
        print("grab:", grab(sys.argv[1]))
    print(sync(sqlite3.connect(os.environ.get("DATABASE_FILE", "contacts.sqlite")), sys.argv[1]), "changes")
