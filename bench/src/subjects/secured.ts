// Servers that speak TLS: whoever starts one gives it the key and certificate in its environment.

import type { Command } from "@trunkline/interop";
import type { IssuedCertificate } from "@trunkline/scripts/certificates";

/** `command`, which is to speak TLS with `certificate`. */
export function secured(command: Command, { key, cert }: IssuedCertificate): Command {
  return { ...command, env: { ...command.env, BENCH_TLS_KEY: key, BENCH_TLS_CERT: cert } };
}

/** What this server has been given; undefined where it is to speak plaintext. */
export function givenCertificate(): IssuedCertificate | undefined {
  const { BENCH_TLS_KEY: key, BENCH_TLS_CERT: cert } = process.env;
  return key === undefined || cert === undefined ? undefined : { key, cert };
}
