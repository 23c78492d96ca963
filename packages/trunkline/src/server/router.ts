// From a request's path to the function that serves it, exactly: no path is made to fit.

import type { ServiceType } from "../protobuf/index.js";
import { type AnyHandler, createRoute, type Route } from "./route.js";
import type { ServerInterceptor } from "./server-interceptor.js";

export class Router {
  readonly #routes = new Map<string, Route>();
  readonly #services = new Map<string, ServiceType>();

  /**
   * Adds a service with its handlers.
   *
   * @param isParent calls that handlers make have theirs as parent
   * @throws TypeError for a service added twice, a handler that is no function, one that is missing
   * unless `isPartial`, and one of a plain object that belongs to no rpc
   */
  add(
    service: ServiceType,
    handlers: object,
    isPartial: boolean,
    interceptors: readonly ServerInterceptor[],
    isParent = false,
  ): void {
    const { typeName, methods } = service;
    if (this.#services.has(typeName)) {
      throw new TypeError(`Cannot add service "${typeName}" twice: it has been added already`);
    }
    if (typeof handlers !== "object" || handlers === null) {
      throw new TypeError(
        `Cannot add service "${typeName}": expected an object with its handlers and not ${String(handlers)}`,
      );
    }
    assertNoStrangers(service, handlers);
    const routes = Object.entries(methods).map(([name, method]) => {
      const handler = (handlers as Record<string, unknown>)[name];
      if (handler === undefined && !isPartial) {
        throw new TypeError(
          `Cannot add service "${typeName}": it has no handler "${name}"; write { partial: true } if that is meant`,
        );
      }
      if (handler !== undefined && typeof handler !== "function") {
        throw new TypeError(
          `Cannot add service "${typeName}": handler "${name}" is a ${typeof handler} and not a function`,
        );
      }
      return createRoute(
        method,
        handler as AnyHandler | undefined,
        handlers,
        interceptors,
        isParent,
      );
    });
    for (const route of routes) this.#routes.set(route.method.path, route);
    this.#services.set(typeName, service);
  }

  /** The services added, by name. */
  get services(): ReadonlyMap<string, ServiceType> {
    return this.#services;
  }

  find(path: string): Route | undefined {
    return this.#routes.get(path);
  }

  /** Why there is no route for `path`, in one sentence. */
  explain(path: string): string {
    const match = /^\/([^/]+)\/([^/]+)$/.exec(path);
    const shown = JSON.stringify(path.slice(0, 200));
    if (match === null) return `The path ${shown} is not "/service/method"`;
    const [, serviceName = "", methodName = ""] = match;
    const service = this.#services.get(serviceName);
    if (service === undefined) {
      return `The server has no service ${JSON.stringify(serviceName.slice(0, 200))}`;
    }
    const names = Object.values(service.methods).map(({ name }) => name);
    const alike = names.find((name) => name.toLowerCase() === methodName.toLowerCase());
    const hint = alike === undefined ? "" : `; is "${alike}" meant?`;
    return `The service "${serviceName}" has no method ${JSON.stringify(methodName.slice(0, 200))}${hint}`;
  }
}

/** A plain object's functions are all handlers, so one that fits no rpc is a slip of the pen. */
function assertNoStrangers(service: ServiceType, handlers: object): void {
  const prototype = Object.getPrototypeOf(handlers) as unknown;
  if (prototype !== Object.prototype && prototype !== null) return;
  for (const [name, value] of Object.entries(handlers)) {
    if (typeof value !== "function" || Object.hasOwn(service.methods, name)) continue;
    throw new TypeError(
      `Cannot add service "${service.typeName}": it has no rpc for handler "${name}"; it has ${Object.keys(service.methods).join(", ")}`,
    );
  }
}
