// Command server is a Probe on grpc-go: server [host:port], port 0 lets the system choose.
//
// It prints the bound target as its first line, then "begun KIND" and "ended KIND" for each call that is held up,
// and on SIGUSR2 "sent N": how many messages its streams have sent. It serves until SIGTERM.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"

	_ "google.golang.org/genproto/googleapis/rpc/errdetails"
	rpcstatus "google.golang.org/genproto/googleapis/rpc/status"
	"google.golang.org/grpc"
	_ "google.golang.org/grpc/encoding/gzip"
	"google.golang.org/grpc/stats"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/types/known/anypb"

	"trunkline.example/probe/pb"
)

var sent atomic.Int64

type probe struct {
	pb.UnimplementedProbeServer
}

func (probe) Fail(_ context.Context, failure *pb.Failure) (*pb.Message, error) {
	var texts []json.RawMessage
	if err := json.Unmarshal([]byte(failure.Details), &texts); err != nil {
		return nil, err
	}
	answer := &rpcstatus.Status{Code: failure.Code, Message: failure.Message}
	for _, text := range texts {
		detail := &anypb.Any{}
		if err := protojson.Unmarshal(text, detail); err != nil {
			return nil, err
		}
		answer.Details = append(answer.Details, detail)
	}
	return nil, status.ErrorProto(answer)
}

func (probe) Unary(ctx context.Context, request *pb.Message) (*pb.Message, error) {
	if request.Hang {
		return nil, hold(ctx, "unary")
	}
	return &pb.Message{Body: request.Body, CameCompressed: cameCompressed(ctx)}, nil
}

func (probe) Down(request *pb.Message, stream grpc.ServerStreamingServer[pb.Message]) error {
	if request.Hang {
		if err := stream.Send(&pb.Message{Body: request.Body}); err != nil {
			return err
		}
		return hold(stream.Context(), "down")
	}
	fmt.Println("begun down")
	defer fmt.Println("ended down")
	for {
		if err := stream.Send(&pb.Message{Body: request.Body}); err != nil {
			return err
		}
		sent.Add(1)
	}
}

func (probe) Up(stream grpc.ClientStreamingServer[pb.Message, pb.Message]) error {
	fmt.Println("begun up")
	defer fmt.Println("ended up")
	for {
		request, err := stream.Recv()
		if err == io.EOF {
			return stream.SendAndClose(&pb.Message{})
		}
		if err != nil {
			return err
		}
		if request.Hang {
			<-stream.Context().Done()
			return status.FromContextError(stream.Context().Err()).Err()
		}
	}
}

func (probe) Both(stream grpc.BidiStreamingServer[pb.Message, pb.Message]) error {
	fmt.Println("begun both")
	defer fmt.Println("ended both")
	for {
		request, err := stream.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := stream.Send(&pb.Message{Body: request.Body}); err != nil {
			return err
		}
	}
}

// hold waits until nobody waits for the call.
func hold(ctx context.Context, kind string) error {
	fmt.Println("begun", kind)
	defer fmt.Println("ended", kind)
	<-ctx.Done()
	return status.FromContextError(ctx.Err()).Err()
}

type compressedKey struct{}

// watcher notes with each call whether its request came compressed.
type watcher struct{}

func (watcher) TagRPC(ctx context.Context, _ *stats.RPCTagInfo) context.Context {
	return context.WithValue(ctx, compressedKey{}, new(atomic.Bool))
}

func (watcher) HandleRPC(ctx context.Context, event stats.RPCStats) {
	if payload, ok := event.(*stats.InPayload); ok && payload.CompressedLength < payload.Length {
		ctx.Value(compressedKey{}).(*atomic.Bool).Store(true)
	}
}

func (watcher) TagConn(ctx context.Context, _ *stats.ConnTagInfo) context.Context { return ctx }

func (watcher) HandleConn(context.Context, stats.ConnStats) {}

func cameCompressed(ctx context.Context) bool {
	return ctx.Value(compressedKey{}).(*atomic.Bool).Load()
}

func main() {
	target := "127.0.0.1:50055"
	if len(os.Args) > 1 {
		target = os.Args[1]
	}
	listener, err := net.Listen("tcp", target)
	if err != nil {
		log.Fatal(err)
	}
	server := grpc.NewServer(grpc.StatsHandler(watcher{}))
	pb.RegisterProbeServer(server, probe{})
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGUSR2)
	go func() {
		for each := range signals {
			if each == syscall.SIGTERM {
				server.Stop()
				return
			}
			fmt.Println("sent", sent.Load())
		}
	}()
	fmt.Println(listener.Addr())
	if err := server.Serve(listener); err != nil {
		log.Fatal(err)
	}
}
