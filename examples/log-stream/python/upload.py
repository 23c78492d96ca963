"""Uploads log lines: python upload.py [host:port] [count].

Prints the server's summary as one line of JSON.
"""

import json
import sys

import grpc

from gen import log_pb2, log_pb2_grpc


def recent_lines(count):
    for number in range(1, count + 1):
        level = log_pb2.LEVEL_ERROR if number % 10 == 0 else log_pb2.LEVEL_INFO
        yield log_pb2.LogLine(level=level, text=f"event {number}")


def main():
    target = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:50053"
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    with grpc.insecure_channel(target) as channel:
        logs = log_pb2_grpc.LogServiceStub(channel)
        summary = logs.UploadLogs(recent_lines(count), timeout=60)
    values = {"lines": summary.lines, "bytes": summary.bytes, "errors": summary.errors}
    print(json.dumps(values, separators=(",", ":")))


if __name__ == "__main__":
    main()
