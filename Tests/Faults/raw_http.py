"""Sends damaged HTTP to a server: each connection is answered or closed in time, the server lives on and does not grow.

raw_http.py BINARY [inputs] [seed]. Every input that ever broke something is a line of hexadecimal bytes in raw_http_found.txt and is sent first.
"""

import pathlib
import random
import re
import socket
import subprocess
import sys
import tempfile
import time

binary = sys.argv[1]
inputs = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000
seed = int(sys.argv[3]) if len(sys.argv) > 3 else 20261125
print(f"raw_http.py: seed {seed}, {inputs} inputs")
chance = random.Random(seed)
failures = 0

REQUESTS = [
    b"GET /sign-in HTTP/1.1\r\nHost: a\r\nAccept-Language: en\r\nConnection: close\r\n\r\n",
    b"GET /accounts?q=%E5%8D%8E&sort=-sales HTTP/1.1\r\nHost: a\r\nCookie: mainstay_session=abc; mainstay_language=en\r\nConnection: close\r\n\r\n",
    b"POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 25\r\nConnection: close\r\n\r\nname=ops&password=wrong12",
    b"POST /imports/new HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    b"5\r\n--b\r\n\r\n0\r\n\r\n",
    b"GET /api/v1/accounts?limit=3 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer abc\r\nConnection: close\r\n\r\n",
    b"GET /assets/x/app.css HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\nRange: bytes=0-1\r\nConnection: close\r\n\r\n",
]
PIECES = [b"\0", b"\r\n", b"\n\n", b"%00", b"..%2f", b"Content-Length: 99999999999999999999\r\n", b"Transfer-Encoding: chunked\r\n", b"ffffffffffffffff\r\n", b" " * 300,
          b"A: " + b"b" * 9_000 + b"\r\n", b"\xff\xfe", b"HTTP/9.9", "名".encode()]


def damaged():
    data = bytearray(chance.choice(REQUESTS))
    for _ in range(chance.randint(1, 5)):
        place, other = chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)
        first, last = min(place, other), min(max(place, other), min(place, other) + 40)
        match chance.randrange(4):
            case 0: data[first:first + 1] = bytes([chance.randrange(256)])
            case 1: del data[first:last]
            case 2: data[place:place] = data[first:last]
            case _: data[place:place] = chance.choice(PIECES)
    return bytes(data) or b"\n"


def check(name, problem):
    global failures
    failures += bool(problem)
    print(f"ok {name}" if not problem else f"FAILED {name}: {problem}", flush=True)


def answer(port, data):
    """What came back; nothing when the server closed. Who sends half a request says that nothing more will come."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        client.sendall(data)
        client.shutdown(socket.SHUT_WR)
        got = b""
        while piece := client.recv(65_536):
            got += piece
        return got


with tempfile.TemporaryDirectory() as folder:
    database = f"sqlite:{folder}/m.sqlite"
    subprocess.run([binary, "generate", "--accounts", "20", "--years", "1", "--database", database], check=True, capture_output=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([binary, "serve", "--port", str(port), "--database", database], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.time() + 20
    while time.time() < until:
        try:
            answer(port, REQUESTS[0])
            break
        except OSError:
            time.sleep(0.05)

    lost = answer(port, b"GET /sign-in HTTP/1.1\r\nConnection: close\r\n\r\n")
    check("a request that names no host is refused", None if lost.startswith(b"HTTP/1.1 400") else lost[:80])

    def memory():
        return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{server.pid}/status").read_text()).group(1)) // 1_024

    found = pathlib.Path(__file__).with_name("raw_http_found.txt")
    known = [bytes.fromhex(line) for line in found.read_text().split()] if found.exists() else []
    settled, broken, slow = 0, [], []
    for number in range(len(known) + inputs):
        data = known[number] if number < len(known) else damaged()
        began = time.time()
        try:
            got = answer(port, data)
            if re.match(rb"HTTP/1\.\d 5(?!03)", got):
                broken.append(data.hex())
        except TimeoutError:
            slow.append(data.hex())
        except OSError:
            pass
        if server.poll() is not None:
            broken.append(data.hex())
            break
        if number == inputs // 5:
            settled = memory()
    check(f"the server lives through {inputs} damaged requests", server.poll() is not None and f"it ended with {server.returncode}; see {broken[-1]}")
    check("none is answered as a fault of the server", broken and broken[:3])
    check("each is answered or closed in time", slow and slow[:3])
    if server.poll() is None:
        check("memory does not grow", settled and memory() > 1.5 * settled + 20 and f"{settled} MB, then {memory()} MB")
        server.terminate()
        server.wait()
sys.exit(failures > 0)
