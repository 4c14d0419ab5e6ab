"""Measures Mainstay beside references of the same run and prints a Markdown table.

measure.py BINARY [--accounts N] [--seconds S] [--sqlite FILE] [--postgres URL] [--data online-retail.csv.gz] [--only PART …]

Without --sqlite a company of N accounts is generated first, without --postgres PostgreSQL is left out. Every figure is under load of
16 connections unless it says otherwise; the load generator shares the machine. "again" asks for one address over and over, "different"
for thousands. Parts are imports, sqlite, postgres, classification and endurance.
"""

import argparse
import os
import pathlib
import platform
import random
import shutil
import sqlite3

import classification
import endurance
import imports
import pages
from load import Load, bare_statements, folder, pgbench_rate, run
from report import print_table, row

PARTS = ("imports", "sqlite", "postgres", "classification", "endurance")
parser = argparse.ArgumentParser()
parser.add_argument("binary")
parser.add_argument("--accounts", type=int, default=100_000)
parser.add_argument("--seconds", type=float, default=5)
parser.add_argument("--sqlite", help="a database that exists; notes are written to it")
parser.add_argument("--postgres", help="a database that was made from the same company with `mainstay database copy` or `generate`")
parser.add_argument("--data", default="../shared/data/online-retail.csv.gz")
parser.add_argument("--only", nargs="*", choices=PARTS, default=PARTS)
given = parser.parse_args()
Load.duration = given.seconds

path = given.sqlite or str(folder / "company.sqlite")
if not given.sqlite:
    run(given.binary, "generate", "--accounts", given.accounts, "--years", 3, "--database", f"sqlite:{path}")
with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as found:
    random.seed(7)
    accounts = found.execute("SELECT a.code, s.net_sales, s.account_id FROM account a JOIN account_summary s ON s.account_id = a.id").fetchall()
chosen = random.sample(accounts, min(5_000, len(accounts)))
codes, cursors = [entry[0] for entry in chosen], [f"n{entry[1]}.{entry[2]}" for entry in chosen]
print(f"{platform.machine()}, {os.cpu_count()} cores, {len(accounts):,} accounts, load generator on the same machine\n")

if "imports" in given.only:
    imports.measure(given.binary, pathlib.Path(given.data), given.postgres, isQuick=len(accounts) < 50_000)
if "sqlite" in given.only:
    pages.measure("SQLite", given.binary, f"sqlite:{path}", codes, cursors, (bare_statements(path), "the row by a bare statement, from Python"))
if "postgres" in given.only and given.postgres:
    pages.measure("PostgreSQL", given.binary, given.postgres, codes, cursors, (pgbench_rate(given.postgres), "pgbench -S"))
if "classification" in given.only:
    classification.measure(given.binary, path, len(accounts))
if "endurance" in given.only and len(accounts) >= 50_000:
    endurance.measure("SQLite", given.binary, f"sqlite:{path}", codes)
print_table()
shutil.rmtree(folder, ignore_errors=True)
