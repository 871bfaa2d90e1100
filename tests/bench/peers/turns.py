"""The loop every peer in Python shares.

A peer loads its data, prints {"version": …} and then answers each line 'go THREADS' with one line of JSON: seconds by
the clock, CPU seconds of the process and its children, and the quality of the result. Only the work is timed.
What is not installed is said by {"missing": …} in place of the version.
"""
import importlib.util
import json
import resource
import sys
import time


def need(*modules):
    """Ends the peer when a module is not installed."""
    missing = [name for name in modules if importlib.util.find_spec(name) is None]
    if missing:
        print(json.dumps({"missing": missing}), flush=True)
        sys.exit(0)


def cpu_seconds():
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def serve(version, work, quality):
    """work(threads) is timed; quality(result) describes what it gave."""
    print(json.dumps({"version": version}), flush=True)
    for line in sys.stdin:
        threads = int(line.split()[1])
        wall, cpu = time.perf_counter(), cpu_seconds()
        result = work(threads)
        wall, cpu = time.perf_counter() - wall, cpu_seconds() - cpu
        print(json.dumps({"wall": wall, "cpu": cpu, "quality": quality(result)}), flush=True)
