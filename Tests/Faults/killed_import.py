"""Kills an import at random moments, runs it again until it ends, and compares with an import that nobody disturbed."""

import json
import pathlib
import random
import subprocess
import sys
import tempfile
import time

binary = sys.argv[1]
seed = int(sys.argv[2]) if len(sys.argv) > 2 else 20260630
print(f"killed_import.py seed {seed}")
chance = random.Random(seed)


def run(*arguments, database):
    return subprocess.run([binary, *arguments, "--database", f"sqlite:{database}"], capture_output=True, text=True, check=True).stdout


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    file = folder / "sales.csv"
    with file.open("w", encoding="gb18030") as out:
        out.write("单据编号,开票日期,客户编号,客户名称,产品编码,产品名称,数量,单价\n")
        for row in range(60_000):
            document = row // 3
            quantity = chance.randint(1, 50) * (-1 if document % 40 == 0 else 1)
            day = f"2025-{document % 12 + 1:02}-{document % 28 + 1:02}"
            out.write(f"D{document},{day},C{document % 700},第{document % 700}号客户,P{chance.randint(1, 300)},零件,{quantity},{chance.randint(1, 99999) / 100}\n")

    whole = folder / "whole.sqlite"
    run("import", "sales", str(file), "--currency", "CNY", database=whole)
    broken = folder / "broken.sqlite"
    kills = 0
    while True:
        process = subprocess.Popen([binary, "import", "sales", str(file), "--currency", "CNY", "--format", "json", "--database", f"sqlite:{broken}"],
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            answer, _ = process.communicate(timeout=chance.uniform(0.05, 0.5 + kills * 0.12))
            break
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            kills += 1
            health = subprocess.run([binary, "doctor", "--database", f"sqlite:{broken}"], capture_output=True, text=True)
            if health.returncode != 0:
                print(f"FAILED doctor after kill {kills}: {health.stdout}{health.stderr}")
    same = run("accounts", "list", "--format", "csv", database=whole) == run("accounts", "list", "--format", "csv", database=broken)
    print("ok" if same and kills > 2 else "FAILED", f"an import killed {kills} times gives the same accounts")
    tally = json.loads(answer)
    print("ok" if tally["imported"] + tally["unchanged"] + sum(tally["setAside"].values()) == tally["rows"] == 60_000 else "FAILED", "every row is accounted for")
