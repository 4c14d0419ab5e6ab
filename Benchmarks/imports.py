"""Imports beside what the engines' own loaders do, and pages while an import runs."""

import gzip
import os
import random
import shutil
import threading
import time
import urllib.parse

from forms import Forms
from load import folder, run, seconds
from report import row
from server import Server

COLUMNS = "invoice TEXT, item TEXT, description TEXT, quantity TEXT, at TEXT, price TEXT, customer TEXT, country TEXT"
# What names of companies are made of here: 40³ names in 8 places and 8 trades, so that hardly any comes twice.
SYLLABLES = "华海天东北中金盛恒瑞隆泰安远达鼎信德兴昌宏博创联科新力星光明宇森林川岳峰云岭江源"
PLACES = ("郑州", "洛阳", "开封", "苏州", "重庆", "宁波", "青岛", "佛山")
TRADES = ("机械", "汽车零部件", "电子科技", "新能源", "医疗器械", "轨道交通设备", "机器人", "家用电器")
INDEXES = ("CREATE INDEX by_customer ON line (customer, at, invoice, item)", "CREATE INDEX by_invoice ON line (invoice)")


def measure(binary, data, postgres, isQuick):
    if data.exists():
        retail(binary, data, postgres)
    else:
        print(f"SKIPPED: import of the retail file, because {data} is not here")
    companies(binary, 10_000 if isQuick else 100_000)
    large_file(binary, 20 if isQuick else 500)


def retail(binary, data, postgres):
    plain = folder / "retail.csv"
    with gzip.open(data) as source, plain.open("wb") as target:
        shutil.copyfileobj(source, target)
    lines = sum(1 for _ in plain.open("rb")) - 1

    def compare(engine, own, reference, what):
        row(f"{engine}: import of the retail file, rows/s", f"{lines / own:,.0f}", f"{lines / reference:,.0f}", what,
            f"{own / reference:.2f}x", "≤ 3x", own <= 3 * reference)

    reference = seconds(
        "sqlite3", folder / "reference.sqlite", f"CREATE TABLE line ({COLUMNS})", *INDEXES, f".import --csv --skip 1 {plain} line")
    own = seconds(binary, "import", "sales", plain, "--layout", "online-retail", "--database", f"sqlite:{folder}/retail.sqlite")
    compare("SQLite", own, reference, "sqlite3 .import with the same indexes")
    if not postgres:
        return
    # Beside the large database, on the same server.
    address = urllib.parse.urlsplit(postgres)
    server = urllib.parse.urlunsplit(address._replace(path="/postgres"))
    own_database = urllib.parse.urlunsplit(address._replace(path="/mainstay_bench_import"))
    for statement in ("DROP DATABASE IF EXISTS mainstay_bench_import", "CREATE DATABASE mainstay_bench_import"):
        run("psql", "-q", "-d", server, "-c", statement)
    try:
        table = f"CREATE TABLE line ({COLUMNS}); " + "; ".join(INDEXES)
        run("psql", "-q", "-d", own_database, "-c", table)
        reference = seconds("psql", "-q", "-d", own_database, "-c", f"\\copy line FROM '{plain}' WITH (FORMAT csv, HEADER)")
        run("psql", "-q", "-d", own_database, "-c", "DROP TABLE line")
        own = seconds(binary, "import", "sales", plain, "--layout", "online-retail", "--database", own_database)
        compare("PostgreSQL", own, reference, "COPY with the same indexes")
    finally:
        run("psql", "-q", "-d", server, "-c", "DROP DATABASE mainstay_bench_import WITH (FORCE)")


class Wizard:
    """The import wizard, as a browser without scripts goes through it."""

    def __init__(self, server):
        self.server = server

    def settled(self, path):
        while "<ms-refresh" in self.server.page(path):
            time.sleep(0.05)

    def submit(self, path, part):
        form = Forms(self.server.page(path)).posting_to(part)
        return self.server.post(form["action"], form["fields"])[1]

    def upload(self, kind, file):
        form = Forms(self.server.page("/imports/new")).posting_to("/imports/new")
        fields = [(name, kind if name == "kind" else value) for name, value in form["fields"]]
        _, self.draft, _ = self.server.post("/imports/new", fields, file)
        self.settled(self.draft)

    def check(self):
        began = time.monotonic()
        where = self.submit(self.draft, "/columns")
        self.settled(where)
        return time.monotonic() - began

    def run(self):
        began = time.monotonic()
        where = self.submit(self.draft.replace("/columns", "/preview"), "/preview")
        self.settled(where)
        return time.monotonic() - began


def company(binary, name, accounts):
    path = folder / name
    run(binary, "generate", "--accounts", accounts, "--years", 1, "--database", f"sqlite:{path}")
    return f"sqlite:{path}"


def companies(binary, count):
    """Customers and their contacts through the wizard, everything checked."""
    customers, people = folder / "customers.csv", folder / "people.csv"
    chance = random.Random(7)
    with customers.open("w", encoding="utf-8") as file:
        file.write("客户编码,客户名称,地区\n")
        for number in range(count):
            name = "".join(chance.choice(SYLLABLES) for _ in range(3))
            file.write(f"B{number:06},{chance.choice(PLACES)}{name}{chance.choice(TRADES)}有限公司,河南\n")
    with people.open("w", encoding="utf-8") as file:
        file.write("客户编码,姓名,职务,电话,邮箱\n")
        file.writelines(f"B{number:06},王{number},采购经理,139{number:08},w{number}@example.com\n" for number in range(count))
    with Server(binary, company(binary, "companies.sqlite", 50)) as server:
        server.sign_in()
        spent = {}
        for kind, file in (("accounts", customers), ("contacts", people)):
            wizard = Wizard(server)
            wizard.upload(kind, file)
            checked, written = wizard.check(), wizard.run()
            spent[kind] = written
            row(f"SQLite: {kind} through the wizard, rows/s", f"{count / written:,.0f}", f"{count / checked:,.0f}", "only checked")
        rate = 2 * count / sum(spent.values())
        row("SQLite: companies with contacts, rows/s", f"{rate:,.0f}", aim="≥ 20,000", met=rate >= 20_000)


def large_file(binary, megabytes):
    """A file of a size through the wizard: memory, and how long pages take meanwhile."""
    path = folder / "large.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("客户编码,单据号,日期,产品编码,数量,单价,币种\n")
        number = 0
        while file.tell() < megabytes << 20:
            file.writelines(
                f"L{line // 8 % 20_000:05},LARGE-{line // 8:09},2025-{1 + line // 8 % 12:02}-{1 + line // 8 % 28:02},P{line % 997:04},{1 + line % 50},{line % 900 + 1}.50,CNY\n"
                for line in range(number, number + 10_000))
            number += 10_000
    with Server(binary, company(binary, "large.sqlite", 2_000)) as server:
        server.sign_in()
        codes = [f"K{100_001 + number}" for number in range(500)]
        quiet = Pages(server, codes).p50(2)
        wizard = Wizard(server)
        wizard.upload("sales", path)
        wizard.check()
        busy = Pages(server, codes)
        busy.start()
        spent = wizard.run()
        busy.stop()
        row(f"SQLite: import of {os.path.getsize(path) >> 20} MB, rows/s", f"{number / spent:,.0f}")
        row("SQLite: memory at the most, MB", f"{server.memory(most=True):.0f}", aim="< 200", met=server.memory(most=True) < 200)
        row("SQLite: account pages while it runs, p50 ms", f"{busy.middle():.2f}", f"{quiet:.2f}", "before it", f"{busy.middle() / quiet:.2f}",
            "≤ 2", busy.middle() <= 2 * quiet)


class Pages(threading.Thread):
    """One user who opens accounts, ten a second, and how long each took in milliseconds."""

    def __init__(self, server, codes):
        super().__init__(daemon=True)
        self.server, self.codes, self.times, self.isDone = server, codes, [], False

    def run(self):
        while not self.isDone:
            began = time.monotonic()
            self.server.page(f"/accounts/{self.codes[len(self.times) % len(self.codes)]}")
            self.times.append((time.monotonic() - began) * 1_000)
            time.sleep(0.1)

    def p50(self, duration):
        self.start()
        time.sleep(duration)
        self.stop()
        return self.middle()

    def stop(self):
        self.isDone = True
        self.join()

    def middle(self):
        return sorted(self.times)[len(self.times) // 2]
