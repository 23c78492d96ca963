"""A UserService on grpcio: python server.py [--hang] [host:port], port 0 lets the system choose.

Prints the bound target as its first line and serves until SIGTERM or SIGINT. With --hang each call
waits until it is cancelled and then prints "query cancelled: REASON".
"""

import argparse
import signal
import threading
from concurrent import futures

import grpc

from gen import user_pb2, user_pb2_grpc


class UserService(user_pb2_grpc.UserServiceServicer):
    def __init__(self, hang):
        self.hang = hang

    def GetUserStats(self, request, context):
        if self.hang:
            ended = threading.Event()
            if context.add_callback(ended.set):
                ended.wait()
            print("query cancelled: nobody waits for it", flush=True)
            context.abort(grpc.StatusCode.CANCELLED, "Nobody waits for it")
        if request.user_id <= 0:
            context.abort(grpc.StatusCode.NOT_FOUND, f"No user {request.user_id}")
        return user_pb2.UserResponse(
            user_id=request.user_id,
            username=f"user-{request.user_id}",
            total_points=request.user_id * 100,
            is_active=request.user_id % 2 == 1,
        )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--hang", action="store_true")
    parser.add_argument("target", nargs="?", default="127.0.0.1:50052")
    options = parser.parse_args()
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=4))
    user_pb2_grpc.add_UserServiceServicer_to_server(UserService(options.hang), server)
    port = server.add_insecure_port(options.target)
    server.start()
    signal.signal(signal.SIGTERM, lambda *_: server.stop(grace=1))
    signal.signal(signal.SIGINT, lambda *_: server.stop(grace=1))
    print(f"{options.target.rpartition(':')[0]}:{port}", flush=True)
    server.wait_for_termination()


if __name__ == "__main__":
    main()
