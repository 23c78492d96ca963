"""A Probe client on grpcio, for errors and compression:

python client.py TARGET fail CODE MESSAGE DETAILS   prints the status received as JSON
python client.py TARGET echo BYTES                  sends so many, by gzip, and prints what came back as JSON
"""

import json
import sys

import grpc
from google.protobuf import json_format
from google.rpc import error_details_pb2  # noqa: F401: the types that details have
from grpc_status import rpc_status

from gen import probe_pb2, probe_pb2_grpc


def fail(probe, code, message, details):
    request = probe_pb2.Failure(code=int(code), message=message, details=details)
    try:
        probe.Fail(request)
    except grpc.RpcError as error:
        status = rpc_status.from_call(error)
        details = status.details if status is not None else []
        return {
            "code": error.code().value[0],
            "message": error.details(),
            "details": [json_format.MessageToDict(detail) for detail in details],
        }


def echo(probe, size):
    request = probe_pb2.Message(body=bytes(int(size)))
    reply = probe.Unary(request, compression=grpc.Compression.Gzip)
    return {"bytes": len(reply.body), "requestCompressed": reply.came_compressed}


def main():
    target, task, *arguments = sys.argv[1:]
    with grpc.insecure_channel(target) as channel:
        probe = probe_pb2_grpc.ProbeStub(channel)
        print(json.dumps({"fail": fail, "echo": echo}[task](probe, *arguments)))


if __name__ == "__main__":
    main()
