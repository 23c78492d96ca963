"""A Greeter server on grpcio: python server.py [host:port], port 0 lets the system choose.

Prints the bound target as its first line and serves until SIGTERM or SIGINT.
"""

import signal
import sys
from concurrent import futures

import grpc

from gen import hello_pb2, hello_pb2_grpc


class Greeter(hello_pb2_grpc.GreeterServicer):
    def SayHello(self, request, context):
        return hello_pb2.HelloReply(message=f"Hello {request.name}, I am a gRPC server!")


def main():
    target = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:50051"
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=4))
    hello_pb2_grpc.add_GreeterServicer_to_server(Greeter(), server)
    port = server.add_insecure_port(target)
    server.start()
    signal.signal(signal.SIGTERM, lambda *_: server.stop(grace=1))
    signal.signal(signal.SIGINT, lambda *_: server.stop(grace=1))
    print(f"{target.rpartition(':')[0]}:{port}", flush=True)
    server.wait_for_termination()


if __name__ == "__main__":
    main()
