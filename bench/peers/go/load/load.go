// Package load is what every measured client does: it keeps a number of calls in flight and tells what
// that took, as bench/src/subjects/client-load.ts does for clients on Node.
package load

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"os/signal"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// Request is the first argument.
type Request struct {
	Target   string
	InFlight int
	Streams  int
	Kind     struct {
		NameBytes   int
		HeadersVary bool
	}
	LineBytes int
	WarmupMs  int
	MeasureMs int
	ServerPid int
}

// Result is printed after each round, as one line of JSON.
type Result struct {
	Completed      int64   `json:"completed"`
	Answered       int64   `json:"answered"`
	ElapsedMs      float64 `json:"elapsedMs"`
	CPUMicros      int64   `json:"cpuMicros"`
	GeneratorShare float64 `json:"generatorShare"`
}

// ReadRequest takes the request from the command line.
func ReadRequest() Request {
	var request Request
	if err := json.Unmarshal([]byte(os.Args[1]), &request); err != nil {
		log.Fatal(err)
	}
	return request
}

// Serve prints "ready", and at each SIGUSR2 runs workers until the window is over and prints the result. A
// worker counts what it completes and returns once isDraining tells true. The CPU time is this process's, and
// the share of a core the server's; for readers of streams, which are not what is measured, the other way round.
func Serve(request Request, workers int, isReader bool, worker func(completed *atomic.Int64, isDraining *atomic.Bool)) {
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, syscall.SIGUSR2)
	fmt.Println("ready")
	for range asked {
		result, err := json.Marshal(run(request, workers, isReader, worker))
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(string(result))
	}
}

func run(request Request, workers int, isReader bool, worker func(*atomic.Int64, *atomic.Bool)) Result {
	var completed atomic.Int64
	var isDraining atomic.Bool
	var all sync.WaitGroup
	for range workers {
		all.Go(func() { worker(&completed, &isDraining) })
	}
	time.Sleep(time.Duration(request.WarmupMs) * time.Millisecond)
	completedBefore := completed.Load()
	serverBefore := serverMicros(request.ServerPid)
	ownBefore := ownMicros()
	started := time.Now()
	time.Sleep(time.Duration(request.MeasureMs) * time.Millisecond)
	elapsedMs := float64(time.Since(started).Microseconds()) / 1000
	own := ownMicros() - ownBefore
	server := serverMicros(request.ServerPid) - serverBefore
	result := Result{Completed: completed.Load() - completedBefore, ElapsedMs: elapsedMs}
	measured, other := own, server
	if isReader {
		measured, other = server, own
	}
	result.CPUMicros = measured
	result.GeneratorShare = float64(other) / 1000 / elapsedMs
	isDraining.Store(true)
	all.Wait()
	result.Answered = completed.Load()
	return result
}

func ownMicros() int64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		log.Fatal(err)
	}
	return usage.Utime.Sec*1e6 + usage.Utime.Usec + usage.Stime.Sec*1e6 + usage.Stime.Usec
}

// serverMicros is the CPU time of another process, 0 where the system does not tell.
func serverMicros(pid int) int64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	// After the program's name in parentheses, utime and stime are fields 14 and 15, in ticks of 10 ms.
	fields := strings.Fields(string(text[strings.LastIndex(string(text), ")")+2:]))
	var user, system int64
	fmt.Sscan(fields[11], &user)
	fmt.Sscan(fields[12], &system)
	return (user + system) * 10_000
}
