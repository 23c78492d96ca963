"""A Probe server on grpcio, for errors and compression: python server.py [host:port].

Port 0 lets the system choose. Prints the bound target as its first line and serves until SIGTERM. Replies are
compressed by gzip.
"""

import json
import signal
import sys
from concurrent import futures

import grpc
from google.protobuf import any_pb2, json_format
from google.rpc import error_details_pb2, status_pb2  # noqa: F401: the types that details have
from grpc_status import rpc_status

from gen import probe_pb2, probe_pb2_grpc


class Probe(probe_pb2_grpc.ProbeServicer):
    def Fail(self, request, context):
        answer = status_pb2.Status(code=request.code, message=request.message)
        for detail in json.loads(request.details):
            answer.details.append(json_format.ParseDict(detail, any_pb2.Any()))
        context.abort_with_status(rpc_status.to_status(answer))

    def Unary(self, request, context):
        return probe_pb2.Message(body=request.body)


def main():
    target = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:50055"
    server = grpc.server(
        futures.ThreadPoolExecutor(max_workers=4), compression=grpc.Compression.Gzip
    )
    probe_pb2_grpc.add_ProbeServicer_to_server(Probe(), server)
    port = server.add_insecure_port(target)
    server.start()
    signal.signal(signal.SIGTERM, lambda *_: server.stop(grace=1))
    print(f"{target.rpartition(':')[0]}:{port}", flush=True)
    server.wait_for_termination()


if __name__ == "__main__":
    main()
