"""A million requests: memory must not grow."""

from load import Load
from report import row
from server import Server


def measure(engine, binary, database, codes, million=1_000_000):
    with Server(binary, database) as server:
        server.sign_in()
        headers = [f"Cookie: {server.cookie}", "Accept-Language: en"]
        paths = [f"/accounts/{code}" for code in codes[:200]] + ["/", "/accounts", "/accounts?sort=name", "/search?part=1&q=haitang"] * 20
        asked, readings, failed = 0, [], 0
        while asked < million:
            part = Load(server.base, headers, paths=paths)
            asked += part.requests
            failed += part.failed
            readings.append((asked, server.memory()))
        settled = next(memory for requests, memory in readings if requests >= million // 5)
        row(f"{engine}: memory after {asked:,} requests, MB", f"{readings[-1][1]:.0f}" + (f" FAILED {failed}" if failed else ""),
            f"{settled:.0f}", "after a fifth of them", f"{readings[-1][1] / settled:.2f}", "≤ 1.05", readings[-1][1] <= 1.05 * settled)
