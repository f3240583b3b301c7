"""An upgrade without a pause: the version before and this one serve one PostgreSQL under writes, then the one before is
stopped.

side_by_side.py PREVIOUS_BINARY THIS_BINARY [SECONDS]

Held: not one write is refused or fails on either; what one writes the other shows; soon both show the same; all of it
verifies. What becomes of formats that only one of them knows is tried in process (register/suite, engine/tests).
"""

import concurrent.futures
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

CLIENTS = 4
PARTIES = """code,name,kind
W,Väster stadsdelsförvaltning,district_administration
SKOLOR,Skolbolaget,property_company
STAD,Stadsledningskontoret,city_executive
"""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Cluster:
    """A PostgreSQL that is thrown away. It refuses to be root's."""

    def __init__(self):
        versions = pathlib.Path("/usr/lib/postgresql").glob("*/bin")
        self.bin = max(versions, key=lambda path: int(path.parent.name))
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="samplats-pg-"))
        self.user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
        if self.user:
            shutil.chown(self.folder, "postgres", "postgres")
        self.port = free_port()
        self.run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-D", self.folder / "data")
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        self.run("pg_ctl", "-D", self.folder / "data", "-w", "-o", options, "-l", self.folder / "log", "start")
        self.sql("create database samplats", "postgres")
        self.url = f"postgres://postgres@127.0.0.1:{self.port}/samplats"

    def run(self, program, *args):
        ran = subprocess.run([self.bin / program, *args], cwd=self.folder, capture_output=True, text=True, **self.user)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def sql(self, statement, database="samplats"):
        args = ["-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-U", "postgres", "-h", "127.0.0.1"]
        return self.run("psql", *args, "-p", str(self.port), "-d", database, "-c", statement).strip()

    def stop(self):
        self.run("pg_ctl", "-D", self.folder / "data", "-w", "-m", "fast", "stop")
        shutil.rmtree(self.folder)


class Instance:
    """One binary serving the register."""

    def __init__(self, name, binary, store, folder):
        self.name, self.port = name, free_port()
        folder.mkdir()
        self.process = subprocess.Popen(
            [binary, "--data", folder, "serve", "--store", store, "--listen", f"127.0.0.1:{self.port}"],
            env={**os.environ, "SAMPLATS_RATE_LIMITS": "off"}, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 30
        while True:
            try:
                if self.ask("GET", "/readyz")[0] == 200:
                    return
            except OSError:
                pass
            assert time.monotonic() < deadline, f"{name} does not become ready"
            time.sleep(0.05)

    def ask(self, method, path, token=None, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=25)
        headers = dict(headers or {})
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if body is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(body)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        content, told = answer.read(), dict(answer.getheaders())
        connection.close()
        return answer.status, content, told

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(30) == 0, f"{self.name} does not stop in good order"


def program(binary, store, *args):
    return subprocess.run([binary, *args], env={**os.environ, "SAMPLATS_STORE": store}, capture_output=True, text=True)


def must(ran):
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def write_for(instance, other, token, client, seconds):
    """Reports, places and their status at one instance; each is looked up at the other. Returns writes and waits."""
    writes, slowest, errors = 0, 0.0, []

    def must_be(wanted, answer, what):
        if answer[0] != wanted:
            errors.append(f"{instance.name}: {what}: {answer[0]} {answer[1][:300]!r}")
        return answer[0] == wanted

    end, number = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        number += 1
        lon, lat = 18.0 + client * 0.01 + (number % 90) * 0.0001, 59.3 + (number // 90) * 0.001
        key = {"Idempotency-Key": f"{client}-{number}"}
        report = {"position": {"lon": lon, "lat": lat}, "problem_types": ["disorder"], "text": "Trasiga lampor."}
        answer = instance.ask("POST", "/api/reports", token, report, key)
        if not must_be(201, answer, "a report"):
            continue
        made = json.loads(answer[1])["id"]
        writes += 1
        began = time.monotonic()
        while other.ask("GET", f"/api/reports/{made}", token)[0] != 200:
            if time.monotonic() - began > 5:
                errors.append(f"{other.name} does not show what {instance.name} wrote")
                break
            time.sleep(0.005)
        slowest = max(slowest, time.monotonic() - began)
        # The same key at the other is the same report.
        again = other.ask("POST", "/api/reports", token, report, key)
        if must_be(201, again, "the same key at the other") and json.loads(again[1])["id"] != made:
            errors.append("one key made two reports")
        if number % 3 == 0:
            place = {"reports": [made], "problem_types": ["disorder"], "name": f"Plats {client} {number}"}
            answer = instance.ask("POST", "/api/places", token, place)
            if must_be(201, answer, "a place"):
                writes += 1
                path = f"/api/places/{json.loads(answer[1])['id']}"
                seen = instance.ask("GET", path, token)
                tag = {"If-Match": {name.lower(): value for name, value in seen[2].items()}["etag"]}
                status = {"status": "active", "reason": "Börjar."}
                writes += must_be(200, instance.ask("POST", f"{path}/status", token, status, tag), "a status")
    return writes, slowest, errors


def all_of(instance, token, path):
    items, cursor = [], ""
    while True:
        status, body, _ = instance.ask("GET", f"{path}?limit=1000{cursor}", token)
        assert status == 200, f"{instance.name} {path}: {status}"
        page = json.loads(body)
        items += page["items"]
        if page["next"] is None:
            return items
        cursor = f"&cursor={page['next']}"


def in_common(one, other):
    """Of two answers what both versions know to say: the later one may tell more of a thing."""
    if isinstance(one, dict) and isinstance(other, dict):
        return {key: in_common(one[key], other[key]) for key in one.keys() & other.keys()}
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [in_common(*both) for both in zip(one, other)]
    return one


def assert_alike(before, now, token, path):
    """Soon, that is: each takes in what the other wrote last a moment later."""
    deadline = time.monotonic() + 5
    while True:
        one, other = all_of(before, token, path), all_of(now, token, path)
        one, other = in_common(one, other), in_common(other, one)
        if one == other:
            return
        apart = [both for both in zip(one, other) if both[0] != both[1]]
        assert time.monotonic() < deadline, f"{path}: {len(one)} and {len(other)}, apart {apart[:2]}"
        time.sleep(0.05)


def main(previous, this, seconds):
    cluster = Cluster()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="samplats-side-"))
    instances = []
    try:
        must(program(previous, cluster.url, "register", "migrate"))
        (folder / "parties.csv").write_text(PARTIES)
        must(program(previous, cluster.url, "import", "parties", str(folder / "parties.csv")))
        token = must(program(previous, cluster.url, "token", "create", "--party", "STAD", "--role", "coordinator"))
        before = Instance("the version before", previous, cluster.url, folder / "before")
        instances.append(before)
        must(program(this, cluster.url, "register", "migrate"))
        now = Instance("this version", this, cluster.url, folder / "now")
        instances.append(now)

        with concurrent.futures.ThreadPoolExecutor(2 * CLIENTS) as pool:
            ends = [(before, now), (now, before)]
            jobs = [pool.submit(write_for, *ends[client % 2], token, client, seconds) for client in range(2 * CLIENTS)]
            done = [job.result() for job in jobs]
        errors = [error for _, _, errors in done for error in errors]
        assert not errors, "\n".join(errors[:10])
        writes, slowest = sum(writes for writes, _, _ in done), max(slowest for _, slowest, _ in done)
        for path in ["/api/reports", "/api/places", "/api/parties"]:
            assert_alike(before, now, token, path)
        before.stop()
        instances.remove(before)
        verified = must(program(this, cluster.url, "register", "verify"))
        assert "0 faults" in verified, verified
        print(f"{writes} writes in {seconds} s at two versions side by side, 0 errors; "
              f"a write was seen at the other after {slowest:.2f} s at worst; {verified}")
    finally:
        for instance in instances:
            instance.process.send_signal(signal.SIGTERM)
            instance.process.wait(30)
        cluster.stop()
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 30)
