"""Asks a server for its health, with grpcio-health-checking: health.py host:port service

Prints what Check says, then what Watch says, a line each, until the server ends the watch.
"""

import sys

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

target, service = sys.argv[1:]
name_of = health_pb2.HealthCheckResponse.ServingStatus.Name

with grpc.insecure_channel(target) as channel:
    health = health_pb2_grpc.HealthStub(channel)
    request = health_pb2.HealthCheckRequest(service=service)
    try:
        print("check", name_of(health.Check(request, timeout=60).status), flush=True)
    except grpc.RpcError as error:
        print("check", error.code().name, error.details(), flush=True)
    try:
        for response in health.Watch(request):
            print("watch", name_of(response.status), flush=True)
    except grpc.RpcError as error:
        print("end", error.code().name, error.details(), flush=True)
