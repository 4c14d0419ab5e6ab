"""A server of its own, and what a browser does with it."""

import http.client
import os
import pathlib
import re
import subprocess
import time
import urllib.parse
import uuid

from load import free_port


class Server:
    def __init__(self, binary, database, environment=None):
        self.port = free_port()
        began = time.monotonic()
        self.process = subprocess.Popen(
            [binary, "serve", "--port", str(self.port), "--database", database], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, **(environment or {})})
        while True:
            try:
                self.ask("/sign-in")
                break
            except OSError:
                if self.process.poll() is not None:
                    raise RuntimeError(f"the server ended with {self.process.returncode}") from None
                time.sleep(0.002)
        self.started = time.monotonic() - began
        self.base = f"http://127.0.0.1:{self.port}"
        self.cookie = ""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def ask(self, path, method="GET", body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        result = answer.status, dict(answer.getheaders()), answer.read().decode(errors="replace")
        connection.close()
        return result

    def sign_in(self, name="ops"):
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        _, headers, _ = self.ask("/sign-in", "POST", f"name={name}&password=mainstay-demo", form)
        self.cookie = re.search(r"mainstay_session=\w+", headers["Set-Cookie"]).group()

    def page(self, path):
        status, _, text = self.ask(path, headers={"Cookie": self.cookie, "Accept-Language": "en"})
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
        return text

    def form_token(self):
        return re.search(r'name="token" value="(\w+)"', self.page("/settings")).group(1)

    def post(self, path, fields, file=None):
        """Sends a form, with a file if one is given; gives the status and where it leads."""
        headers = {"Cookie": self.cookie, "Accept-Language": "en"}
        if file:
            boundary = uuid.uuid4().hex
            parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields]
            head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{file.name}"\r\nContent-Type: text/csv\r\n\r\n'
            body = b"".join(parts) + head.encode() + file.read_bytes() + f"\r\n--{boundary}--\r\n".encode()
            headers["Content-Type"] = f"multipart/form-data; boundary={boundary}"
        else:
            body = urllib.parse.urlencode(fields)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        status, answered, text = self.ask(path, "POST", body, headers)
        if status not in (200, 303):
            raise RuntimeError(f"{path} answered {status}: {text[:300]}")
        return status, answered.get("Location", ""), text

    def processor_seconds(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / 100

    def memory(self, most=False):
        """Resident megabytes, now or at the most until now."""
        mark = "VmHWM" if most else "VmRSS"
        return int(re.search(rf"{mark}:\s+(\d+)", pathlib.Path(f"/proc/{self.process.pid}/status").read_text()).group(1)) / 1_024
