"""The benchmark's client on grpcio, at its defaults: python client.py <request as JSON>."""

import itertools
import sys

import grpc

import load
from gen import hello_pb2, hello_pb2_grpc

TIMEOUT_S = 5
DIFFERENT_CALLS = 1024
NAME = "a good friend"


def calls_of(kind):
    varies = kind["headersVary"] or "nameBytes" in kind
    return [_call(index, kind) for index in range(DIFFERENT_CALLS if varies else 1)]


def _call(index, kind):
    name = NAME
    if "nameBytes" in kind:
        letters = "abcdefghijklmnopqrstuvwxyz "
        name = (f"friend {index} " + letters * kind["nameBytes"])[: kind["nameBytes"]]
    metadata = None
    if kind["headersVary"]:
        metadata = (
            ("x-request-id", f"{index:08x}-0000-4000-8000-{index * 7919:012x}"),
            ("traceparent", f"00-{index * 104729 + 1:032x}-{index * 7919 + 1:016x}-01"),
        )
    return name, metadata, f"Hello {name}, I am a gRPC server!"


def main():
    request = load.read_request()
    calls = calls_of(request["kind"])
    greeter = hello_pb2_grpc.GreeterStub(grpc.insecure_channel(request["target"]))
    # Its next() is one step of the interpreter, so threads may share it.
    indexes = itertools.count()

    def worker(complete):
        is_wanted = True
        while is_wanted:
            name, metadata, message = calls[next(indexes) % len(calls)]
            reply = greeter.SayHello(
                hello_pb2.HelloRequest(name=name), timeout=TIMEOUT_S, metadata=metadata
            )
            if reply.message != message:
                raise ValueError(f"reply is not the one expected: {reply.message!r}")
            is_wanted = complete()

    load.serve(request, request["inFlight"], False, worker)


if __name__ == "__main__":
    sys.exit(main())
