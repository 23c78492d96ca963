"""Follows the log in both directions at once: python tail.py [host:port].

Asks for everything, after ten lines changes its mind and asks for errors only, and ends when it has
seen three of them since. Prints every line.
"""

import queue
import sys

import grpc

from gen import log_pb2, log_pb2_grpc


def main():
    target = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:50053"
    filters = queue.SimpleQueue()
    filters.put(log_pb2.TailFilter(at_least=log_pb2.LEVEL_INFO))
    lines = errors_since_change = 0
    with grpc.insecure_channel(target) as channel:
        logs = log_pb2_grpc.LogServiceStub(channel)
        for line in logs.TailLogs(iter(filters.get, None)):
            print(line.level, line.text)
            lines += 1
            if lines == 10:
                filters.put(log_pb2.TailFilter(at_least=log_pb2.LEVEL_ERROR))
                print("only errors from here on")
            if lines > 10 and line.level == log_pb2.LEVEL_ERROR:
                errors_since_change += 1
                if errors_since_change == 3:
                    filters.put(None)


if __name__ == "__main__":
    main()
