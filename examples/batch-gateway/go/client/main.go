// Command client sends orders: client [-mode batch|stream|rest] [-orders N] <host:port>.
//
// The orders are the same in each run. It prints what became of them, and what that took, as one line of JSON.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"net/http"
	"syscall"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/proto"

	"trunkline.example/batch-gateway/pb"
)

const (
	itemsAnOrder = 20
	timeout      = 5 * time.Minute
)

type report struct {
	Orders int32   `json:"orders"`
	Total  float64 `json:"total"`
	// Bytes of the message, or of all messages.
	Bytes     int     `json:"bytes"`
	ElapsedMs float64 `json:"elapsedMs"`
	PeakBytes int64   `json:"peakBytes"`
}

func main() {
	mode := flag.String("mode", "batch", "batch, stream or rest")
	count := flag.Int("orders", 1000, "how many orders")
	flag.Parse()
	batch := &pb.OrderBatch{Orders: make([]*pb.Order, *count)}
	for at := range batch.Orders {
		batch.Orders[at] = order(at)
	}
	var result report
	started := time.Now()
	switch *mode {
	case "batch":
		result = sendBatch(flag.Arg(0), batch)
	case "stream":
		result = sendStream(flag.Arg(0), batch)
	case "rest":
		result = sendREST(flag.Arg(0), batch)
	default:
		log.Fatalf("unknown mode %q: expected batch, stream or rest", *mode)
	}
	result.ElapsedMs = float64(time.Since(started).Microseconds()) / 1000
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		log.Fatal(err)
	}
	result.PeakBytes = usage.Maxrss * 1024
	printed, err := json.Marshal(result)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(printed))
}

func order(at int) *pb.Order {
	items := make([]*pb.Item, itemsAnOrder)
	for index := range items {
		items[index] = &pb.Item{
			Sku:      fmt.Sprintf("SKU-%05d-%02d", at*7919%100000, index),
			Title:    fmt.Sprintf("Thing number %d of a kind", (at*31+index*17)%5000),
			Quantity: int32(1 + (at+index)%9),
			Price:    float64(100+(at*13+index*7)%9900) / 100,
		}
	}
	return &pb.Order{
		Id:          int64(1_000_000_000 + at),
		Customer:    fmt.Sprintf("Customer %d", at*37%20000),
		Email:       fmt.Sprintf("customer%d@example.com", at*37%20000),
		CreatedAtMs: 1_767_225_600_000 + int64(at)*1000,
		Items:       items,
	}
}

func connect(target string) pb.OrderSinkClient {
	connection, err := grpc.NewClient(target, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		log.Fatal(err)
	}
	return pb.NewOrderSinkClient(connection)
}

func sendBatch(target string, batch *pb.OrderBatch) report {
	limited, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	receipt, err := connect(target).TakeBatch(limited, batch)
	if err != nil {
		log.Fatal(err)
	}
	return report{Orders: receipt.Orders, Total: receipt.Total, Bytes: proto.Size(batch)}
}

func sendStream(target string, batch *pb.OrderBatch) report {
	limited, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	stream, err := connect(target).TakeOrders(limited)
	if err != nil {
		log.Fatal(err)
	}
	sent := 0
	for _, order := range batch.Orders {
		sent += proto.Size(order)
		if err := stream.Send(order); err != nil {
			log.Fatal(err)
		}
	}
	receipt, err := stream.CloseAndRecv()
	if err != nil {
		log.Fatal(err)
	}
	return report{Orders: receipt.Orders, Total: receipt.Total, Bytes: sent}
}

func sendREST(target string, batch *pb.OrderBatch) report {
	body, err := json.Marshal(batch)
	if err != nil {
		log.Fatal(err)
	}
	client := http.Client{Timeout: timeout}
	response, err := client.Post("http://"+target+"/", "application/json", bytes.NewReader(body))
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		log.Fatalf("HTTP status %d", response.StatusCode)
	}
	result := report{Bytes: len(body)}
	if err := json.NewDecoder(response.Body).Decode(&result); err != nil {
		log.Fatal(err)
	}
	return result
}
