// What a fuzzer looks for: something that the engine must not do, in one sentence.

export class Finding extends Error {
  override readonly name = "Finding";
}
