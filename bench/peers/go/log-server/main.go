// Command log-server is the benchmark's stream on grpc-go, at its defaults.
//
// It prints the bound target as its first line and serves until it is killed.
package main

import (
	"fmt"
	"log"
	"net"
	"strings"

	"google.golang.org/grpc"

	"trunkline.example/bench/pb"
)

type logService struct {
	pb.UnimplementedLogServiceServer
}

func (logService) ListLogs(request *pb.LogRequest, stream grpc.ServerStreamingServer[pb.LogResponse]) error {
	lines := make([]string, 1000)
	for at := range lines {
		line := fmt.Sprintf("line %d ", at)
		lines[at] = line + strings.Repeat(".", int(request.LineBytes)-len(line))
	}
	for at := 0; ; at++ {
		if err := stream.Send(&pb.LogResponse{Line: lines[at%len(lines)]}); err != nil {
			return err
		}
	}
}

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	server := grpc.NewServer()
	pb.RegisterLogServiceServer(server, logService{})
	fmt.Println(listener.Addr())
	if err := server.Serve(listener); err != nil {
		log.Fatal(err)
	}
}
