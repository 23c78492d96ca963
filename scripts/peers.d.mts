/** The peers there are; each name is also the infix of the tests that need it, `greeter.python.test.ts`. */
export type PeerName =
  | "go"
  | "python"
  | "grpcurl"
  | "interop"
  | "conformance"
  | "debian"
  | "node"
  | "googleJs"
  | "proxies";

export interface PeerPaths {
  /** `go`: the go command, and the folder of the tools it installed. */
  readonly go: { readonly go: string; readonly bin: string };
  /** `python`: the interpreter of the virtual environment that has grpcio. */
  readonly python: { readonly python: string };
  /** `interop`: the folder of grpc-go's interop programs, `client` and `server`. */
  readonly interop: { readonly bin: string };
  /** `grpcurl`: the program. */
  readonly grpcurl: { readonly grpcurl: string };
  /** `conformance`: the folder of connectconformance and its reference peers, and that of its protos. */
  readonly conformance: { readonly bin: string; readonly proto: string };
  /** `debian`: h2load, and what its environment needs besides. */
  readonly debian: {
    readonly h2load: string;
    readonly nghttp: string;
    readonly env: Readonly<Record<string, string>>;
  };
  /** `proxies`: the four, and what their environment needs besides. */
  readonly proxies: {
    readonly nginx: string;
    readonly nghttpx: string;
    readonly caddy: string;
    readonly envoy: string;
    readonly env: Readonly<Record<string, string>>;
  };
  /** `node`: the newest Node. */
  readonly node: { readonly node: string; readonly version: string };
  /** `googleJs`: the last protoc that generates JavaScript. */
  readonly googleJs: { readonly protoc: string };
}

export type Peer<N extends PeerName> =
  | { readonly ready: true; readonly why: ""; readonly paths: PeerPaths[N] }
  | { readonly ready: false; readonly why: string; readonly paths: Partial<PeerPaths[N]> };

/** Whether a peer can be used, with why not in a sentence, and where its programs are. */
export function peer<N extends PeerName>(name: N): Peer<N>;

/** True where a missing peer is a failure and not a reason to leave tests out. */
export function arePeersRequired(): boolean;

export const peerNames: readonly PeerName[];
