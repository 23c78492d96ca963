"""A Greeter client on grpcio: python client.py [host:port] [name].

Prints the reply and exits 0, or prints the status to stderr and exits 1.
"""

import sys

import grpc

from gen import hello_pb2, hello_pb2_grpc


def main():
    target = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:50051"
    name = sys.argv[2] if len(sys.argv) > 2 else "itfromzero"
    with grpc.insecure_channel(target) as channel:
        greeter = hello_pb2_grpc.GreeterStub(channel)
        try:
            reply = greeter.SayHello(hello_pb2.HelloRequest(name=name), timeout=5)
        except grpc.RpcError as error:
            print(f"{error.code().name}: {error.details()}", file=sys.stderr)
            return 1
    print(reply.message)
    return 0


if __name__ == "__main__":
    sys.exit(main())
