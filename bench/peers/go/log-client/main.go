// Command log-client is the benchmark's reader on grpc-go, at its defaults: log-client <request as JSON>.
package main

import (
	"context"
	"log"
	"sync/atomic"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"trunkline.example/bench/load"
	"trunkline.example/bench/pb"
)

func main() {
	request := load.ReadRequest()
	connection, err := grpc.NewClient(request.Target, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		log.Fatal(err)
	}
	client := pb.NewLogServiceClient(connection)
	load.Serve(request, request.Streams, true, func(completed *atomic.Int64, isDraining *atomic.Bool) {
		leaving, leave := context.WithCancel(context.Background())
		defer leave()
		stream, err := client.ListLogs(leaving, &pb.LogRequest{LineBytes: int32(request.LineBytes)})
		if err != nil {
			log.Fatal(err)
		}
		for !isDraining.Load() {
			response, err := stream.Recv()
			if err != nil {
				log.Fatal(err)
			}
			if len(response.Line) != request.LineBytes {
				log.Fatalf("line is not the one expected: %q", response.Line)
			}
			completed.Add(1)
		}
	})
}
