"""Reads a stream of log lines: python list.py [--leave-after N] [host:port] [count] [line bytes].

Prints how much came as one line of JSON. With --leave-after it cancels the call after so many lines.
"""

import argparse
import json
import sys

import grpc

from gen import log_pb2, log_pb2_grpc


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--leave-after", type=int, default=0)
    parser.add_argument("target", nargs="?", default="127.0.0.1:50053")
    parser.add_argument("count", nargs="?", type=int, default=100_000)
    parser.add_argument("line_bytes", nargs="?", type=int, default=120)
    options = parser.parse_args()
    lines = characters = 0
    with grpc.insecure_channel(options.target) as channel:
        request = log_pb2.LogRequest(count=options.count, line_bytes=options.line_bytes)
        call = log_pb2_grpc.LogServiceStub(channel).ListLogs(request)
        for response in call:
            lines += 1
            characters += len(response.line)
            if lines == options.leave_after:
                call.cancel()
                break
    print(json.dumps({"lines": lines, "characters": characters}, separators=(",", ":")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
