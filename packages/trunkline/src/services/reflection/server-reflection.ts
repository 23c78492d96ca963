// What a server serves, told to programs that have no .proto files of it (gRPC "Server Reflection"). The files are
// those that generated services carry, byte for byte.

import { Status } from "../../grpc/index.js";
import {
  ServerReflection,
  type ServerReflectionRequest,
  type ServerReflectionResponseInit,
  ServerReflectionV1Alpha,
} from "../../proto/index.js";
import type { FileDescription, ServiceType } from "../../protobuf/index.js";
import type { Server } from "../../server/index.js";
import { FileIndex } from "./file-index.js";

/** Options of `addReflection`. */
export interface ReflectionOptions {
  /** Files to tell of beside those of the services: of extensions, and of types that travel in `Any`. */
  readonly files?: readonly FileDescription[] | undefined;
}

/**
 * Adds the service `grpc.reflection.v1.ServerReflection` to a server, and `v1alpha` of it, which older programs ask
 * for: grpcurl, `buf curl` and others then need no .proto files. It tells of every service that the server has.
 *
 *     addReflection(server);
 *
 * Nothing is made before somebody asks.
 * @throws TypeError when the server listens already or has a reflection service, or for files that are none
 */
export function addReflection(server: Server, options: ReflectionOptions = {}): void {
  const { files = [] } = options;
  for (const file of files) {
    // Its bytes are decoded where they are looked at.
    if (typeof file?.path === "string" && Array.isArray(file.imports)) continue;
    throw new TypeError(
      "Cannot tell of a file that is none: expected the constants of generated code, such as file_shop_orders",
    );
  }
  const book = new ReflectionBook(server.services, files);
  const serverReflectionInfo = (requests: AsyncIterable<ServerReflectionRequest>) =>
    answerAll(book, requests);
  server.addService(ServerReflection, { serverReflectionInfo });
  server.addService(ServerReflectionV1Alpha, { serverReflectionInfo });
}

/** One stream of questions, answered in their order. */
async function* answerAll(
  book: ReflectionBook,
  requests: AsyncIterable<ServerReflectionRequest>,
): AsyncGenerator<ServerReflectionResponseInit, void, undefined> {
  const sent = new Set<string>();
  for await (const request of requests) {
    yield {
      validHost: request.host,
      originalRequest: request,
      messageResponse: book.answer(request, sent),
    };
  }
}

type Answer = NonNullable<ServerReflectionResponseInit["messageResponse"]>;

class ReflectionBook {
  readonly #services: ReadonlyMap<string, ServiceType>;
  readonly #files: readonly FileDescription[];
  #index: FileIndex | undefined;

  /** @param services those of the server, a map that grows as they are added */
  constructor(services: ReadonlyMap<string, ServiceType>, files: readonly FileDescription[]) {
    this.#services = services;
    this.#files = files;
  }

  /** @param sent the paths of the files that the stream has been given, to which those of the answer are added */
  answer({ messageRequest }: ServerReflectionRequest, sent: Set<string>): Answer {
    switch (messageRequest?.case) {
      case "fileByFilename": {
        const path = messageRequest.value;
        return fileAnswer(this.#indexed.find(path), `file ${shown(path)}`, sent);
      }
      case "fileContainingSymbol": {
        const name = messageRequest.value;
        return fileAnswer(this.#indexed.findBySymbol(name), `symbol ${shown(name)}`, sent);
      }
      case "fileContainingExtension": {
        const { containingType, extensionNumber } = messageRequest.value;
        const what = `extension ${extensionNumber} of ${shown(containingType)}`;
        const file = this.#indexed.findByExtension(containingType, extensionNumber);
        return fileAnswer(file, what, sent);
      }
      case "allExtensionNumbersOfType": {
        const typeName = messageRequest.value;
        const numbers = this.#indexed.extensionNumbersOf(typeName);
        if (numbers === undefined) return notFound(`message type ${shown(typeName)}`);
        return {
          case: "allExtensionNumbersResponse",
          value: { baseTypeName: typeName, extensionNumber: numbers },
        };
      }
      case "listServices": {
        const service = [...this.#services.keys()].sort().map((name) => ({ name }));
        return { case: "listServicesResponse", value: { service } };
      }
      case undefined:
        return errorAnswer(Status.INVALID_ARGUMENT, "The request asks for nothing that is known");
    }
  }

  get #indexed(): FileIndex {
    this.#index ??= new FileIndex([
      ...Array.from(this.#services.values(), ({ file }) => file).filter(
        (file) => file !== undefined,
      ),
      ...this.#files,
    ]);
    return this.#index;
  }
}

/** A file, and of those that it imports, they too, what this stream has not been given. */
function fileAnswer(file: FileDescription | undefined, what: string, sent: Set<string>): Answer {
  if (file === undefined) return notFound(what);
  // The file asked for comes first, and also when it has come before.
  const given = [file];
  const seen = new Set([file.path]);
  const walked = [file];
  for (const each of walked) {
    for (const one of each.imports) {
      if (seen.has(one.path)) continue;
      seen.add(one.path);
      walked.push(one);
      if (!sent.has(one.path)) given.push(one);
    }
  }
  for (const { path } of given) sent.add(path);
  return {
    case: "fileDescriptorResponse",
    value: { fileDescriptorProto: given.map(({ bytes }) => bytes) },
  };
}

function notFound(what: string): Answer {
  return errorAnswer(Status.NOT_FOUND, `The server knows no ${what}`);
}

function errorAnswer(errorCode: Status, errorMessage: string): Answer {
  return { case: "errorResponse", value: { errorCode, errorMessage } };
}

function shown(name: string): string {
  return JSON.stringify(name.slice(0, 200));
}
