// Command server is a UserService on grpc-go: server [-hang] [host:port], port 0 lets the system choose.
//
// It prints the bound target as its first line and serves until SIGTERM or SIGINT. With -hang each
// call waits until it is cancelled and then prints "query cancelled: REASON".
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"net"
	"os"
	"os/signal"
	"syscall"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"trunkline.example/user-stats/pb"
)

type userService struct {
	pb.UnimplementedUserServiceServer
	hang bool
}

func (s *userService) GetUserStats(ctx context.Context, request *pb.UserRequest) (*pb.UserResponse, error) {
	if s.hang {
		<-ctx.Done()
		fmt.Printf("query cancelled: %v\n", ctx.Err())
		return nil, status.FromContextError(ctx.Err()).Err()
	}
	if request.UserId <= 0 {
		return nil, status.Errorf(codes.NotFound, "No user %d", request.UserId)
	}
	return &pb.UserResponse{
		UserId:      request.UserId,
		Username:    fmt.Sprintf("user-%d", request.UserId),
		TotalPoints: request.UserId * 100,
		IsActive:    request.UserId%2 == 1,
	}, nil
}

func main() {
	hang := flag.Bool("hang", false, "never answer")
	flag.Parse()
	target := "127.0.0.1:50052"
	if flag.NArg() > 0 {
		target = flag.Arg(0)
	}
	listener, err := net.Listen("tcp", target)
	if err != nil {
		log.Fatal(err)
	}
	server := grpc.NewServer()
	pb.RegisterUserServiceServer(server, &userService{hang: *hang})
	stopped := make(chan os.Signal, 1)
	signal.Notify(stopped, syscall.SIGTERM, syscall.SIGINT)
	go func() {
		<-stopped
		server.Stop()
	}()
	fmt.Println(listener.Addr())
	if err := server.Serve(listener); err != nil {
		log.Fatal(err)
	}
}
