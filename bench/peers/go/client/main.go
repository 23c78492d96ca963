// Command client is the benchmark's client on grpc-go, at its defaults: client <request as JSON>.
package main

import (
	"context"
	"fmt"
	"log"
	"sync/atomic"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"

	"trunkline.example/bench/load"
	"trunkline.example/bench/pb"
)

const (
	timeout        = 5 * time.Second
	differentCalls = 1024
)

type call struct {
	name, message string
	identity      metadata.MD
}

func main() {
	request := load.ReadRequest()
	connection, err := grpc.NewClient(request.Target, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		log.Fatal(err)
	}
	client := pb.NewGreeterClient(connection)
	calls := callsOf(request)
	var begun atomic.Int64
	load.Serve(request, request.InFlight, false, func(completed *atomic.Int64, isDraining *atomic.Bool) {
		for !isDraining.Load() {
			sayHello(client, calls[int(begun.Add(1))%len(calls)])
			completed.Add(1)
		}
	})
}

func sayHello(client pb.GreeterClient, wanted call) {
	background := context.Background()
	if wanted.identity != nil {
		background = metadata.NewOutgoingContext(background, wanted.identity)
	}
	limited, cancel := context.WithTimeout(background, timeout)
	defer cancel()
	reply, err := client.SayHello(limited, &pb.HelloRequest{Name: wanted.name})
	if err != nil {
		log.Fatal(err)
	}
	if reply.Message != wanted.message {
		log.Fatalf("reply is not the one expected: %q", reply.Message)
	}
}

func callsOf(request load.Request) []call {
	if request.Kind.NameBytes == 0 && !request.Kind.HeadersVary {
		return []call{callWith("a good friend", nil)}
	}
	calls := make([]call, differentCalls)
	for at := range calls {
		name := "a good friend"
		if request.Kind.NameBytes > 0 {
			name = fmt.Sprintf("friend %d ", at)
			for len(name) < request.Kind.NameBytes {
				name += "abcdefghijklmnopqrstuvwxyz "
			}
			name = name[:request.Kind.NameBytes]
		}
		var identity metadata.MD
		if request.Kind.HeadersVary {
			identity = metadata.Pairs(
				"x-request-id", fmt.Sprintf("%08x-0000-4000-8000-%012x", at, at*7919),
				"traceparent", fmt.Sprintf("00-%032x-%016x-01", at*104729+1, at*7919+1),
			)
		}
		calls[at] = callWith(name, identity)
	}
	return calls
}

func callWith(name string, identity metadata.MD) call {
	return call{name, "Hello " + name + ", I am a gRPC server!", identity}
}
