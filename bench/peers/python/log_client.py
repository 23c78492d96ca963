"""The benchmark's reader on grpcio, at its defaults: python log_client.py <request as JSON>."""

import sys

import grpc

import load
from gen import log_pb2, log_pb2_grpc


def main():
    request = load.read_request()
    logs = log_pb2_grpc.LogServiceStub(grpc.insecure_channel(request["target"]))

    def reader(complete):
        call = logs.ListLogs(log_pb2.LogRequest(line_bytes=request["lineBytes"]))
        for response in call:
            if len(response.line) != request["lineBytes"]:
                raise ValueError(f"line is not the one expected: {response.line!r}")
            if not complete():
                break
        call.cancel()

    load.serve(request, request["streams"], True, reader)


if __name__ == "__main__":
    sys.exit(main())
