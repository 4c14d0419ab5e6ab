"""Load from a second process, and what the machine does without Mainstay."""

import os
import pathlib
import re
import socket
import sqlite3
import subprocess
import tempfile
import time

here = pathlib.Path(__file__).parent
folder = pathlib.Path(tempfile.mkdtemp(prefix="mainstay-bench-"))
connections = 16


def run(*arguments, **options):
    return subprocess.run([str(part) for part in arguments], capture_output=True, text=True, check=True, **options).stdout


def seconds(*arguments):
    began = time.monotonic()
    run(*arguments)
    return time.monotonic() - began


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Load:
    """What wrk says: requests a second, p50 and p99 in milliseconds, answers that failed."""

    duration = 5.0

    def __init__(self, url, headers=(), paths=None, connections=connections, script=None, environment=None):
        command = ["wrk", "-t1", f"-c{connections}", f"-d{max(1, round(Load.duration))}s", "--latency"]
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
        self.requests = int(re.search(r"(\d+) requests in", text).group(1))
        failed = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
        self.failed = int(failed.group(1)) if failed else 0

    @staticmethod
    def milliseconds(match):
        return float(match.group(1)) * {"us": 0.001, "ms": 1, "s": 1_000}[match.group(2)]

    def reaches(self, rate, p99=None):
        return self.failed == 0 and self.rate >= rate and (p99 is None or self.p99 <= p99)

    def __str__(self):
        return f"{self.rate:,.0f}/s p99 {self.p99:.1f}" + (f" FAILED {self.failed}" if self.failed else "")


def nginx_rate(size):
    """nginx sending a file of a size, without compression, as Mainstay sends pages."""
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
    """How often this disk confirms in a second that four kilobytes were appended to a file."""
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


def pgbench_rate(url):
    """`pgbench -S`: one row by key."""
    run("pgbench", "-i", "-q", "-s", "1", url)
    text = run("pgbench", "-S", "-n", "-M", "prepared", "-c", str(connections), "-j", "1", "-T", str(int(max(2, Load.duration))), url)
    return float(re.search(r"tps = ([0-9.]+)", text).group(1))
