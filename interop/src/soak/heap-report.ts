// Loaded before a program whose heap is looked at: at SIGUSR2 it collects garbage and prints what is
// left, in bytes. Node has to be run with --expose-gc.

process.on("SIGUSR2", () => {
  globalThis.gc?.();
  console.log(`heap ${process.memoryUsage().heapUsed}`);
});
