"""Classification beside the one statement that reads the facts, and once more after a part of them has changed."""

import sqlite3
import time

from load import folder, run, seconds
from report import row

FACTS = """
    SELECT l.account_id, l.currency, SUM(CASE WHEN l.is_return = 0 THEN l.amount ELSE 0 END), SUM(COALESCE(l.cost, 0)), COUNT(*),
        COUNT(DISTINCT CASE WHEN l.is_return = 0 THEN l.issued_on END), COUNT(DISTINCT CASE WHEN l.is_return = 0 THEN l.product_id END),
        COUNT(DISTINCT CASE WHEN l.is_return = 0 THEN p.category_id END), MAX(CASE WHEN l.is_return = 0 THEN l.issued_on END)
    FROM invoice_line l JOIN product p ON p.id = l.product_id GROUP BY l.account_id, l.currency
"""


def measure(binary, path, accounts):
    copy = folder / "classified.sqlite"
    # A file alone may lack what lies in its journal.
    copy.unlink(missing_ok=True)
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    with sqlite3.connect(f"file:{copy}?mode=ro", uri=True) as found:
        # Twice: what the second reads is in the system's memory, as it is for what follows.
        for _ in range(2):
            began = time.monotonic()
            for _ in found.execute(FACTS):
                pass
            reference = time.monotonic() - began
        codes = [entry[0] for entry in found.execute("SELECT code FROM account ORDER BY code")]
        products = [entry[0] for entry in found.execute("SELECT code FROM product ORDER BY code LIMIT 50")]
    where = ("--as-of", "2026-01-01", "--database", f"sqlite:{copy}")
    whole = seconds(binary, "classify", *where)
    row(f"classify {accounts:,} accounts, s", f"{whole:.1f}", f"{reference:.1f}", "one statement that reads the facts, from Python",
        f"{whole / reference:.2f}x", "≤ 1.5x", whole <= 1.5 * reference)
    nothing = seconds(binary, "classify", *where)
    row("classify again, nothing new, s", f"{nothing:.1f}", f"{whole:.1f}", "the first time", f"{nothing / whole:.2f}x")
    changed = max(1, len(codes) // 100)
    file = folder / "new.csv"
    with file.open("w", encoding="utf-8") as out:
        out.write("invoice number,date,customer code,customer name,product code,product name,quantity,unit price,cost\n")
        for number, code in enumerate(codes[::len(codes) // changed][:changed]):
            for line in range(10):
                out.write(f"BENCH{number},2025-12-{number % 28 + 1:02},{code},{code},{products[(number + line) % len(products)]},part,3,19.90,36.30\n")
    run(binary, "import", "sales", file, "--database", f"sqlite:{copy}")
    again = seconds(binary, "classify", *where)
    row(f"classify after lines of {changed:,} accounts, s", f"{again:.1f}", f"{whole:.1f}", "the first time", f"{again / whole:.2f}x")
    nights(binary, copy, where)


def nights(binary, copy, where, measured=5):
    """A year of nights with 1 % of accounts changing a day, from a few that are measured: what a run keeps, and how long it takes."""
    def kept():
        with sqlite3.connect(f"file:{copy}?mode=ro", uri=True) as found:
            return found.execute("SELECT COUNT(*), SUM(LENGTH(scorecard)) FROM account_score").fetchone()

    with sqlite3.connect(copy) as changed:
        accounts = changed.execute("SELECT COUNT(*) FROM account").fetchone()[0]
        # One whole run, by itself.
        changed.execute("DELETE FROM account_score")
    began = time.monotonic()
    run(binary, "classify", *where[:1], "2025-12-31", *where[2:])
    whole, whole_rows, whole_bytes = time.monotonic() - began, *kept()
    spent = 0
    for night in range(measured):
        with sqlite3.connect(copy) as changed:
            changed.execute("UPDATE account SET reference_value = CASE WHEN reference_value = 1 THEN 4 ELSE 1 END WHERE id % 100 = ?", (night,))
            # What a form would count: without it the account is taken for unchanged.
            changed.execute("UPDATE account_summary SET facts_version = facts_version + 1 WHERE account_id % 100 = ?", (night,))
        spent += seconds(binary, "classify", *where[:1], "2025-12-31", *where[2:])
    rows, size = kept()
    year_rows = whole_rows + (rows - whole_rows) * 365 // measured
    year_bytes = whole_bytes + (size - whole_bytes) * 365 // measured
    row(f"scorecards of 365 nights, 1 % of {accounts:,} accounts a day", f"{year_rows:,}", f"{whole_rows:,}", "one whole run",
        f"{year_rows / whole_rows:.2f}x", "< 5x", year_rows < 5 * whole_rows)
    row("their size, MB", f"{year_bytes / 1e6:.0f}", f"{whole_bytes / 1e6:.0f}", "one whole run",
        f"{year_bytes / whole_bytes:.2f}x", "< 5x", year_bytes < 5 * whole_bytes)
    row("one night, s", f"{spent / measured:.1f}", f"{whole:.1f}", "one whole run", f"{spent / measured / whole:.2f}x")
