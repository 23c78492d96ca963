// A message from text, field by field. Protobuf Text Format "Fields".

import { emptyMessage } from "../empty-message.js";
import { setExtension } from "../extension.js";
import { hintFor } from "../field-hint.js";
import { holdDuration, holdTimestamp } from "../held-moment.js";
import { putEntry } from "../key-samples.js";
import { resolveMaxDepth } from "../max-depth.js";
import { type FieldPlan, Kind, type MessagePlan, planOf, Shape } from "../message-plan.js";
import type { Moment } from "../moment-text.js";
import { isShortSpan, isSpan, isTime } from "../moment-text.js";
import type { AnyExtension, Registry } from "../registry.js";
import { findMissing } from "../required.js";
import { shorten } from "../shorten.js";
import { createTyped, type TypedList } from "../typed-lists.js";
import type { TextReadOptions } from "./options.js";
import { readEnum, readScalar } from "./read-scalar.js";
import { Scanner, type Token } from "./scanner.js";
import { skipValues } from "./skip-values.js";
import { fieldByTextName } from "./text-names.js";

type Message = Record<string, unknown>;

/** A message that is being filled in. */
interface Open {
  readonly plan: MessagePlan;
  readonly message: Message;
  /** The fields that have been set, which singular ones are once. */
  readonly seen: Set<FieldPlan>;
  /** Extensions with what holds their values: set when all of them have come, as each is written anew then. */
  extensions: Map<AnyExtension, Message> | undefined;
}

/** Reads one message from a text. */
export class TextReader {
  readonly #scanner: Scanner;
  readonly #registry: Registry | undefined;
  readonly #maxDepth: number;
  #depth = 0;

  constructor(text: string, { registry, maxDepth }: TextReadOptions) {
    this.#scanner = new Scanner(text);
    this.#registry = registry;
    this.#maxDepth = resolveMaxDepth(maxDepth);
  }

  /** All of the text as one message. */
  read(plan: MessagePlan): Message {
    const message = this.#fields(plan, "");
    if (this.#scanner.token.kind !== "end") this.#scanner.fail("a field");
    return message;
  }

  /** Fields up to `end`, which is not taken; empty for the end of the text. */
  #fields(plan: MessagePlan, end: string): Message {
    const scanner: Scanner = this.#scanner;
    const message = emptyMessage(plan.type);
    const open: Open = { plan, message, seen: new Set(), extensions: undefined };
    for (;;) {
      const { token } = scanner;
      if (token.kind === "end") {
        if (end !== "") scanner.fail(`a field or "${end}"`);
        break;
      }
      if (token.kind === "symbol" && token.text === end) break;
      this.#field(open);
      if (!scanner.takes(",")) scanner.takes(";");
    }
    for (const field of plan.fields) if (field.typed !== undefined) closeTyped(field, message);
    if (open.extensions !== undefined) setExtensions(message, open.extensions);
    return message;
  }

  #field(open: Open): void {
    const scanner: Scanner = this.#scanner;
    const { token } = scanner;
    if (token.kind === "symbol" && token.text === "[") {
      this.#bracketed(open, token);
      return;
    }
    if (token.kind !== "identifier") scanner.fail("a field");
    const { plan, message } = open;
    const field = fieldByTextName(plan, token.text);
    if (field === undefined) {
      if (plan.type.reservedNames.includes(token.text)) {
        scanner.take();
        skipValues(scanner, this.#maxDepth);
        return;
      }
      scanner.failAt(
        token,
        `${plan.typeName} has no field ${shorten(token.text)}${hintFor(
          token.text,
          plan.fields.map((field) => field.protoName),
        )}`,
      );
    }
    scanner.take();
    this.#markSeen(open, field, token);
    this.#values(field, message);
  }

  /** A singular field is set once, and of a oneof one member. */
  #markSeen({ message, seen }: Open, field: FieldPlan, token: Token): void {
    if (field.shape !== Shape.single) return;
    if (seen.has(field)) {
      this.#scanner.failAt(token, `the field "${field.protoName}" is given twice`);
    }
    seen.add(field);
    const other = message[field.key];
    if (field.member !== "" && other !== undefined) {
      const { case: member } = other as { case: string };
      this.#scanner.failAt(
        token,
        `"${field.protoName}" is of the same oneof as "${member}", which is given too`,
      );
    }
  }

  /** What follows the name of a field. */
  #values(field: FieldPlan, message: Message): void {
    const scanner: Scanner = this.#scanner;
    const isMessage = field.kind >= Kind.message || field.shape === Shape.map;
    if (!scanner.takes(":") && !isMessage) scanner.fail('":"');
    if (field.shape !== Shape.single && scanner.takes("[")) {
      if (scanner.takes("]")) return;
      do this.#value(field, message);
      while (scanner.takes(","));
      if (!scanner.takes("]")) scanner.fail('"," or "]"');
      return;
    }
    this.#value(field, message);
  }

  #value(field: FieldPlan, message: Message): void {
    switch (field.shape) {
      case Shape.list:
        if (field.typed !== undefined) openTyped(field, message);
        (message[field.key] as unknown[]).push(this.#single(field));
        break;
      case Shape.map:
        this.#entry(field, message[field.key] as Map<unknown, unknown>);
        break;
      case Shape.single: {
        const value = this.#single(field);
        message[field.key] = field.member === "" ? value : { case: field.member, value };
      }
    }
  }

  #single(field: FieldPlan): unknown {
    const { token } = this.#scanner;
    switch (field.kind) {
      case Kind.message:
        return this.#message(field.message);
      case Kind.enum:
        return readEnum(this.#scanner, field);
      case Kind.timestamp: {
        const moment = this.#message(field.message) as unknown as Moment;
        if (!isTime(moment)) this.#scanner.failAt(token, "expected a time in the years 1 to 9999");
        return holdTimestamp(field.as, moment);
      }
      case Kind.duration: {
        const moment = this.#message(field.message) as unknown as Moment;
        if (!isSpan(moment) || !isShortSpan(moment)) {
          this.#scanner.failAt(token, "expected a duration whose parts fit each other");
        }
        return holdDuration(field.as, moment);
      }
      default:
        return readScalar(this.#scanner, field.kind, field.as);
    }
  }

  #message(plan: MessagePlan): Message {
    return this.#block((end) => this.#fields(plan, end));
  }

  /** What is between braces, or between angle brackets. */
  #block<T>(readContent: (end: string) => T): T {
    const scanner: Scanner = this.#scanner;
    const { token } = scanner;
    const end = scanner.takes("{") ? "}" : scanner.takes("<") ? ">" : undefined;
    if (end === undefined) scanner.fail('"{"');
    if (++this.#depth > this.#maxDepth) {
      scanner.failAt(token, `nested deeper than ${this.#maxDepth} messages`);
    }
    const content = readContent(end);
    if (!scanner.takes(end)) scanner.fail(`"${end}"`);
    this.#depth--;
    return content;
  }

  #entry(field: FieldPlan, map: Map<unknown, unknown>): void {
    const { token: start } = this.#scanner;
    this.#block((end) => {
      const scanner: Scanner = this.#scanner;
      let key: unknown;
      let value: unknown;
      for (;;) {
        const { token } = scanner;
        if (token.kind === "end" || token.text === end) break;
        const name = scanner.take();
        if (name.text === "key" && key === undefined) {
          if (!scanner.takes(":")) scanner.fail('":"');
          key = readScalar(scanner, field.keyKind, field.keyAs);
        } else if (name.text === "value" && value === undefined) {
          if (!scanner.takes(":") && field.kind < Kind.message) scanner.fail('":"');
          value = this.#single(field);
        } else scanner.fail('"key" or "value", each once', name);
        if (!scanner.takes(",")) scanner.takes(";");
      }
      const problem = putEntry(map, key ?? emptyKey(field), value ?? emptyValue(field));
      if (problem !== undefined) scanner.failAt(start, `the map "${field.protoName}" ${problem}`);
    });
  }

  /** An extension, or the message in a google.protobuf.Any. */
  #bracketed(open: Open, token: Token): void {
    const name = this.#scanner.takeBracketed();
    if (open.plan.wellKnown === "Any" && name.includes("/")) {
      this.#any(open, name, token);
      return;
    }
    const extension = this.#registry?.findExtension(name);
    if (extension === undefined || extension.extendee.typeName !== open.plan.typeName) {
      const where =
        this.#registry === undefined ? "no registry was given" : "the registry has none";
      this.#scanner.failAt(
        token,
        `${open.plan.typeName} has no extension ${shorten(name)} that is known: ${where}`,
      );
    }
    this.#extension(open, extension, token);
  }

  #extension(open: Open, extension: AnyExtension, token: Token): void {
    const field = planOf(extension.holder).fields[0]!;
    this.#markSeen(open, field, token);
    open.extensions ??= new Map();
    const held = open.extensions.get(extension) ?? emptyMessage(extension.holder);
    this.#values(field, held);
    open.extensions.set(extension, held);
  }

  #any({ message }: Open, typeUrl: string, token: Token): void {
    const scanner: Scanner = this.#scanner;
    const typeName = typeUrl.slice(typeUrl.lastIndexOf("/") + 1);
    const type = this.#registry?.findMessage(typeName);
    if (type === undefined) {
      scanner.failAt(token, `the type ${shorten(typeName)} is in no registry that was given`);
    }
    if (message.typeUrl !== "" || (message.value as Uint8Array).length > 0) {
      scanner.failAt(token, "the google.protobuf.Any holds something else too");
    }
    scanner.takes(":");
    const inner = this.#message(planOf(type));
    const missing = findMissing(type, inner);
    if (missing !== undefined) scanner.failAt(token, `${missing} is missing: it is required`);
    message.typeUrl = typeUrl;
    message.value = type.encode(inner);
  }
}

function setExtensions(message: Message, extensions: ReadonlyMap<AnyExtension, Message>): void {
  for (const [extension, held] of extensions) {
    setExtension(message, extension, held.value as object);
  }
}

/** A typed array is an array while values are added to it. */
function openTyped({ key }: FieldPlan, message: Message): void {
  if (!Array.isArray(message[key])) message[key] = [...(message[key] as TypedList)];
}

function closeTyped({ key, typed }: FieldPlan, message: Message): void {
  message[key] = createTyped(message[key] as never[], typed!);
}

/** What an entry without a key has. */
function emptyKey({ keyKind, keyAs }: FieldPlan): unknown {
  switch (keyKind) {
    case Kind.string:
      return "";
    case Kind.bool:
      return false;
    case Kind.int64:
    case Kind.uint64:
      return 0n;
    default:
      return keyAs === "string" ? "0" : 0;
  }
}

/** What an entry without a value has. */
function emptyValue(field: FieldPlan): unknown {
  switch (field.kind) {
    case Kind.message:
      return emptyMessage(field.message.type);
    case Kind.bytes:
      return new Uint8Array(0);
    case Kind.enum:
      return field.enum!.numbers.values().next().value;
    case Kind.timestamp:
      return holdTimestamp(field.as, { seconds: 0n, nanos: 0 });
    case Kind.duration:
      return holdDuration(field.as, { seconds: 0n, nanos: 0 });
    default:
      return field.zero;
  }
}
