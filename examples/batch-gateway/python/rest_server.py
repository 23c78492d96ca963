"""The same as REST/JSON: python rest_server.py [host:port], port 0 lets the system choose.

Prints the bound target as its first line and serves until SIGTERM or SIGINT.
"""

import json
import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class OrderSink(BaseHTTPRequestHandler):
    def do_POST(self):
        batch = json.loads(self.rfile.read(int(self.headers["content-length"])))
        orders = batch["orders"]
        total = sum(
            item["quantity"] * item["price"] for order in orders for item in order["items"]
        )
        body = json.dumps({"orders": len(orders), "total": total}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Requests are not logged."""


def main():
    target = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:8081"
    host, _, port = target.rpartition(":")
    server = ThreadingHTTPServer((host, int(port)), OrderSink)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    print(f"{host}:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    sys.exit(main())
