// Command client asks a UserService for one user on grpc-go: client [-timeout-ms N] [host:port] [user id].
//
// It prints the stats as one line of JSON and exits 0, or prints the status to stderr and exits 1.
// Each call has a deadline of 5 seconds unless told otherwise.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"strconv"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"

	"trunkline.example/user-stats/pb"
)

type stats struct {
	UserID      int32  `json:"userId"`
	Username    string `json:"username"`
	TotalPoints int32  `json:"totalPoints"`
	IsActive    bool   `json:"isActive"`
}

func main() {
	timeoutMs := flag.Int("timeout-ms", 5000, "deadline of the call, in milliseconds")
	flag.Parse()
	target, userID := "127.0.0.1:50052", 7
	if flag.NArg() > 0 {
		target = flag.Arg(0)
	}
	if flag.NArg() > 1 {
		id, err := strconv.Atoi(flag.Arg(1))
		if err != nil {
			log.Fatal(err)
		}
		userID = id
	}
	connection, err := grpc.NewClient(target, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		log.Fatal(err)
	}
	defer connection.Close()
	ctx, cancel := context.WithTimeout(context.Background(), time.Duration(*timeoutMs)*time.Millisecond)
	defer cancel()
	user, err := pb.NewUserServiceClient(connection).GetUserStats(ctx, &pb.UserRequest{UserId: int32(userID)})
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %s\n", upperSnake(status.Code(err).String()), status.Convert(err).Message())
		os.Exit(1)
	}
	line, err := json.Marshal(stats{user.UserId, user.Username, user.TotalPoints, user.IsActive})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(line))
}

// upperSnake spells a code as the specification does: DeadlineExceeded becomes DEADLINE_EXCEEDED.
func upperSnake(name string) string {
	var spelled []rune
	for at, letter := range name {
		isUpper := letter >= 'A' && letter <= 'Z'
		if isUpper && at > 0 {
			spelled = append(spelled, '_')
		}
		if !isUpper {
			letter -= 'a' - 'A'
		}
		spelled = append(spelled, letter)
	}
	return string(spelled)
}
