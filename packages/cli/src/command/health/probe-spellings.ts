// The spellings of grpc_health_probe, whose flags have one dash, for manifests that are there already:
// `-addr=:5000` is `--addr=:5000`, `-tls=true` is `--tls`.

const WITH_VALUE: readonly string[] = [
  "addr",
  "connect-timeout",
  "rpc-header",
  "rpc-timeout",
  "service",
  "tls-ca-cert",
  "tls-client-cert",
  "tls-client-key",
  "tls-server-name",
  "user-agent",
];

const SWITCHES: readonly string[] = ["tls", "tls-no-verify", "v"];

/** `args` with our spellings. */
export function withProbeSpellings(args: readonly string[]): readonly string[] {
  return args.flatMap((arg) => {
    const [, name = "", value] = /^--?([a-z-]+)(?:=(.*))?$/s.exec(arg) ?? [];
    const own = name === "v" ? "-v" : `--${name}`;
    if (SWITCHES.includes(name)) {
      if (value === undefined || value === "true") return [own];
      return value === "false" ? [] : [arg];
    }
    if (!WITH_VALUE.includes(name)) return [arg];
    return [value === undefined ? own : `${own}=${value}`];
  });
}
