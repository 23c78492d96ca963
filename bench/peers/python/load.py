"""What every measured client does: it keeps a number of calls in flight and tells what that took.

As bench/src/subjects/client-load.ts does for clients on Node. Each worker is a thread, as synchronous grpcio
has it.
"""

import json
import os
import resource
import signal
import sys
import threading
import time

MICROS_PER_TICK = 10_000


def read_request():
    """The request from the command line."""
    return json.loads(sys.argv[1])


def serve(request, workers, is_reader, worker):
    """Prints "ready", and at each SIGUSR2 runs the workers until the window is over and prints the result.

    A worker calls what it is given for each thing completed, and ends once that returns False. The CPU time is
    this process's, for readers of streams the server's.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR2])
    print("ready", flush=True)
    while True:
        signal.sigwait([signal.SIGUSR2])
        print(json.dumps(_run(request, workers, is_reader, worker)), flush=True)


def _run(request, workers, is_reader, worker):
    counts = [0] * workers
    is_draining = threading.Event()

    def start(index):
        def complete():
            counts[index] += 1
            return not is_draining.is_set()

        thread = threading.Thread(target=_guarded, args=(worker, complete))
        thread.start()
        return thread

    threads = [start(index) for index in range(workers)]
    time.sleep(request["warmupMs"] / 1000)
    completed_before = sum(counts)
    server_before = _server_micros(request["serverPid"])
    own_before = _own_micros()
    started = time.monotonic()
    time.sleep(request["measureMs"] / 1000)
    elapsed_ms = (time.monotonic() - started) * 1000
    own = _own_micros() - own_before
    server = _server_micros(request["serverPid"]) - server_before
    completed = sum(counts) - completed_before
    is_draining.set()
    for thread in threads:
        thread.join()
    measured, other = (server, own) if is_reader else (own, server)
    return {
        "completed": completed,
        "answered": sum(counts),
        "elapsedMs": elapsed_ms,
        "cpuMicros": measured,
        "generatorShare": other / 1000 / elapsed_ms,
    }


def _guarded(worker, complete):
    try:
        worker(complete)
    except Exception as error:  # The run is worth nothing when one worker has failed.
        print(error, file=sys.stderr)
        os._exit(1)


def _own_micros():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return int((usage.ru_utime + usage.ru_stime) * 1_000_000)


def _server_micros(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="latin1") as file:
            fields = file.read().rpartition(")")[2].split()
    except OSError:
        return 0
    # After the program's name in parentheses, utime and stime are fields 14 and 15.
    return (int(fields[11]) + int(fields[12])) * MICROS_PER_TICK
