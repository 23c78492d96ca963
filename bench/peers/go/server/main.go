// Command server is the benchmark's call on grpc-go, at its defaults: server [host:port].
//
// It prints the bound target as its first line and serves until it is killed.
package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"log"
	"net"
	"os"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"

	"trunkline.example/bench/pb"
)

type greeter struct {
	pb.UnimplementedGreeterServer
}

func (greeter) SayHello(_ context.Context, request *pb.HelloRequest) (*pb.HelloReply, error) {
	return &pb.HelloReply{Message: "Hello " + request.Name + ", I am a gRPC server!"}, nil
}

// security is TLS with the certificate in the environment; none where there is no such thing.
func security() []grpc.ServerOption {
	certificate, key := os.Getenv("BENCH_TLS_CERT"), os.Getenv("BENCH_TLS_KEY")
	if certificate == "" {
		return nil
	}
	pair, err := tls.X509KeyPair([]byte(certificate), []byte(key))
	if err != nil {
		log.Fatal(err)
	}
	return []grpc.ServerOption{grpc.Creds(credentials.NewServerTLSFromCert(&pair))}
}

func main() {
	target := "127.0.0.1:0"
	if len(os.Args) > 1 {
		target = os.Args[1]
	}
	listener, err := net.Listen("tcp", target)
	if err != nil {
		log.Fatal(err)
	}
	server := grpc.NewServer(security()...)
	pb.RegisterGreeterServer(server, greeter{})
	fmt.Println(listener.Addr())
	if err := server.Serve(listener); err != nil {
		log.Fatal(err)
	}
}
