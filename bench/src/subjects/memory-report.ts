// Loaded before a server whose memory is looked at: at SIGUSR2 it collects garbage and prints what is
// left of the JavaScript heap, in bytes. Node has to be run with --expose-gc.

process.on("SIGUSR2", () => {
  // What the first finds dead may keep the second from nothing: finalizers run between the two.
  globalThis.gc?.();
  setImmediate(() => {
    globalThis.gc?.();
    console.log(`heap ${process.memoryUsage().heapUsed}`);
  });
});
