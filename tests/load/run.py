"""Measures how a site holds under load: alone, at its capacity, at twice that, and over a publish.

Usage: run.py PROGRAM OHA LIBRARY SECONDS, where SECONDS is how long twice the capacity is held.
Prints one table; exits with 1 where a line does not hold what is promised of it. A run of less than
a minute is too short to judge times and memory by: it is held to its statuses alone.
"""

import json
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request

# Shares of a day at a search box: each query is sent in these forms, one of each ten.
FORMS = (
    ["/api/v1/search?q={q}&facets=region:20,year,kind,department:10"] * 4
    + ["/search?q={q}"] * 2
    + ["/api/v1/search?q={q}&scope=clauses&facets=department:10"]
    + ["/api/v1/search?q={q}&year=2024&sort=newest"]
    + ["/api/v1/suggest?q={q}"] * 2
)

# Seconds of each measurement but the long one.
SHORT = 20

# Seconds of the long one by which times and memory are judged.
LONG = 60

# What is promised of accepted requests.
MOST_BEHIND = 3.0
MOST_BY_PUBLISH = 1.5
MOST_GROWTH = 1.10


class Site:
    """A site of its own, in a folder of its own."""

    def __init__(self, program, library, folder):
        self.program, self.folder = program, folder
        self.notices = folder / "notices"
        shutil.copytree(library, self.notices)
        log = open(folder / "log", "w")
        self.process = subprocess.Popen(
            [program, "serve", "--corpus", self.notices, "--index", folder / "index"]
            + ["--listen", "127.0.0.1:0", "--no-usage", "--log", "warn"]
            # What the same few questions cost again and again is not what a site bears.
            + ["--answer-cache", "0"],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        self.address = None
        for line in self.process.stdout:
            if found := re.match(r"serving on (http://[^/]*)/", line):
                self.address = found[1]
                break
        if self.address is None:
            sys.exit((folder / "log").read_text())

    def memory(self):
        """Returns the resident memory in MB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s*(\d+)", status)[1]) * 1024 / 1e6

    def publishes(self):
        """Writes a notice and publishes it, as a timer of an operator does."""
        text = f"望溪市人民政府关于灯笼展销的通知\n\n一、展销第{time.time_ns()}次。\n"
        (self.notices / "load-test.txt").write_text(text)
        command = [self.program, "index", "--index", self.folder / "index"]
        subprocess.run(command, check=True, capture_output=True)

    def ends(self):
        self.process.terminate()
        self.process.wait()


class Load:
    """Requests of many readers."""

    def __init__(self, oha, site, folder):
        self.oha, self.site, self.folder, self.count = oha, site, folder, 0
        here = pathlib.Path(__file__).parent
        queries = [query for query in (here / "queries.txt").read_text().splitlines() if query]
        self.urls = folder / "urls"
        forms = [form for _ in queries for form in FORMS]
        asked = [queries[at % len(queries)] for at in range(len(forms))]
        paths = [form.format(q=urllib.parse.quote(query)) for form, query in zip(forms, asked)]
        self.urls.write_text("".join(f"{site.address}{path}\n" for path in paths))

    def send(self, seconds, connections, rate=None):
        """Sends requests and returns their status and seconds."""
        self.count += 1
        kept = self.folder / f"{self.count}.sqlite"
        command = [self.oha, "--no-tui", "-z", f"{seconds}s", "-c", str(connections), "-w"]
        command += ["-t", "30s", "--output-format", "quiet", "--db-url", kept]
        command += ["-q", str(rate)] if rate else []
        command += ["--urls-from-file", self.urls]
        subprocess.run(command, check=True)
        with sqlite3.connect(kept) as connection:
            return connection.execute("SELECT status, duration FROM oha").fetchall()


def p99(answers):
    taken = sorted(seconds for status, seconds in answers if status == 200)
    return taken[min(len(taken) - 1, int(len(taken) * 0.99))] * 1000


def share(answers, status):
    return sum(1 for code, _ in answers if code == status) / max(1, len(answers))


def other(answers):
    return sorted({status for status, _ in answers} - {200, 503})


def sampled(site, seconds, samples):
    for _ in range(int(seconds / 2)):
        time.sleep(2)
        samples.append(site.memory())


def main():
    program, oha, library, seconds = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
    lines, good = [], True
    is_long = seconds >= LONG
    short = SHORT if is_long else min(SHORT, seconds)

    def line(name, value, promise="", holds=True, is_judged=True):
        nonlocal good
        if not (is_judged or is_long):
            promise = ""
        good = good and (holds or not promise)
        lines.append((name, value, promise, "" if not promise else "holds" if holds else "DOES NOT HOLD"))
        print("\t".join(lines[-1]), flush=True)

    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        site = Site(program, library, folder)
        try:
            load = Load(oha, site, folder)
            load.send(5, 2)
            alone = load.send(short, 1)
            line("alone: p99", f"{p99(alone):.1f} ms", "no other status", not other(alone))
            full = load.send(short, 8)
            capacity = sum(1 for status, _ in full if status == 200) / short
            line("capacity", f"{capacity:.0f} requests/s")

            memory = []
            watcher = threading.Thread(target=sampled, args=(site, seconds, memory))
            watcher.start()
            twice = load.send(seconds, 200, int(2 * capacity))
            watcher.join()
            ratio = p99(twice) / p99(alone)
            line("twice the capacity: p99 of accepted", f"{p99(twice):.1f} ms")
            line("the same to p99 alone", f"{ratio:.2f}", f"< {MOST_BEHIND}", ratio < MOST_BEHIND, False)
            line("refused with 503", f"{share(twice, 503):.0%}", "no other status", not other(twice))
            quarter = max(1, len(memory) // 4)
            early, late = memory[quarter : 2 * quarter], memory[-quarter:]
            growth = (sum(late) / len(late)) / (sum(early) / max(1, len(early)))
            line("memory", f"{sum(late) / len(late):.0f} MB")
            line("memory, last to second quarter", f"{growth:.2f}", f"< {MOST_GROWTH}", growth < MOST_GROWTH, False)

            half = int(capacity / 2)
            calm = load.send(short, 64, half)
            publisher = threading.Thread(target=lambda: (time.sleep(3), site.publishes()))
            publisher.start()
            moved = load.send(short, 64, half)
            publisher.join()
            ratio = p99(moved) / p99(calm)
            line("half the capacity: p99", f"{p99(calm):.1f} ms")
            line("the same with a publish", f"{p99(moved):.1f} ms")
            line("moved by", f"{ratio:.2f}", f"< {MOST_BY_PUBLISH}", ratio < MOST_BY_PUBLISH, False)
        finally:
            site.ends()
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
