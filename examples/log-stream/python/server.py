"""A LogService on grpcio: python server.py [host:port], port 0 lets the system choose.

Prints the bound target as its first line and serves until SIGTERM or SIGINT.
"""

import itertools
import signal
import sys
import threading
import time
from concurrent import futures

import grpc

from gen import log_pb2, log_pb2_grpc

MAX_LINE_BYTES = 4_096


class LogService(log_pb2_grpc.LogServiceServicer):
    def ListLogs(self, request, context):
        count, line_bytes = request.count, request.line_bytes
        if count < 0 or not 0 <= line_bytes <= MAX_LINE_BYTES:
            context.abort(
                grpc.StatusCode.INVALID_ARGUMENT,
                f"Cannot list {count} lines of {line_bytes} bytes: "
                f"expected 0 or more of at most {MAX_LINE_BYTES}",
            )
        sent = 0
        try:
            while count == 0 or sent < count:
                yield log_pb2.LogResponse(line="." * (line_bytes or 120))
                sent += 1
        finally:
            # Runs as well when the client leaves early.
            print(f"ListLogs ended after {sent} lines", flush=True)

    def UploadLogs(self, request_iterator, context):
        summary = log_pb2.UploadSummary()
        for line in request_iterator:
            summary.lines += 1
            summary.bytes += len(line.text.encode())
            summary.errors += line.level == log_pb2.LEVEL_ERROR
        return summary

    def TailLogs(self, request_iterator, context):
        filters = Filters(request_iterator)
        for number in itertools.count(1):
            time.sleep(0.001)
            if filters.ended or not context.is_active():
                return
            level = level_of(number)
            if level >= filters.at_least:
                yield log_pb2.LogLine(level=level, text=f"event {number}")


class Filters:
    """The newest filter of a stream of them, which is read beside the replies."""

    def __init__(self, stream):
        self.at_least = log_pb2.LEVEL_UNSPECIFIED
        self.ended = False
        threading.Thread(target=self.read, args=(stream,), daemon=True).start()

    def read(self, stream):
        try:
            for newest in stream:
                self.at_least = newest.at_least
        except grpc.RpcError:
            pass  # The call was cancelled: its replies end too.
        self.ended = True


def level_of(number):
    """Every tenth line is an error, every third of the others a warning."""
    if number % 10 == 0:
        return log_pb2.LEVEL_ERROR
    return log_pb2.LEVEL_WARN if number % 3 == 0 else log_pb2.LEVEL_INFO


def main():
    target = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:50053"
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=4))
    log_pb2_grpc.add_LogServiceServicer_to_server(LogService(), server)
    port = server.add_insecure_port(target)
    server.start()
    signal.signal(signal.SIGTERM, lambda *_: server.stop(grace=1))
    signal.signal(signal.SIGINT, lambda *_: server.stop(grace=1))
    print(f"{target.rpartition(':')[0]}:{port}", flush=True)
    server.wait_for_termination()


if __name__ == "__main__":
    main()
