"""A UserService client on grpcio: python client.py [host:port] [user id] [--timeout-ms N].

Prints the stats as one line of JSON and exits 0, or prints the status to stderr and exits 1.
Each call has a deadline of 5 seconds unless told otherwise.
"""

import argparse
import json
import sys

import grpc

from gen import user_pb2, user_pb2_grpc


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("target", nargs="?", default="127.0.0.1:50052")
    parser.add_argument("user_id", nargs="?", type=int, default=7)
    parser.add_argument("--timeout-ms", type=int, default=5000)
    options = parser.parse_args()
    with grpc.insecure_channel(options.target) as channel:
        users = user_pb2_grpc.UserServiceStub(channel)
        try:
            user = users.GetUserStats(
                user_pb2.UserRequest(user_id=options.user_id),
                timeout=options.timeout_ms / 1000,
            )
        except grpc.RpcError as error:
            print(f"{error.code().name}: {error.details()}", file=sys.stderr)
            return 1
    stats = {
        "userId": user.user_id,
        "username": user.username,
        "totalPoints": user.total_points,
        "isActive": user.is_active,
    }
    print(json.dumps(stats, separators=(",", ":")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
