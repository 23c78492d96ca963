"""An OrderSink on grpcio: python server.py [host:port], port 0 lets the system choose.

Prints the bound target as its first line and serves until SIGTERM or SIGINT.
"""

import signal
import sys
from concurrent import futures

import grpc

from gen import batch_pb2, batch_pb2_grpc

MOST_BYTES = 256 * 2**20


def total_of(order):
    return sum(item.quantity * item.price for item in order.items)


class OrderSink(batch_pb2_grpc.OrderSinkServicer):
    def TakeBatch(self, request, context):
        total = sum(total_of(order) for order in request.orders)
        return batch_pb2.Receipt(orders=len(request.orders), total=total)

    def TakeOrders(self, request_iterator, context):
        receipt = batch_pb2.Receipt()
        for order in request_iterator:
            receipt.orders += 1
            receipt.total += total_of(order)
        return receipt


def main():
    target = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:50055"
    options = [("grpc.max_receive_message_length", MOST_BYTES)]
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=4), options=options)
    batch_pb2_grpc.add_OrderSinkServicer_to_server(OrderSink(), server)
    port = server.add_insecure_port(target)
    server.start()
    signal.signal(signal.SIGTERM, lambda *_: server.stop(grace=1))
    signal.signal(signal.SIGINT, lambda *_: server.stop(grace=1))
    print(f"{target.rpartition(':')[0]}:{port}", flush=True)
    server.wait_for_termination()


if __name__ == "__main__":
    sys.exit(main())
