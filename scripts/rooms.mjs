// The rooms: who may import whom. A room is a folder of a package's `src`; the files directly in `src`
// are its entry points and may import every room. `scripts/architecture.mjs` walks every import, type
// imports too, against this table. docs/architecture.md tells what each room is for.

/**
 * @typedef {object} Package
 * @property {Record<string, readonly string[]>} rooms Each room and the rooms of its package that it may import.
 * @property {Record<string, readonly string[]>} builtins Each room and the Node modules that it may import; a
 *   room that is not listed may import none, and so runs wherever JavaScript does. `*` stands for all.
 * @property {readonly string[]} timers The rooms that may use real timers.
 */

/** @type {Record<string, Package>} */
export const packages = {
  "packages/trunkline": {
    rooms: {
      base: [],
      hpack: ["base"],
      http2: ["base", "hpack"],
      protobuf: ["base"],
      proto: ["base", "protobuf"],
      grpc: ["base", "protobuf", "proto"],
      transport: ["base", "http2"],
      client: ["base", "transport", "http2", "grpc", "protobuf", "proto"],
      server: ["base", "transport", "http2", "grpc", "protobuf", "proto"],
      interceptors: ["base", "grpc", "protobuf"],
      services: ["base", "client", "server", "grpc", "protobuf", "proto"],
      testing: ["base", "transport", "http2", "grpc", "protobuf", "proto", "client", "server"],
    },
    builtins: {
      transport: ["*"],
      client: ["node:dns/promises"],
    },
    timers: ["transport", "testing"],
  },
  "packages/compiler": {
    rooms: {
      source: [],
      diagnostic: ["source"],
      lexer: ["source", "diagnostic"],
      ast: ["source", "lexer"],
      parser: ["source", "diagnostic", "lexer", "ast"],
      descriptor: [],
      linker: ["source", "diagnostic", "lexer", "ast", "parser", "descriptor"],
      "descriptor-set": ["source", "ast", "descriptor", "linker"],
      codegen: ["descriptor"],
      plugin: ["descriptor", "descriptor-set", "linker", "codegen"],
      fuzz: ["source", "diagnostic", "linker", "descriptor-set"],
    },
    builtins: {},
    timers: [],
  },
  "packages/cli": {
    rooms: {
      deps: [],
      command: ["deps"],
    },
    builtins: { deps: ["*"], command: ["*"], "": ["*"] },
    timers: ["", "deps", "command"],
  },
};

/**
 * Pairs of rooms of which neither may import the other, not even in a test: what they share lies below
 * both, and what is tested over both lies in interop/.
 */
export const strangers = [["client", "server"]];

/** Folders whose programs use the packages as anyone would: by name, through public entry points. */
export const outsiders = ["examples", "interop", "bench", "test"];
