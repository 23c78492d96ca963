// FileDescriptorProtos as a FileDescriptorSet.

const TAG_OF_FILE = 0x0a;

export function encodeSetOf(files: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(files.flatMap((file) => [lengthPrefix(file.length), file]));
}

function lengthPrefix(length: number): Uint8Array {
  const bytes = [TAG_OF_FILE];
  let rest = length;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) + 0x80);
  return Uint8Array.from([...bytes, rest]);
}
