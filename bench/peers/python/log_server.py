"""The benchmark's stream on grpcio, at its defaults; prints the bound target as its first line."""

import signal
import sys
from concurrent import futures

import grpc

from gen import log_pb2, log_pb2_grpc

WORKERS = 16


class LogService(log_pb2_grpc.LogServiceServicer):
    def ListLogs(self, request, context):
        lines = [f"line {at} ".ljust(request.line_bytes, ".") for at in range(1000)]
        at = 0
        while True:
            yield log_pb2.LogResponse(line=lines[at % len(lines)])
            at += 1


def main():
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=WORKERS))
    log_pb2_grpc.add_LogServiceServicer_to_server(LogService(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    signal.signal(signal.SIGTERM, lambda *_: server.stop(grace=0))
    print(f"127.0.0.1:{port}", flush=True)
    server.wait_for_termination()


if __name__ == "__main__":
    sys.exit(main())
