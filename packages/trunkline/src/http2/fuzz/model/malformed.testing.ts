// When a header section is malformed (RFC 9113 §8.1.1, §8.2, §8.3), written from the RFC a second time. Of what
// the RFC leaves to HTTP's own grammar nothing is asked here.

const connectionSpecific = [
  "connection",
  "proxy-connection",
  "keep-alive",
  "transfer-encoding",
  "upgrade",
];

export type Section = "request" | "response" | "trailers";

/** True when `fields`, names and values in turn, cannot be a section of this kind. */
export function isMalformed(fields: readonly string[], section: Section): boolean {
  const pairs: (readonly [name: string, value: string])[] = [];
  for (let at = 0; at < fields.length; at += 2) pairs.push([fields[at]!, fields[at + 1]!]);
  const firstRegular = pairs.findIndex(([name]) => !name.startsWith(":"));
  const pseudo = firstRegular === -1 ? pairs : pairs.slice(0, firstRegular);
  const regular = firstRegular === -1 ? [] : pairs.slice(firstRegular);
  return isControlWrong(pseudo, section) || regular.some(isFieldWrong) || isLengthWrong(regular);
}

/** Pseudo-headers: which, how often, and not empty (§8.3). */
function isControlWrong(pseudo: readonly (readonly [string, string])[], section: Section): boolean {
  if (section === "trailers") return pseudo.length > 0;
  const known = section === "request" ? [":method", ":scheme", ":path", ":authority"] : [":status"];
  const required = section === "request" ? known.slice(0, 3) : known;
  const names = pseudo.map(([name]) => name);
  if (names.some((name) => !known.includes(name)) || new Set(names).size < names.length)
    return true;
  if (required.some((name) => !names.includes(name))) return true;
  return pseudo.some(
    ([name, value]) =>
      isValueWrong(value) ||
      (required.includes(name) && value === "") ||
      (name === ":status" && !/^[1-9]\d\d$/.test(value)),
  );
}

function isFieldWrong([name, value]: readonly [string, string]): boolean {
  const hasForbiddenOctet = [...name].some((character) => {
    const octet = character.charCodeAt(0);
    return octet <= 0x20 || (octet >= 0x41 && octet <= 0x5a) || octet >= 0x7f || octet === 0x3a;
  });
  return (
    name === "" ||
    hasForbiddenOctet ||
    isValueWrong(value) ||
    connectionSpecific.includes(name) ||
    (name === "te" && value !== "trailers")
  );
}

function isValueWrong(value: string): boolean {
  return /[\0\r\n]/.test(value) || /^[ \t]|[ \t]$/.test(value);
}

function isLengthWrong(regular: readonly (readonly [string, string])[]): boolean {
  const lengths = regular.filter(([name]) => name === "content-length").map(([, value]) => value);
  return lengths.some((value) => !/^\d+$/.test(value) || value !== lengths[0]);
}

/** What a section promises of its content; null where it promises nothing. */
export function promisedLength(fields: readonly string[]): number | null {
  for (let at = 0; at < fields.length; at += 2) {
    if (fields[at] === "content-length") return Number(fields[at + 1]);
  }
  return null;
}
