// The static table (RFC 7541 §2.3.1, Appendix A) and, for the encoder, the way from a field to its index.
// Index 1 is the first entry, as on the wire; index 0 is unused.

const entries: readonly (readonly [name: string, value: string])[] = [
  [":authority", ""],
  [":method", "GET"],
  [":method", "POST"],
  [":path", "/"],
  [":path", "/index.html"],
  [":scheme", "http"],
  [":scheme", "https"],
  [":status", "200"],
  [":status", "204"],
  [":status", "206"],
  [":status", "304"],
  [":status", "400"],
  [":status", "404"],
  [":status", "500"],
  ["accept-charset", ""],
  ["accept-encoding", "gzip, deflate"],
  ["accept-language", ""],
  ["accept-ranges", ""],
  ["accept", ""],
  ["access-control-allow-origin", ""],
  ["age", ""],
  ["allow", ""],
  ["authorization", ""],
  ["cache-control", ""],
  ["content-disposition", ""],
  ["content-encoding", ""],
  ["content-language", ""],
  ["content-length", ""],
  ["content-location", ""],
  ["content-range", ""],
  ["content-type", ""],
  ["cookie", ""],
  ["date", ""],
  ["etag", ""],
  ["expect", ""],
  ["expires", ""],
  ["from", ""],
  ["host", ""],
  ["if-match", ""],
  ["if-modified-since", ""],
  ["if-none-match", ""],
  ["if-range", ""],
  ["if-unmodified-since", ""],
  ["last-modified", ""],
  ["link", ""],
  ["location", ""],
  ["max-forwards", ""],
  ["proxy-authenticate", ""],
  ["proxy-authorization", ""],
  ["range", ""],
  ["referer", ""],
  ["refresh", ""],
  ["retry-after", ""],
  ["server", ""],
  ["set-cookie", ""],
  ["strict-transport-security", ""],
  ["transfer-encoding", ""],
  ["user-agent", ""],
  ["vary", ""],
  ["via", ""],
  ["www-authenticate", ""],
];

/** The highest index of the static table; the dynamic table begins one above. */
export const STATIC_COUNT = 61;

/** Names by index, 1 to 61. */
export const staticNames: readonly string[] = ["", ...entries.map(([name]) => name)];
/** Values by index, 1 to 61; empty for entries that have a name only. */
export const staticValues: readonly string[] = ["", ...entries.map(([, value]) => value)];

/** The entries of one name. */
export interface StaticName {
  /** The lowest index that has the name. */
  readonly nameIndex: number;
  /** The index of each value that the table has with the name. */
  readonly indexByValue: ReadonlyMap<string, number>;
}

function gather(): ReadonlyMap<string, StaticName> {
  const byName = new Map<string, { nameIndex: number; indexByValue: Map<string, number> }>();
  entries.forEach(([name, value], position) => {
    const index = position + 1;
    let entry = byName.get(name);
    if (entry === undefined) {
      entry = { nameIndex: index, indexByValue: new Map() };
      byName.set(name, entry);
    }
    entry.indexByValue.set(value, index);
  });
  return byName;
}

/** The static entries by name. */
export const staticByName: ReadonlyMap<string, StaticName> = gather();
