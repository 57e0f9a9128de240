"""Measures a library of a given size from the first index to the last search, on either engine.

Usage: run.py PROGRAM LIBRARY. With ZHENGSOU_OPENSEARCH_URL (`tests/opensearch/run.sh` sets
it) the index lies on that cluster, with as many shards as it has nodes and no copies; without it in
a folder. Prints one table; docs/scale.md tells what the figures mean.
"""

import itertools
import json
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request

# Searches of each kind, as portals send them.
KINDS = (
    ("search notices, four dimensions", "/api/v1/search?q={q}&facets=region:20,year,kind,department:10"),
    ("search clauses, one dimension", "/api/v1/search?q={q}&scope=clauses&facets=department:10"),
    ("page of results", "/search?q={q}"),
    ("suggest", "/api/v1/suggest?q={q}"),
)

# Notices that a publication adds: copies of others, as reposts are.
ADDED = 100

# Clauses whose precedents are asked for.
ASKED = 40


def line(name, value):
    print(f"| {name} | {value} |", flush=True)


def ask(address, path):
    with urllib.request.urlopen(f"{address}{path}", timeout=120) as answer:
        return answer.read()


class Cluster:
    """Where the index lies on nodes."""

    def __init__(self, urls):
        self.first = urls.split(",")[0]
        nodes = len(urls.split(","))
        self.options = ["--engine", "opensearch", "--opensearch-url", urls, "--opensearch-index", "scale"]
        self.options += ["--opensearch-shards", str(nodes), "--opensearch-replicas", "0"]
        self.options += ["--opensearch-timeout", "60s"]
        self.name = f"{nodes} nodes of OpenSearch {json.loads(ask(self.first, '/'))['version']['number']}"

    def size(self, _):
        stats = json.loads(ask(self.first, "/scale/_stats/store,docs,segments"))["_all"]["primaries"]
        return stats["store"]["size_in_bytes"]

    def tells(self):
        indices = json.loads(ask(self.first, "/_cat/indices/scale-0*?format=json&h=index,pri,docs.count"))
        for index in indices:
            line(f"documents of {index['index']}, {index['pri']} shards", index["docs.count"])
        nodes = json.loads(ask(self.first, "/_nodes/stats/jvm"))["nodes"].values()
        heaps = [node["jvm"]["mem"]["heap_used_in_bytes"] / 1e6 for node in nodes]
        line("heap that is used, of the process of all nodes", f"{max(heaps):.0f} MB")


class Folder:
    """Where the index lies in a folder."""

    name, options = "one machine", []

    def size(self, index):
        return sum(file.stat().st_size for file in index.rglob("*") if file.is_file())

    def tells(self):
        pass


def indexed(program, library, index, place):
    """Brings an index up to date; returns the seconds that it took, and those of our processor."""
    command = [program, "index", library, "--index", index, *place.options]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True)
    took = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(done.stderr)
    return took, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def served(program, library, index, place):
    """Starts a site; returns it with its address and the seconds until it is ready."""
    began = time.monotonic()
    command = [program, "serve", "--corpus", library, "--index", index, *place.options]
    command += ["--listen", "127.0.0.1:0", "--no-usage", "--log", "warn", "--time-limit", "60s"]
    # What the same questions cost again and again is not what a library of this size costs.
    command += ["--answer-cache", "0"]
    site = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    for said in site.stdout:
        if found := re.match(r"serving on (http://[^/]*)/", said):
            address = found[1]
            break
    else:
        sys.exit("the site did not start")
    while True:
        try:
            ask(address, "/readyz")
            return site, address, time.monotonic() - began
        except OSError:
            time.sleep(0.1)


def memory(site):
    status = pathlib.Path(f"/proc/{site.pid}/status").read_text()
    return int(re.search(r"RssAnon:\s*(\d+)", status)[1]) * 1024 / 1e6


def times(address, paths):
    taken = []
    for path in paths:
        began = time.monotonic()
        ask(address, path)
        taken.append((time.monotonic() - began) * 1000)
    return sorted(taken)


class Readers(threading.Thread):
    """Asks one question after another until it is told to end."""

    def __init__(self, address, paths):
        super().__init__(daemon=True)
        self.address, self.paths, self.taken, self.is_over = address, paths, [], False

    def run(self):
        for path in itertools.cycle(self.paths):
            if self.is_over:
                return
            self.taken += times(self.address, [path])

    def end(self):
        self.is_over = True
        self.join()
        return sorted(self.taken)


def report(name, taken):
    middle, late = taken[len(taken) // 2], taken[min(len(taken) - 1, int(len(taken) * 0.99))]
    line(name, f"{middle:.1f}, {late:.1f} ms")


def clauses(address):
    """Returns clauses from all over the library."""
    found = []
    for page in range(1, ASKED + 1):
        answer = json.loads(ask(address, f"/api/v1/search?scope=clauses&per_page=1&page={page * 37}&sort=newest"))
        found += [result["id"] for result in answer["results"]]
    return found


def main():
    program, library = sys.argv[1], pathlib.Path(sys.argv[2])
    here = pathlib.Path(__file__).parent
    asked = here.parent / "load/queries.txt"
    queries = [urllib.parse.quote(query) for query in asked.read_text().splitlines() if query]
    urls = os.environ.get("ZHENGSOU_OPENSEARCH_URL")
    place = Cluster(urls) if urls else Folder()
    raw = sum(file.stat().st_size for file in library.rglob("*.jsonl"))
    print(f"| {place.name} | |\n| --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        index = pathlib.Path(folder) / "index"
        took, ours = indexed(program, library, index, place)
        line("library", f"{raw / 1e6:.0f} MB")
        line("index: seconds, of our processor", f"{took:.0f}, {ours:.0f} s")
        line("size of the index", f"{place.size(index) / 1e6:.0f} MB")
        place.tells()
        site, address, ready = served(program, library, index, place)
        try:
            status = json.loads(ask(address, "/api/v1/status"))
            line("notices, clauses", f"{status['notices']:,}, {status['clauses']:,}")
            line("start until ready", f"{ready:.1f} s")
            line("anonymous memory of the site", f"{memory(site):.0f} MB")
            for name, form in KINDS:
                paths = [form.format(q=query) for query in queries]
                report(f"{name}: first, p50 and p99", times(address, paths))
                report(f"{name}: again, p50 and p99", times(address, paths))
            paths = [f"/api/v1/similar?clause={urllib.parse.quote(key)}" for key in clauses(address)]
            report("similar clauses: p50 and p99", times(address, paths))
            line("anonymous memory after that", f"{memory(site):.0f} MB")
            added = library / "added.jsonl"
            source = min(library.glob("0*.jsonl"))
            with open(source) as lines, open(added, "w") as changed:
                for number, text in zip(range(ADDED), lines):
                    notice = json.loads(text)
                    notice["id"] = f"added{number:05}"
                    changed.write(json.dumps(notice, ensure_ascii=False) + "\n")
            meanwhile = Readers(address, [KINDS[0][1].format(q=query) for query in queries])
            meanwhile.start()
            try:
                took, ours = indexed(program, library, index, place)
            finally:
                added.unlink()
            began = time.monotonic()
            wanted = status["notices"] + ADDED
            while json.loads(ask(address, "/api/v1/status"))["notices"] != wanted:
                if time.monotonic() - began > 300:
                    sys.exit("the site did not turn to what was published")
                time.sleep(0.2)
            turned = time.monotonic() - began
            line(f"publish {ADDED} more notices: seconds, of our processor", f"{took:.1f}, {ours:.1f} s")
            line("the site turns to them after", f"{turned:.1f} s")
            report(f"{KINDS[0][0]}: meanwhile, p50 and p99", meanwhile.end())
            report(f"{KINDS[0][0]}: alone, p50 and p99", times(address, meanwhile.paths * 4))
        finally:
            site.terminate()
            site.wait()


if __name__ == "__main__":
    main()
