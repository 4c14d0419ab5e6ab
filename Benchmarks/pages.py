"""Pages, search, programs and notes under load."""

import time
import urllib.parse

import load
from load import Load, flushes, here, nginx_rate, run
from report import row, share
from server import Server

# Words that few names have, many, and most; in characters and as they sound.
NAMES = ["海棠", "科技", "有限公司", "苏州 汽车", "新能源 股份", "haitang", "suzhou", "keji", "htxny", "haitang rail", "h", "energy"]
WORDS = ["haitang", "suzhou", "motors", "rail", "华", "海棠", "科技", "苏州", "K1005", "htxny", "energy", "19900"]


def measure(engine, binary, database, codes, cursors, single_rows):
    """`cursors` begin pages of the list; `single_rows` is what the bare engine answers in a second."""
    with Server(binary, database) as server:
        row(f"{engine}: start to first answer, ms", f"{server.started * 1_000:.0f}", "", "with the large database", "", "< 300", server.started < 0.3)
        time.sleep(1)
        row(f"{engine}: idle memory, MB", f"{server.memory():.0f}", aim="< 60", met=server.memory() < 60)
        server.sign_in()
        headers = [f"Cookie: {server.cookie}", "Accept-Language: en"]
        lists(engine, server, headers, cursors)
        accounts(engine, server, headers, codes)
        searches(engine, server, headers)
        names(engine, server, headers)
        programs(engine, server, binary, database, codes, single_rows)
        row(f"{engine}: memory at the most until here, MB", f"{server.memory(most=True):.0f}", aim="< 150", met=server.memory(most=True) < 150)
        notes(engine, server, headers, codes)
    if engine == "SQLite":
        notes_on_a_slow_disk(binary, database, codes)


def lists(engine, server, headers, cursors):
    size = len(server.page("/accounts").encode())
    sent = nginx_rate(size)
    again = Load(server.base + "/accounts", headers)
    row(f"{engine}: accounts, 50 rows, again", str(again), f"{sent:,.0f}/s", f"nginx, a file of {size // 1024} KB", share(again.rate, sent),
        "≥ 4,000 p99 < 40", again.reaches(4_000, 40))
    for cursor in cursors[:1_500]:
        server.page(f"/accounts?after={cursor}")
    different = Load(server.base, headers, paths=[f"/accounts?after={cursor}" for cursor in cursors])
    row(f"{engine}: accounts, different pages", str(different), f"{sent:,.0f}/s", "the same", share(different.rate, sent))
    deep = Load(server.base + f"/accounts?after={cursors[len(cursors) // 2]}", headers)
    row(f"{engine}: accounts, a page in the middle, again", str(deep), f"{again.rate:,.0f}/s", "the first page", share(deep.rate, again.rate),
        "≥ 0.83", deep.rate * 1.2 >= again.rate)
    once = [elapsed(server, "/accounts"), elapsed(server, f"/accounts?after={cursors[len(cursors) // 2 + 1]}")]
    row(f"{engine}: accounts, a page in the middle, first time, ms", f"{once[1]:.1f}")
    for sort in ("name", "-score", "-orders", "-last", "contact"):
        paths = [f"/accounts?industry={industry}&sort={sort}" for industry in ("C36", "C38", "C35", "C39", "C37")]
        first = sorted(elapsed(server, path) for path in paths)[2]
        sorted_load = Load(server.base, headers, paths=paths)
        row(f"{engine}: accounts of an industry, sort {sort}", str(sorted_load), f"{again.rate:,.0f}/s",
            f"the first page; the first time {first:.1f} ms", share(sorted_load.rate, again.rate), "≥ 0.5", sorted_load.rate * 2 >= again.rate)


def accounts(engine, server, headers, codes):
    size = len(server.page(f"/accounts/{codes[0]}").encode())
    sent = nginx_rate(size)
    again = Load(server.base + f"/accounts/{codes[0]}", headers)
    row(f"{engine}: account, again", str(again), f"{sent:,.0f}/s", f"nginx, a file of {size // 1024} KB", share(again.rate, sent),
        "≥ 2,000", again.reaches(2_000))
    # Once to bring the database into the system's memory: a company's accounts of the week are there.
    for code in codes:
        server.page(f"/accounts/{code}")
    before, asked = server.processor_seconds(), 0
    different = Load(server.base, headers, paths=[f"/accounts/{code}" for code in codes])
    asked = different.requests
    row(f"{engine}: account, {len(codes):,} different", str(different), f"{sent:,.0f}/s",
        f"the same; {(server.processor_seconds() - before) / max(asked, 1) * 1_000:.2f} ms of processor each", share(different.rate, sent),
        "≥ 2,000", different.reaches(2_000))
    home = Load(server.base + "/", headers)
    row(f"{engine}: home, again", str(home), f"{sent:,.0f}/s", "the same", share(home.rate, sent), "≥ 2,000", home.reaches(2_000))


def searches(engine, server, headers):
    paths = [f"/search?part=1&q={urllib.parse.quote(word + more)}" for word in WORDS for more in ("", " ", "a")]
    for path in paths:
        server.page(path)
    sent = nginx_rate(4_096)
    together = Load(server.base, headers, paths=paths)
    row(f"{engine}: search, {len(paths)} queries", str(together), f"{sent:,.0f}/s", "nginx, a file of 4 KB", share(together.rate, sent),
        "≥ 2,000", together.reaches(2_000))
    # A letter more each time: no answer is remembered.
    alone = sorted(elapsed(server, path + "z" * (1 + number // len(paths))) for number, path in enumerate(paths * 3))
    row(f"{engine}: search, one user, each query new, p50 ms", f"{alone[len(alone) // 2]:.1f}", aim="< 10", met=alone[len(alone) // 2] < 10)


def names(engine, server, headers):
    """One plan for every door: a field of accounts and a list with words beside the list without any."""
    plain = Load(server.base + "/accounts?cols=score", headers)
    for title, address in (("a field of accounts", "/pick/accounts?q="), ("accounts with words", "/accounts?cols=score&q=")):
        paths = [address + urllib.parse.quote(word) for word in NAMES]
        first = sorted(elapsed(server, path) for path in paths)
        found = Load(server.base, headers, paths=paths)
        row(f"{engine}: {title}, {len(paths)} words", str(found), f"{plain.rate:,.0f}/s",
            f"the list without words; the first time {first[len(first) // 2]:.1f} ms, at the most {first[-1]:.1f} ms", share(found.rate, plain.rate),
            "first < 15 ms", first[-1] < 15)


def programs(engine, server, binary, database, codes, single_rows):
    token = "Authorization: Bearer " + run(binary, "users", "token", "ops", "--database", database).strip()
    one = Load(server.base + f"/api/v1/accounts/{codes[0]}", [token])
    row(f"{engine}: JSON of one account, again", str(one), f"{single_rows[0]:,.0f}/s", single_rows[1], share(one.rate, single_rows[0]),
        "≥ 15,000", one.reaches(15_000))
    many = Load(server.base, [token], paths=[f"/api/v1/accounts/{code}" for code in codes])
    row(f"{engine}: JSON of one account, {len(codes):,} different", str(many), f"{single_rows[0]:,.0f}/s", "the same", share(many.rate, single_rows[0]))
    listed = Load(server.base + "/api/v1/accounts?limit=50", [token])
    row(f"{engine}: JSON list of 50, again", str(listed), f"{single_rows[0]:,.0f}/s", "the same", share(listed.rate, single_rows[0]),
        "≥ 4,000", listed.reaches(4_000))


def notes(engine, server, headers, codes):
    environment = {"FORM": server.form_token(), "CODES": ",".join(codes[:500])}
    disk = flushes()
    alone = Load(server.base, headers, connections=1, script=here / "note.lua", environment=environment)
    row(f"{engine}: note, one user, p50 ms", f"{alone.p50:.2f}", f"{1_000 / disk:.2f}", "one flush of this disk, ms", share(alone.p50, 1_000 / disk),
        "< 2" if engine == "SQLite" else "", alone.p50 < 2_000 / disk if engine == "SQLite" else None)
    for users in (load.connections, 64):
        together = Load(server.base, headers, connections=users, script=here / "note.lua", environment=environment)
        row(f"{engine}: notes, {users} users", str(together), f"{disk:,.0f}/s", "flushes of this disk", share(together.rate, disk),
            "≥ 2,000" if engine == "SQLite" else "", together.reaches(2_000) if engine == "SQLite" else None)


def notes_on_a_slow_disk(binary, database, codes, milliseconds=5):
    """How many flushes a note waits for: told apart from the processor's work only where a flush takes longer than that."""
    library = load.folder / "slow_disk.so"
    run("gcc", "-shared", "-fPIC", "-O2", "-o", library, here / "slow_disk.c", "-ldl")
    slow = {"LD_PRELOAD": str(library), "FLUSH_MICROSECONDS": str(milliseconds * 1_000)}
    disk = 1_000 / flushes() + milliseconds
    with Server(binary, database, slow) as server:
        server.sign_in()
        headers = [f"Cookie: {server.cookie}", "Accept-Language: en"]
        environment = {"FORM": server.form_token(), "CODES": ",".join(codes[:500])}
        alone = Load(server.base, headers, connections=1, script=here / "note.lua", environment=environment)
        row(f"SQLite: note, one user, flushes of {milliseconds} ms, p50 ms", f"{alone.p50:.2f}", f"{disk:.2f}", "one flush, made slow",
            share(alone.p50, disk), "< 2", alone.p50 < 2 * disk and alone.failed == 0)


def elapsed(server, path):
    began = time.monotonic()
    server.page(path)
    return (time.monotonic() - began) * 1_000
