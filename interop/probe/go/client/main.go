// Command client asks a Probe on grpc-go:
//
//	client TARGET fail CODE MESSAGE DETAILS   prints the status received as JSON
//	client TARGET echo BYTES                  sends so many, by gzip, and prints what came back as JSON
//	client TARGET hold TIMEOUT_MS             a call of each kind that is held up: "outcome KIND CODE" for each
//	client TARGET slow-down                   begins to read and stops: prints "stopped", reads on at SIGUSR1, "outcome down CODE"
//	client TARGET flood-up                    sends to one that does not read: "sent N" on SIGUSR2, "outcome up CODE"
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"os/signal"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	_ "google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/encoding/gzip"
	"google.golang.org/grpc/stats"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protojson"

	"trunkline.example/probe/pb"
)

var repliesCompressed atomic.Bool

func main() {
	target, task, args := os.Args[1], os.Args[2], os.Args[3:]
	connection, err := grpc.NewClient(target, grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithStatsHandler(watcher{}))
	if err != nil {
		log.Fatal(err)
	}
	defer connection.Close()
	client := pb.NewProbeClient(connection)
	switch task {
	case "fail":
		fail(client, number(args[0]), args[1], args[2])
	case "echo":
		echo(client, number(args[0]))
	case "hold":
		hold(client, number(args[0]))
	case "slow-down":
		slowDown(client)
	case "flood-up":
		floodUp(client)
	default:
		log.Fatalf("There is no task %q", task)
	}
}

func fail(client pb.ProbeClient, code int, message, details string) {
	request := &pb.Failure{Code: int32(code), Message: message, Details: details}
	_, err := client.Fail(context.Background(), request)
	answer := status.Convert(err)
	texts := []json.RawMessage{}
	for _, detail := range answer.Proto().GetDetails() {
		text, err := protojson.Marshal(detail)
		if err != nil {
			log.Fatal(err)
		}
		texts = append(texts, text)
	}
	printJSON(map[string]any{"code": answer.Code(), "message": answer.Message(), "details": texts})
}

func echo(client pb.ProbeClient, size int) {
	request := &pb.Message{Body: make([]byte, size)}
	reply, err := client.Unary(context.Background(), request, grpc.UseCompressor(gzip.Name))
	if err != nil {
		log.Fatal(err)
	}
	printJSON(map[string]any{
		"bytes":             len(reply.Body),
		"requestCompressed": reply.CameCompressed,
		"replyCompressed":   repliesCompressed.Load(),
	})
}

// hold makes a call of each kind, each with the same deadline, and prints how each ended.
func hold(client pb.ProbeClient, timeoutMs int) {
	timeout := time.Duration(timeoutMs) * time.Millisecond
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	one := &pb.Message{Body: []byte("one")}
	held := &pb.Message{Body: []byte("one"), Hang: true}
	calls := map[string]func() error{
		"unary": func() error {
			_, err := client.Unary(ctx, held)
			return err
		},
		"down": func() error {
			stream, err := client.Down(ctx, held)
			for err == nil {
				_, err = stream.Recv()
			}
			return err
		},
		"up": func() error {
			stream, err := client.Up(ctx)
			if err != nil {
				return err
			}
			if err := stream.Send(one); err != nil {
				return err
			}
			return stream.RecvMsg(&pb.Message{})
		},
		"both": func() error {
			stream, err := client.Both(ctx)
			if err != nil {
				return err
			}
			err = stream.Send(one)
			for err == nil {
				_, err = stream.Recv()
			}
			return err
		},
	}
	var all sync.WaitGroup
	for kind, call := range calls {
		all.Go(func() { printOutcome(kind, call()) })
	}
	all.Wait()
}

func slowDown(client pb.ProbeClient) {
	stream, err := client.Down(context.Background(), &pb.Message{Body: make([]byte, 10_000)})
	if err == nil {
		_, err = stream.Recv()
	}
	if err != nil {
		log.Fatal(err)
	}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGUSR1)
	fmt.Println("stopped")
	<-signals
	for err == nil {
		_, err = stream.Recv()
	}
	printOutcome("down", err)
}

func floodUp(client pb.ProbeClient) {
	var sent atomic.Int64
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGUSR2)
	go func() {
		for range signals {
			fmt.Println("sent", sent.Load())
		}
	}()
	stream, err := client.Up(context.Background())
	if err == nil {
		err = stream.Send(&pb.Message{Hang: true})
	}
	for err == nil {
		if err = stream.Send(&pb.Message{Body: make([]byte, 10_000)}); err == nil {
			sent.Add(1)
		}
	}
	printOutcome("up", stream.RecvMsg(&pb.Message{}))
}

func printOutcome(kind string, err error) {
	fmt.Println("outcome", kind, int(status.Code(err)))
}

func printJSON(value any) {
	text, err := json.Marshal(value)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(text))
}

func number(text string) int {
	value, err := strconv.Atoi(text)
	if err != nil {
		log.Fatal(err)
	}
	return value
}

// watcher notes whether replies come compressed.
type watcher struct{}

func (watcher) TagRPC(ctx context.Context, _ *stats.RPCTagInfo) context.Context { return ctx }

func (watcher) HandleRPC(_ context.Context, event stats.RPCStats) {
	if payload, ok := event.(*stats.InPayload); ok && payload.CompressedLength < payload.Length {
		repliesCompressed.Store(true)
	}
}

func (watcher) TagConn(ctx context.Context, _ *stats.ConnTagInfo) context.Context { return ctx }

func (watcher) HandleConn(context.Context, stats.ConnStats) {}
