// The health of a server's services (gRPC "Health Checking"): what the program says of them, and who is told.
//
// A service has the status that was set for it; a service of the server for which none was set has that of the
// server as a whole, which is SERVING until something else is said. Once the server begins to close everything is
// NOT_SERVING, whatever was said and will be said.

import { Status, StatusError } from "../../grpc/index.js";
import { Health, type HealthCheckResponseInit } from "../../proto/index.js";
import type { ServiceType } from "../../protobuf/index.js";
import type { Server } from "../../server/index.js";
import { assertServingStatus, type ServingStatus, toNumber } from "./serving-status.js";
import { Watcher, type WatcherOwner } from "./watcher.js";

/** The name of the server as a whole. */
const WHOLE = "";

/** Statuses that List gives. */
const MAX_LISTED = 100;

/** A name is kept for as long as it is watched, by clients whom nobody may know: it is no place for megabytes. */
const MAX_NAME_LENGTH = 1_000;

/** What a server says of itself to those who ask; made by `addHealth`. */
export interface ServerHealth {
  /**
   * Says how `service` is doing: a generated service or its full name, or any name that somebody asks for; `""` is the
   * server as a whole and all of its services for which nothing else was said. Whoever watches hears of it.
   *
   *     health.setStatus(Orders, "NOT_SERVING");
   *
   * Once the server closes it changes nothing.
   * @throws RangeError for a status that is none, TypeError for a service that is none
   */
  setStatus(service: ServiceType | string, status: ServingStatus): void;

  /** Takes back what was said of `service`. @throws TypeError for a service that is none */
  clearStatus(service: ServiceType | string): void;

  /** What is answered for `service`; undefined when it is unknown. @throws TypeError for a service that is none */
  statusOf(service: ServiceType | string): ServingStatus | undefined;

  /**
   * Answers on another server too, such as a plaintext one beside one with TLS, for probes that speak no TLS. It is still
   * the first server whose services and whose end this is about; when the other one closes, its watchers are told to go.
   * @throws TypeError when that server listens already or has a health service
   */
  addTo(server: Server): void;

  /**
   * Says NOT_SERVING of everything, for good, while calls are still taken: for those who send traffic elsewhere only
   * after a while. Closing the server does it too.
   */
  shutDown(): void;
}

/**
 * Adds the service `grpc.health.v1.Health` to a server: `Check`, `List` and `Watch`.
 *
 *     const health = addHealth(server);
 *     health.setStatus(Orders, "NOT_SERVING"); // until the database is back
 *
 * The server and its services are SERVING until something else is said, and NOT_SERVING from the moment at which
 * `server.close()` is called, before calls are refused.
 * @throws TypeError when the server listens already or has a health service
 */
export function addHealth(server: Server): ServerHealth {
  const health = new HealthState(server);
  health.addTo(server);
  return health;
}

class HealthState implements ServerHealth, WatcherOwner {
  /** The server that this is about. */
  readonly #server: Server;
  readonly #said = new Map<string, ServingStatus>();
  /** By the service they watch. */
  readonly #watchers = new Map<string, Set<Watcher>>();
  #isShutDown = false;

  constructor(server: Server) {
    this.#server = server;
  }

  setStatus(service: ServiceType | string, status: ServingStatus): void {
    const name = nameOf(service);
    assertServingStatus(name, status);
    this.#said.set(name, status);
    this.#tell(name);
  }

  clearStatus(service: ServiceType | string): void {
    const name = nameOf(service);
    if (this.#said.delete(name)) this.#tell(name);
  }

  statusOf(service: ServiceType | string): ServingStatus | undefined {
    return this.#statusOf(nameOf(service));
  }

  addTo(server: Server): void {
    let ended: StatusError | undefined;
    server.addService(Health, {
      check: ({ service }) => this.#check(service),
      list: () => this.#list(),
      watch: ({ service }) => this.#watch(service, server, ended),
    });
    server.onClosing(() => {
      if (server === this.#server) this.shutDown();
      ended = new StatusError(Status.UNAVAILABLE, "The server is shutting down");
      this.#end(server, ended);
    });
  }

  shutDown(): void {
    if (this.#isShutDown) return;
    this.#isShutDown = true;
    this.#tell(WHOLE);
  }

  forget(watcher: Watcher): void {
    const watchers = this.#watchers.get(watcher.service);
    watchers?.delete(watcher);
    if (watchers?.size === 0) this.#watchers.delete(watcher.service);
  }

  #statusOf(name: string): ServingStatus | undefined {
    const said = this.#said.get(name);
    if (said === undefined && name !== WHOLE && !this.#server.services.has(name)) return undefined;
    if (this.#isShutDown) return "NOT_SERVING";
    return said ?? this.#said.get(WHOLE) ?? "SERVING";
  }

  #check(name: string): HealthCheckResponseInit {
    const status = this.#statusOf(name);
    if (status === undefined) {
      const shown = JSON.stringify(name.slice(0, 200));
      throw new StatusError(Status.NOT_FOUND, `The server has no service ${shown}`);
    }
    return { status: toNumber(status) };
  }

  #list(): { statuses: Map<string, HealthCheckResponseInit> } {
    const names = new Set([WHOLE, ...this.#server.services.keys(), ...this.#said.keys()]);
    if (names.size > MAX_LISTED) {
      throw new StatusError(
        Status.RESOURCE_EXHAUSTED,
        `Cannot list ${names.size} statuses: expected at most ${MAX_LISTED}; ask for each with Check`,
      );
    }
    return { statuses: new Map(Array.from(names, (name) => [name, this.#check(name)])) };
  }

  #watch(name: string, server: Server, ended: StatusError | undefined): Watcher {
    if (name.length > MAX_NAME_LENGTH) {
      throw new StatusError(
        Status.INVALID_ARGUMENT,
        `Cannot watch a service whose name has ${name.length} characters: expected at most ${MAX_NAME_LENGTH}`,
      );
    }
    const watcher = new Watcher(this, server, name, toNumber(this.#statusOf(name)));
    const watchers = this.#watchers.get(name);
    if (watchers === undefined) this.#watchers.set(name, new Set([watcher]));
    else watchers.add(watcher);
    if (ended !== undefined) watcher.end(ended);
    return watcher;
  }

  /** What was said of `name` has changed, and with the whole everything may have. */
  #tell(name: string): void {
    for (const [watched, watchers] of this.#watchers) {
      if (name !== WHOLE && watched !== name) continue;
      const status = toNumber(this.#statusOf(watched));
      for (const watcher of watchers) watcher.update(status);
    }
  }

  /** The watchers of a server that closes go, or it would wait for them. */
  #end(server: Server, error: StatusError): void {
    for (const watchers of this.#watchers.values()) {
      for (const watcher of watchers) {
        if (watcher.server === server) watcher.end(error);
      }
    }
  }
}

/** @throws TypeError for what is neither a generated service nor a name */
function nameOf(service: ServiceType | string): string {
  const name: unknown = typeof service === "string" ? service : service?.typeName;
  if (typeof name === "string") return name;
  throw new TypeError(
    "Cannot tell the health of a service: expected a generated service or a name",
  );
}
