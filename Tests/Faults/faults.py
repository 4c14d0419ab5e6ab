"""Hurts a running server and looks at what is left: faults.py BINARY [--rounds N] [--seed N] [--postgres URL] [part …]

Parts: kill, stop, full, readonly, clock, slow, bomb, postgres, frozen. Each prints `ok …` or `FAILED …`; what cannot be tried here is said with SKIPPED.
Every write that the server confirmed is written down by the client; afterwards each must be there exactly once.
"""

import argparse
import http.client
import os
import pathlib
import random
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import threading
import time
import urllib.parse
import zipfile

parser = argparse.ArgumentParser()
parser.add_argument("binary")
parser.add_argument("--rounds", type=int, default=12)
parser.add_argument("--seed", type=int, default=20261123)
parser.add_argument("--postgres", help="postgres://… of a server that may be stopped with the command in MAINSTAY_TEST_POSTGRES_RESTART")
parser.add_argument("parts", nargs="*")
given = parser.parse_intermixed_args()
chance = random.Random(given.seed)
print(f"faults.py seed {given.seed}, {given.rounds} rounds")


def check(name, problem):
    print(f"FAILED {name}: {problem}" if problem else f"ok {name}", flush=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def command(*arguments, database, check=True, environment=None):
    return subprocess.run([given.binary, *arguments, "--database", database], capture_output=True, text=True, check=check,
                          env={**os.environ, **(environment or {})})


servers = []  # Every server of the part that runs, so that none outlives it.


class Server:
    """A server on a port of its own, and what the client knows of it."""

    def __init__(self, database, environment=None):
        self.database = database
        self.port = free_port()
        self.environment = environment
        self.process = None
        servers.append(self)

    def start(self):
        self.log = tempfile.TemporaryFile(mode="w+")
        # Through env: a library that is loaded before a program started directly hides its arguments from it.
        self.process = subprocess.Popen(["/usr/bin/env", given.binary, "serve", "--port", str(self.port), "--database", self.database],
                                        stdout=subprocess.DEVNULL, stderr=self.log, env={**os.environ, **(self.environment or {})})
        for _ in range(400):
            if self.process.poll() is not None:
                return False
            try:
                status, _, _ = self.ask("GET", "/healthz")
                if status == 200:
                    return True
            except OSError:
                pass
            time.sleep(0.025)
        return False

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)

    def ask(self, method, path, body=None, headers=None, timeout=10):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode(errors="replace")
        finally:
            connection.close()


class Person:
    """Somebody signed in who writes notes and changes cells."""

    def __init__(self, server, name="ops"):
        self.server = server
        status, headers, _ = server.ask("POST", "/sign-in", urllib.parse.urlencode({"name": name, "password": "mainstay-demo"}),
                                        {"Content-Type": "application/x-www-form-urlencoded"})
        cookie = re.search(r"mainstay_session=\w+", headers.get("Set-Cookie", ""))
        assert status == 303 and cookie, f"sign-in answered {status}"
        self.headers = {"Cookie": cookie.group(), "Content-Type": "application/x-www-form-urlencoded"}
        _, _, page = server.ask("GET", "/settings", headers=self.headers)
        self.token = re.search(r'name="token" value="(\w+)"', page).group(1)

    def post(self, path, timeout=10, **fields):
        return self.server.ask("POST", path, urllib.parse.urlencode({**fields, "token": self.token}), self.headers, timeout)

    def note(self, account, text, timeout=10):
        """True when the server said that the note is kept."""
        try:
            status, _, _ = self.post(f"/accounts/{account}/notes", timeout, kind="call", body=text, happenedOn="2026-06-01")
        except (OSError, http.client.HTTPException):
            return False
        return status == 303


def notes(database):
    """How often each note is there, read without the product."""
    if database.startswith("sqlite:"):
        with sqlite3.connect(f"file:{database[7:]}?mode=ro", uri=True) as found:
            bodies = [row[0] for row in found.execute("SELECT body FROM note")]
    else:
        text = subprocess.run(["psql", database, "-Atc", "SELECT body FROM note"], capture_output=True, text=True, check=True).stdout
        bodies = text.splitlines()
    counts = {}
    for body in bodies:
        counts[body] = counts.get(body, 0) + 1
    return counts


def compare(name, database, confirmed, attempted):
    found = notes(database)
    lost = [text for text in confirmed if found.get(text) != 1]
    doubled = [text for text in attempted if found.get(text, 0) > 1]
    check(f"{name}: {len(confirmed)} confirmed notes are there once", lost and f"lost or doubled: {lost[:3]}")
    check(f"{name}: none of {len(attempted)} is there twice", doubled and doubled[:3])
    health = command("doctor", database=database, check=False)
    check(f"{name}: everything adds up and the seals fit", health.returncode != 0 and health.stdout + health.stderr)


def writers(server, confirmed, attempted, is_over, count=6, tag=""):
    """Threads that write notes until told to stop."""
    people = [Person(server) for _ in range(count)]
    lock = threading.Lock()

    def work(person, name):
        number = 0
        while not is_over.is_set():
            number += 1
            text = f"{tag}-{name}-{number}"
            with lock:
                attempted.append(text)
            if person.note(f"K{100001 + number % 40}", text):
                with lock:
                    confirmed.append(text)
            elif is_over.wait(0.05):
                return
    # Daemons: a part that breaks before it tells them to stop must not keep the whole run from ending.
    threads = [threading.Thread(target=work, args=(person, index), daemon=True) for index, person in enumerate(people)]
    for thread in threads:
        thread.start()
    return threads


def fresh(folder, name="demo"):
    database = f"sqlite:{folder}/{name}.sqlite"
    command("demo", "--ending", "2026-06-30", database=database)
    return database


def kill(folder):
    """SIGKILL under writes, while a classification or an import with its undo runs beside."""
    database = fresh(folder)
    file = pathlib.Path(folder) / "sales.csv"
    with file.open("w") as out:
        out.write("document,date,account,account_name,item,item_name,quantity,price\n")
        for row in range(20_000):
            out.write(f"F{row // 3},2026-05-{row % 28 + 1:02},F{row % 300},Faulty {row % 300},P{row % 50},Part,{row % 9 + 1},{row % 97}.50\n")
    confirmed, attempted = [], []
    server = Server(database)
    for round in range(given.rounds):
        if not server.start():
            check(f"start after kill {round}", "it does not answer")
            return
        is_over = threading.Event()
        threads = writers(server, confirmed, attempted, is_over, tag=f"k{round}")
        beside = None
        verb = ("classify", "import", "undo", None)[round % 4]
        if verb == "classify":
            beside = [given.binary, "classify", "--as-of", "2026-06-30", "--database", database]
        elif verb == "import":
            beside = [given.binary, "import", "sales", str(file), "--currency", "CNY", "--database", database]
        elif verb == "undo":
            listed = command("imports", "list", "--format", "csv", database=database).stdout.splitlines()
            if len(listed) > 1:
                beside = [given.binary, "imports", "undo", listed[1].split(",")[0], "--database", database]
        process = beside and subprocess.Popen(beside, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.05, 0.9))
        if process:
            process.kill()
            process.wait()
        server.kill()
        is_over.set()
        for thread in threads:
            thread.join()
    compare(f"{given.rounds} kills", database, confirmed, attempted)
    started = server.start()
    check("after all kills it starts", not started and "it does not answer")
    code = server.stop()
    check("asked to stop it ends well", code != 0 and code)


def stop_gently(folder):
    """SIGTERM under load: what was begun is answered, and nothing confirmed is lost."""
    database = fresh(folder, "gentle")
    server, confirmed, attempted, is_over = Server(database), [], [], threading.Event()
    server.start()
    threads = writers(server, confirmed, attempted, is_over, tag="g")
    time.sleep(0.5)
    code = server.stop()
    is_over.set()
    for thread in threads:
        thread.join()
    check("SIGTERM under load ends well", code != 0 and code)
    compare("SIGTERM", database, confirmed, attempted)
    # A client that never finishes what it sends does not keep the server from ending.
    server = Server(database, {"MAINSTAY_DRAIN_SECONDS": "3"})
    server.start()
    held = []
    for text in (b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nname", b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "):
        client = socket.create_connection(("127.0.0.1", server.port))
        client.sendall(text)
        held.append(client)
    time.sleep(0.3)
    began = time.time()
    code = server.stop()
    check("SIGTERM beside slow clients ends well", code != 0 and code)
    check("within its deadline", time.time() - began > 8 and f"{time.time() - began:.1f} s")
    for client in held:
        client.close()


def full(folder):
    """A small file system fills up under writes: clear refusals, nothing half written, and it goes on once there is room."""
    place = pathlib.Path(folder) / "small"
    place.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", str(place)], capture_output=True).returncode != 0:
        print("SKIPPED: disk full, because a small file system cannot be mounted here")
        return
    try:
        database = fresh(str(place))
        server, confirmed, attempted, is_over = Server(database), [], [], threading.Event()
        server.start()
        person = Person(server)
        filler = place / "filler"
        threads = writers(server, confirmed, attempted, is_over, tag="full")
        time.sleep(0.4)
        with filler.open("wb", buffering=0) as out:
            try:
                while True:
                    out.write(b"x" * 65_536)
            except OSError:
                pass
        time.sleep(1.5)
        status, _, page = person.post("/accounts/K100001/notes", kind="call", body="no room", happenedOn="2026-06-01")
        check("without room a page says so", status not in (500, 503) and status)
        check("without room pages can still be read", server.ask("GET", "/accounts", headers=person.headers)[0] != 200 and "no")
        filler.unlink()
        time.sleep(0.5)
        check("with room again it goes on by itself", not person.note("K100001", "room again") and "it refuses")
        is_over.set()
        for thread in threads:
            thread.join()
        server.stop()
        compare("disk full", database, confirmed, attempted)
    finally:
        subprocess.run(["umount", "-l", str(place)], capture_output=True)


def readonly(folder):
    """A file system that cannot be written: words, no crash."""
    database = fresh(folder, "readonly")
    place = pathlib.Path(folder) / "frozen"
    place.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(place)], capture_output=True).returncode != 0:
        print("SKIPPED: read-only file system, because none can be mounted here")
        return
    try:
        shutil.copy(database[7:], place / "d.sqlite")
        subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
        answer = command("classify", "--as-of", "2026-06-30", database=f"sqlite:{place}/d.sqlite", check=False)
        words = answer.stderr.strip()
        check("a read-only database is refused with words", (answer.returncode == 0 or not words or "Fatal" in words) and words)
    finally:
        subprocess.run(["umount", "-l", str(place)], capture_output=True)


def clock(folder):
    """The clock goes back a day under a running database: sessions, notes and seals go on."""
    if not shutil.which("faketime"):
        print("SKIPPED: a clock that goes back, because faketime is not installed")
        return
    database = fresh(folder, "clock")
    confirmed, attempted = [], []
    for shift in ("+1d", "-1d", "-30d", "+2d"):
        server = Server(database)
        library = next(pathlib.Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
        server.environment = {"LD_PRELOAD": str(library), "FAKETIME": shift, "FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1"}
        if not server.start():
            check(f"start with the clock at {shift}", "it does not answer")
            return
        person = Person(server)
        for number in range(20):
            attempted.append(f"c{shift}-{number}")
            if person.note("K100001", attempted[-1]):
                confirmed.append(attempted[-1])
        status = server.ask("GET", "/accounts/K100001/activity", headers=person.headers)[0]
        check(f"pages with the clock at {shift}", status != 200 and status)
        server.stop()
    check("every note was taken", len(confirmed) != 80 and len(confirmed))
    compare("clock set back", database, confirmed, attempted)


def slow(folder):
    """Clients that send a byte now and then, huge headers and half bodies do not keep others out."""
    database = fresh(folder, "slow")
    server = Server(database)
    server.start()
    held = []
    for _ in range(200):
        client = socket.create_connection(("127.0.0.1", server.port))
        client.sendall(b"GET /accounts HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        held.append(client)
    person = Person(server)
    began = time.time()
    check("200 half requests keep nobody out", server.ask("GET", "/accounts", headers=person.headers)[0] != 200 and "no")
    check("and cost no time", time.time() - began > 2 and time.time() - began)
    for name, text in (
        ("a header of a megabyte", b"GET / HTTP/1.1\r\nHost: x\r\nX-Big: " + b"a" * 1_048_576 + b"\r\n\r\n"),
        ("a path of a megabyte", b"GET /" + b"a" * 1_048_576 + b" HTTP/1.1\r\nHost: x\r\n\r\n"),
        ("no request at all", bytes(range(256)) * 50),
        ("two lengths", b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef"),
        ("a form of ten megabytes", b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 10485760\r\n\r\n" + b"a" * 10_485_760),
    ):
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as client:
            try:
                client.sendall(text)
                client.recv(1_000)
            except OSError:
                pass
        check(f"after {name} it answers", server.ask("GET", "/healthz")[0] != 200 and "no")
    memory = int(re.search(r"VmHWM:\s+(\d+)", pathlib.Path(f"/proc/{server.process.pid}/status").read_text()).group(1)) // 1_024
    check("and needed no more memory than others", memory > 300 and f"{memory} MB")
    # Half requests are ended although their clients go on sending a byte now and then.
    ended, until = 0, time.time() + 40
    while ended < len(held) and time.time() < until:
        ended = 0
        for client in held:
            try:
                client.setblocking(False)
                client.send(b"x")
                ended += client.recv(1) == b""
            except BlockingIOError:
                pass
            except OSError:
                ended += 1
        time.sleep(1)
    check("half requests are ended", ended < len(held) and f"{len(held) - ended} are still open")
    for client in held:
        client.close()
    server.stop()


def bomb(folder):
    """A workbook of 300 KB that unpacks to 300 MB is refused with words, in constant memory."""
    parts = {
        "[Content_Types].xml": b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": b'<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>' + b"A" * (300 << 20) + b"</t></is></c></row></sheetData></worksheet>",
    }
    path = pathlib.Path(folder) / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as book:
        for name, data in parts.items():
            book.writestr(name, data)
    server = Server(fresh(folder, "bomb"))
    server.start()
    person = Person(server)
    boundary = "xxBOUNDARYxx"
    body = b"".join(f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in (("token", person.token), ("kind", "accounts")))
    body += f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="bomb.xlsx"\r\nContent-Type: application/octet-stream\r\n\r\n'.encode()
    body += path.read_bytes() + f"\r\n--{boundary}--\r\n".encode()
    headers = {"Cookie": person.headers["Cookie"], "Content-Type": f"multipart/form-data; boundary={boundary}"}
    status, answered, page = server.ask("POST", "/imports/new", body, headers, timeout=120)
    for _ in range(100):
        if status != 303 and "ms-refresh" not in page:
            break
        time.sleep(0.1)
        status, answered, page = server.ask("GET", answered.get("Location", "/imports"), headers=person.headers) if status == 303 else server.ask("GET", "/imports", headers=person.headers)
    memory = int(re.search(r"VmHWM:\s+(\d+)", pathlib.Path(f"/proc/{server.process.pid}/status").read_text()).group(1)) // 1_024
    check("a workbook that explodes is answered", status >= 500 and status)
    check("in constant memory", memory > 250 and f"{memory} MB")
    check("and the server goes on", server.ask("GET", "/readyz")[0] != 200 and "no")
    server.stop()


def postgres(folder):
    """The server of the database goes away and comes back under load; connections are cut in the middle of transactions."""
    restart = os.environ.get("MAINSTAY_TEST_POSTGRES_RESTART")
    if not given.postgres:
        print("SKIPPED: PostgreSQL, because no --postgres is given")
        return
    command("demo", "--ending", "2026-06-30", database=given.postgres)
    server, confirmed, attempted, is_over = Server(given.postgres), [], [], threading.Event()
    server.start()
    threads = writers(server, confirmed, attempted, is_over, tag="pg")
    for _ in range(max(3, given.rounds // 2)):
        time.sleep(chance.uniform(0.1, 0.4))
        subprocess.run(["psql", given.postgres, "-Atc", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()"],
                       capture_output=True)
    time.sleep(0.5)
    check("after cut connections it answers", server.ask("GET", "/readyz")[0] != 200 and "not ready")
    if restart:
        for _ in range(2):
            time.sleep(0.3)
            subprocess.run(restart, shell=True, check=True, capture_output=True)
            time.sleep(1)
        ready = [server.ask("GET", "/readyz")[0] for _ in range(2)][-1]
        check("after a restart of the database it answers", ready != 200 and ready)
    else:
        print("SKIPPED: stopping PostgreSQL, because MAINSTAY_TEST_POSTGRES_RESTART does not say how")
    time.sleep(0.5)
    is_over.set()
    for thread in threads:
        thread.join()
    server.stop()
    compare("PostgreSQL hurt", given.postgres, confirmed, attempted)


def frozen(folder):
    """PostgreSQL stops answering without going away: pages and /readyz say so in time, and all is well once it goes on."""
    if not given.postgres:
        print("SKIPPED: a PostgreSQL that hangs, because no --postgres is given")
        return
    def pids():
        found = subprocess.run(["psql", given.postgres, "-Atc", "SELECT pid FROM pg_stat_activity WHERE application_name <> 'psql' AND backend_type = 'client backend' AND datname = current_database()"],
                               capture_output=True, text=True, check=True)
        return [int(line) for line in found.stdout.split()]
    # There is a company already where the part above went before.
    command("demo", "--ending", "2026-06-30", database=given.postgres, check=False)
    server = Server(given.postgres)
    server.start()
    person = Person(server)
    for _ in range(12):
        server.ask("GET", "/accounts", headers=person.headers)
    held = pids()
    try:
        for pid in held:
            os.kill(pid, signal.SIGSTOP)
    except PermissionError:
        print("SKIPPED: a PostgreSQL that hangs, because its processes belong to somebody else")
        return
    try:
        began = time.time()
        status = server.ask("GET", "/readyz", timeout=30)[0]
        check("a frozen database is not ready", status != 503 and status)
        check("and that is said in time", time.time() - began > 5 and f"{time.time() - began:.1f} s")
        began = time.time()
        status, _, page = server.ask("GET", "/accounts?q=frozen", headers=person.headers, timeout=60)
        check("pages say that it does not answer", (status != 503 or "<h1>" not in page) and status)
        check("and that is said in time too", time.time() - began > 20 and f"{time.time() - began:.1f} s")
    finally:
        for pid in held:
            os.kill(pid, signal.SIGCONT)
    ready = False
    for _ in range(40):
        ready = server.ask("GET", "/readyz", timeout=30)[0] == 200
        if ready:
            break
        time.sleep(0.5)
    check("it goes on once the database does", not ready and "not ready")
    code = server.stop()
    check("and ends well", code != 0 and code)


PARTS = {"kill": kill, "stop": stop_gently, "full": full, "readonly": readonly, "clock": clock, "slow": slow, "bomb": bomb, "postgres": postgres, "frozen": frozen}
for name, part in PARTS.items():
    if given.parts and name not in given.parts:
        continue
    with tempfile.TemporaryDirectory() as folder:
        try:
            part(folder)
        except Exception as error:  # One part that breaks must not hide the others.
            check(name, repr(error)[:300])
        finally:
            for server in servers:
                if server.process and server.process.poll() is None:
                    server.kill()
            servers.clear()
