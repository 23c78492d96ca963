// Command watch connects to a server with client-side health checking: watch host:port service.
//
// It prints each state of the channel as a line. READY is a server that says SERVING of the service.
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	_ "google.golang.org/grpc/health"
)

func main() {
	target, service := os.Args[1], os.Args[2]
	config := fmt.Sprintf(`{
		"loadBalancingConfig": [{"round_robin": {}}],
		"healthCheckConfig": {"serviceName": %q}
	}`, service)
	connection, err := grpc.NewClient(target,
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultServiceConfig(config))
	if err != nil {
		log.Fatal(err)
	}
	defer connection.Close()
	connection.Connect()
	for {
		state := connection.GetState()
		fmt.Println(state)
		connection.WaitForStateChange(context.Background(), state)
	}
}
