"""Draws where searches spend their time: a site over an index is asked some queries in turn.

    flame_graph.py PROGRAM LIBRARY INDEX SVG SECONDS QUERY…

Needs perf, and inferno's collapse and flamegraph. Functions below a hundredth are left out.
"""

import itertools
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

program, library, index, svg, seconds, *queries = sys.argv[1:]
# An index of another version is made again, of its library.
site = subprocess.Popen(
    [program, "serve", "--corpus", library, "--index", index, "--listen", "127.0.0.1:0"]
    + ["--no-usage", "--log", "error", "--answer-cache", "0"],
    stdout=subprocess.PIPE,
    text=True,
)
try:
    said = itertools.takewhile(bool, iter(site.stdout.readline, ""))
    address = next(found[1] for line in said if (found := re.match(r"serving on (\S+)", line)))
    ask = lambda query: urllib.request.urlopen(
        f"{address}api/v1/search?" + urllib.parse.urlencode({"q": query})
    ).read()
    for query in queries:
        ask(query)
    with tempfile.TemporaryDirectory() as folder:
        record = os.path.join(folder, "record")
        command = ["perf", "record", "--quiet", "--output", record, "--freq", "497"]
        command += ["--call-graph", "dwarf,32768", "--pid", str(site.pid)]
        recorder = subprocess.Popen(command)
        end = time.time() + float(seconds)
        for query in itertools.cycle(queries):
            if time.time() > end:
                break
            ask(query)
        if recorder.poll() is not None:
            sys.exit("perf ended by itself")
        recorder.send_signal(2)
        recorder.wait()
        script = subprocess.run(
            ["perf", "script", "--input", record], capture_output=True, check=True
        ).stdout
    collapsed = subprocess.run(
        ["inferno-collapse-perf"], input=script, capture_output=True, check=True
    ).stdout
    title = " · ".join(queries)
    drawn = subprocess.run(
        ["inferno-flamegraph", "--minwidth", "1", "--title", title, "--hash"],
        input=collapsed,
        capture_output=True,
        check=True,
    ).stdout
    with open(svg, "wb") as file:
        file.write(drawn)
finally:
    site.terminate()
    site.wait()
