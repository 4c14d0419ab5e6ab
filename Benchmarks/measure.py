"""Measures Mainstay beside references of the same run and prints a Markdown table.

measure.py BINARY [--accounts N] [--seconds S] [--sqlite FILE] [--postgres URL] [--data online-retail.csv.gz]

Without --sqlite a company of N accounts is generated first. Every figure is under load of 16 connections unless it says otherwise; the
load generator shares the machine. "again" asks for one address over and over, "different" for thousands.
"""

import argparse
import gzip
import http.client
import os
import pathlib
import platform
import random
import re
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import threading
import time
import urllib.parse

parser = argparse.ArgumentParser()
parser.add_argument("binary")
parser.add_argument("--accounts", type=int, default=100_000)
parser.add_argument("--seconds", type=float, default=5)
parser.add_argument("--sqlite")
parser.add_argument("--postgres", help="a database that was made from the same company with `mainstay database copy` or `generate`")
parser.add_argument("--data", default="../shared/data/online-retail.csv.gz")
given = parser.parse_args()
folder = pathlib.Path(tempfile.mkdtemp(prefix="mainstay-bench-"))
here = pathlib.Path(__file__).parent
rows = []


def row(name, own, reference="", what="", ratio=""):
    rows.append((name, own, reference, what, ratio))
    print(f"{name:58} {own:>18} {reference:>14} {ratio:>8}  {what}", flush=True)


def share(own, reference):
    return f"{own / reference:.2f}" if reference else ""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run(*arguments, **options):
    return subprocess.run([str(part) for part in arguments], capture_output=True, text=True, check=True, **options).stdout


def seconds(*arguments):
    began = time.monotonic()
    run(*arguments)
    return time.monotonic() - began


class Load:
    """What wrk says: requests a second, p50 and p99 in milliseconds, answers that failed."""

    def __init__(self, url, headers=(), paths=None, connections=16, script=None, environment=None):
        command = ["wrk", "-t1", f"-c{connections}", f"-d{max(1, round(given.seconds))}s", "--latency"]
        for header in headers:
            command += ["-H", header]
        environment = {**os.environ, **(environment or {})}
        if paths:
            list_file = folder / "paths"
            list_file.write_text("\n".join(paths) + "\n")
            environment["PATHS"] = str(list_file)
            script = here / "different.lua"
        if script:
            command += ["-s", str(script)]
        text = subprocess.run(command + [url], capture_output=True, text=True, check=True, env=environment).stdout
        self.rate = float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1))
        self.p50, self.p99 = (self.milliseconds(re.search(rf"{mark}%\s+([\d.]+)(us|ms|s)", text)) for mark in (50, 99))
        failed = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
        self.failed = int(failed.group(1)) if failed else 0

    @staticmethod
    def milliseconds(match):
        return float(match.group(1)) * {"us": 0.001, "ms": 1, "s": 1_000}[match.group(2)]

    def __str__(self):
        return f"{self.rate:,.0f}/s p99 {self.p99:.1f}" + (f" FAILED {self.failed}" if self.failed else "")


class Server:
    def __init__(self, database):
        self.port = free_port()
        began = time.monotonic()
        self.process = subprocess.Popen([given.binary, "serve", "--port", str(self.port), "--database", database], stdout=subprocess.DEVNULL)
        while True:
            try:
                self.ask("/sign-in")
                break
            except OSError:
                time.sleep(0.002)
        self.started = time.monotonic() - began
        self.base = f"http://127.0.0.1:{self.port}"

    def ask(self, path, method="GET", body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        result = answer.status, dict(answer.getheaders()), answer.read().decode(errors="replace")
        connection.close()
        return result

    def sign_in(self, name):
        _, headers, _ = self.ask("/sign-in", "POST", f"name={name}&password=mainstay-demo", {"Content-Type": "application/x-www-form-urlencoded"})
        return "Cookie: " + re.search(r"mainstay_session=\w+", headers["Set-Cookie"]).group()

    def memory(self):
        return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{self.process.pid}/status").read_text()).group(1)) / 1_024

    def stop(self):
        self.process.terminate()
        self.process.wait()


def nginx_rate(size):
    """nginx sending a file of a size."""
    root = folder / "www"
    root.mkdir(exist_ok=True)
    (root / "file").write_bytes(os.urandom(size))
    port = free_port()
    configuration = folder / "nginx.conf"
    configuration.write_text(
        f"worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log /dev/null; events {{}} "
        f"http {{ access_log off; server {{ listen 127.0.0.1:{port}; root {root}; }} }}")
    os.chmod(folder, 0o755)
    process = subprocess.Popen(["nginx", "-c", str(configuration)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(0.4)
    try:
        return Load(f"http://127.0.0.1:{port}/file").rate
    finally:
        process.terminate()
        process.wait()


def flushes():
    """How often this disk confirms a small write in a second."""
    with open(folder / "flush", "wb") as file:
        began, count = time.monotonic(), 0
        while time.monotonic() - began < 2:
            file.write(b"x" * 4_096)
            file.flush()
            os.fdatasync(file.fileno())
            count += 1
    return count / (time.monotonic() - began)


def bare_statements(path):
    """One account's row by code, in a loop, from Python."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as found:
        codes = [entry[0] for entry in found.execute("SELECT code FROM account LIMIT 5000")]
        began = time.monotonic()
        for code in codes:
            found.execute("SELECT a.*, s.* FROM account a JOIN account_summary s ON s.account_id = a.id WHERE a.code = ?", (code,)).fetchone()
        return len(codes) / (time.monotonic() - began)


def pages(engine, database, codes, cursors):
    server = Server(database)
    try:
        row(f"{engine}: start to first answer, ms", f"{server.started * 1_000:.0f}", "", "with the large database")
        time.sleep(1)
        row(f"{engine}: idle memory, MB", f"{server.memory():.0f}")
        cookie = server.sign_in("ops")
        cookie_header = [cookie, "Accept-Language: en"]
        _, _, text = server.ask("/accounts", headers={"Cookie": cookie[8:]})
        sent = nginx_rate(len(text.encode()))
        again = Load(server.base + "/accounts", cookie_header)
        row(f"{engine}: accounts, 50 rows, again", str(again), f"{sent:,.0f}/s", f"nginx, a file of {len(text.encode()) // 1024} KB", share(again.rate, sent))
        for cursor in cursors[:1_500]:
            server.ask(f"/accounts?after={cursor}", headers={"Cookie": cookie[8:]})
        different = Load(server.base, cookie_header, paths=[f"/accounts?after={cursor}" for cursor in cursors])
        row(f"{engine}: accounts, different pages", str(different), f"{sent:,.0f}/s", "the same", share(different.rate, sent))
        deep = Load(server.base + f"/accounts?after={cursors[len(cursors) // 2]}", cookie_header)
        row(f"{engine}: accounts, a page in the middle, again", str(deep), f"{again.rate:,.0f}/s", "the first page", share(deep.rate, again.rate))
        for sort in ("name", "-score", "-orders", "-last", "contact"):
            sorted_load = Load(server.base, cookie_header, paths=[f"/accounts?industry={industry}&sort={sort}" for industry in ("C36", "C38", "C35", "C39", "C37")])
            row(f"{engine}: accounts of an industry, sort {sort}", str(sorted_load), f"{again.rate:,.0f}/s", "the first page", share(sorted_load.rate, again.rate))
        _, _, text = server.ask(f"/accounts/{codes[0]}", headers={"Cookie": cookie[8:]})
        sent = nginx_rate(len(text.encode()))
        account = Load(server.base + f"/accounts/{codes[0]}", cookie_header)
        row(f"{engine}: account, again", str(account), f"{sent:,.0f}/s", f"nginx, a file of {len(text.encode()) // 1024} KB", share(account.rate, sent))
        # Once to bring the database into the system's memory: a company's accounts of the week are there.
        for code in codes:
            server.ask(f"/accounts/{code}", headers={"Cookie": cookie[8:]})
        accounts = Load(server.base, cookie_header, paths=[f"/accounts/{code}" for code in codes])
        row(f"{engine}: account, {len(codes):,} different", str(accounts), f"{sent:,.0f}/s", "the same", share(accounts.rate, sent))
        home = Load(server.base + "/", cookie_header)
        row(f"{engine}: home, again", str(home), f"{sent:,.0f}/s", "the same", share(home.rate, sent))
        words = ["haitang", "suzhou", "motors", "rail", "华", "海棠", "科技", "苏州", "K1005", "htxny", "energy", "19900"]
        searches = [f"/search?part=1&q={urllib.parse.quote(word + more)}" for word in words for more in ("", " ", "a")]
        search = Load(server.base, cookie_header, paths=searches)
        row(f"{engine}: search, {len(searches)} queries", str(search), f"{sent:,.0f}/s", "the same", share(search.rate, sent))
        alone = []
        for number, path in enumerate(searches * 3):
            began = time.monotonic()
            server.ask(path + "z" * (number // len(searches)), headers={"Cookie": cookie[8:]})
            alone.append((time.monotonic() - began) * 1_000)
        row(f"{engine}: search, one user, each query new, p50 ms", f"{sorted(alone)[len(alone) // 2]:.1f}")
        token = "Authorization: Bearer " + run(given.binary, "users", "token", "ops", "--database", database).strip()
        sent = nginx_rate(700)
        one = Load(server.base + f"/api/v1/accounts/{codes[0]}", [token])
        row(f"{engine}: JSON of one account, again", str(one), f"{sent:,.0f}/s", "nginx, a file of 700 bytes", share(one.rate, sent))
        many = Load(server.base, [token], paths=[f"/api/v1/accounts/{code}" for code in codes])
        row(f"{engine}: JSON of one account, {len(codes):,} different", str(many), f"{sent:,.0f}/s", "the same", share(many.rate, sent))
        listed = Load(server.base + "/api/v1/accounts?limit=50", [token])
        row(f"{engine}: JSON list of 50, again", str(listed), f"{sent:,.0f}/s", "the same", share(listed.rate, sent))
        row(f"{engine}: memory after this, MB", f"{server.memory():.0f}")
        _, _, page = server.ask("/settings", headers={"Cookie": cookie[8:]})
        form = re.search(r'name="token" value="(\w+)"', page).group(1)
        disk = flushes()
        alone = Load(server.base, cookie_header, connections=1, script=here / "note.lua", environment={"FORM": form, "CODES": ",".join(codes[:500])})
        row(f"{engine}: note, one user, p50 ms", f"{alone.p50:.2f}", f"{1_000 / disk:.2f}", "one flush of this disk, ms", share(alone.p50, 1_000 / disk))
        notes = Load(server.base, cookie_header, connections=64, script=here / "note.lua", environment={"FORM": form, "CODES": ",".join(codes[:500])})
        row(f"{engine}: notes, 64 users", str(notes), f"{disk:,.0f}/s", "flushes of this disk", share(notes.rate, disk))
    finally:
        server.stop()


def imports():
    if not pathlib.Path(given.data).exists():
        print(f"SKIPPED: import, because {given.data} is not here")
        return
    plain = folder / "retail.csv"
    with gzip.open(given.data) as source, plain.open("wb") as target:
        shutil.copyfileobj(source, target)
    lines = sum(1 for _ in plain.open("rb")) - 1
    reference = seconds(
        "sqlite3", folder / "reference.sqlite",
        "CREATE TABLE line (invoice TEXT, item TEXT, description TEXT, quantity TEXT, at TEXT, price TEXT, customer TEXT, country TEXT)",
        "CREATE INDEX by_customer ON line (customer, at, invoice, item)", "CREATE INDEX by_invoice ON line (invoice)",
        f".import --csv --skip 1 {plain} line")
    own = seconds(given.binary, "import", "sales", plain, "--layout", "online-retail", "--database", f"sqlite:{folder}/retail.sqlite")
    row("import of the retail file, rows/s", f"{lines / own:,.0f}", f"{lines / reference:,.0f}", "sqlite3 .import with the same indexes", f"{own / reference:.2f}x")


def classification(path):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as found:
        began = time.monotonic()
        # The sums and distinct counts that scoring is made of, per account.
        for _ in found.execute("""
            SELECT l.account_id, l.currency, SUM(CASE WHEN l.is_return = 0 THEN l.amount ELSE 0 END), SUM(COALESCE(l.cost, 0)), COUNT(*),
                COUNT(DISTINCT CASE WHEN l.is_return = 0 THEN l.issued_on END), COUNT(DISTINCT CASE WHEN l.is_return = 0 THEN l.product_id END),
                COUNT(DISTINCT CASE WHEN l.is_return = 0 THEN p.category_id END), MAX(CASE WHEN l.is_return = 0 THEN l.issued_on END)
            FROM invoice_line l JOIN product p ON p.id = l.product_id GROUP BY l.account_id, l.currency
        """):
            pass
        reference = time.monotonic() - began
    copy = folder / "classified.sqlite"
    shutil.copy(path, copy)
    own = seconds(given.binary, "classify", "--as-of", "2026-01-01", "--database", f"sqlite:{copy}")
    row(f"classify {given.accounts:,} accounts, s", f"{own:.1f}", f"{reference:.1f}", "one statement that reads the facts, from Python", f"{own / reference:.2f}x")


path = given.sqlite or str(folder / "company.sqlite")
if not given.sqlite:
    run(given.binary, "generate", "--accounts", given.accounts, "--years", 3, "--database", f"sqlite:{path}")
with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as found:
    random.seed(7)
    accounts = found.execute("SELECT a.code, s.net_sales, s.account_id FROM account a JOIN account_summary s ON s.account_id = a.id").fetchall()
chosen = random.sample(accounts, min(5_000, len(accounts)))
codes, cursors = [entry[0] for entry in chosen], [f"n{entry[1]}.{entry[2]}" for entry in chosen]
print(f"{platform.machine()}, {os.cpu_count()} cores, {len(accounts):,} accounts, load generator on the same machine\n")
imports()
row("bare statement: an account by code, from Python", f"{bare_statements(path):,.0f}/s")
pages("SQLite", f"sqlite:{path}", codes, cursors)
if given.postgres:
    text = subprocess.run(["pgbench", "-i", "-q", "-s", "1", given.postgres], capture_output=True, text=True)
    if text.returncode == 0:
        text = run("pgbench", "-S", "-n", "-c", "16", "-j", "1", "-T", str(int(max(2, given.seconds))), given.postgres)
        row("pgbench -S, 16 connections", f"{float(re.search(r'tps = ([0-9.]+)', text).group(1)):,.0f}/s")
    pages("PostgreSQL", given.postgres, codes, cursors)
classification(path)
print("\n| Measurement | Mainstay | Reference | Reference is | Ratio |\n|---|---|---|---|---|")
for entry in rows:
    print("| " + " | ".join((entry[0], entry[1], entry[2], entry[3], entry[4])) + " |")
shutil.rmtree(folder, ignore_errors=True)
