// A field from its descriptor: what it holds, and whether that can be.

import {
  type FieldDescriptorProto,
  FieldOptions_JSType as JSType,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
} from "../gen/google/protobuf/descriptor_pb.js";
import type { AnyGeneratedType, FieldInfo, ScalarName } from "../generated-type.js";
import { cut, shorten } from "../shorten.js";
import type { Declared, DeclaredEntry, DeclaredEnum } from "./declare.js";
import { parseDefault } from "./default-value.js";
import { DescriptorError } from "./descriptor-error.js";
import { type DynamicField, isWide } from "./dynamic-field.js";
import { type Features, withFeatures } from "./features.js";
import { isIdentifier, toJsonName } from "./names.js";

/** What a field is linked in. */
export interface FieldContext {
  /** Of the file. */
  readonly path: string;
  /** Where the field is: `shop.Order`. Its types are looked for from there outwards. */
  readonly scope: string;
  /** Of what it stands in. */
  readonly features: Features;
  readonly names: ReadonlyMap<string, Declared>;
  /** The key it has in messages. */
  readonly key: string;
  /** The key of the oneof it is in. */
  readonly oneof: string | undefined;
  readonly isExtension: boolean;
  /** Whether its message is in the form of message sets. */
  readonly isInMessageSet: boolean;
}

const scalarNames: ReadonlyMap<number, ScalarName> = /* @__PURE__ */ new Map([
  [Type.DOUBLE, "double"],
  [Type.FLOAT, "float"],
  [Type.INT32, "int32"],
  [Type.INT64, "int64"],
  [Type.UINT32, "uint32"],
  [Type.UINT64, "uint64"],
  [Type.SINT32, "sint32"],
  [Type.SINT64, "sint64"],
  [Type.FIXED32, "fixed32"],
  [Type.FIXED64, "fixed64"],
  [Type.SFIXED32, "sfixed32"],
  [Type.SFIXED64, "sfixed64"],
  [Type.BOOL, "bool"],
  [Type.STRING, "string"],
  [Type.BYTES, "bytes"],
]);

/** The largest number of a field, and of an extension of a message set. */
const MAX_NUMBER = 536_870_911;
const MAX_MESSAGE_SET_NUMBER = 2_147_483_646;

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** @throws DescriptorError where the field is none */
export function linkField(proto: FieldDescriptorProto, context: FieldContext): DynamicField {
  return new FieldLink(proto, context).link();
}

class FieldLink {
  readonly #proto: FieldDescriptorProto;
  readonly #context: FieldContext;
  readonly #features: Features;

  constructor(proto: FieldDescriptorProto, context: FieldContext) {
    this.#proto = proto;
    this.#context = context;
    this.#features = withFeatures(context.features, proto.options?.features);
  }

  link(): DynamicField {
    const { name = "", number = 0, label, options } = this.#proto;
    const { key, oneof, scope, isExtension, isInMessageSet } = this.#context;
    if (!isIdentifier(name)) this.#fail("has no name that a field can have");
    const most = isInMessageSet ? MAX_MESSAGE_SET_NUMBER : MAX_NUMBER;
    if (number < 1 || number > most) {
      this.#fail(`has the number ${number}: expected 1 to ${most}`);
    }
    const fullName = scope === "" ? name : `${scope}.${name}`;
    const info: Writable<FieldInfo> = {
      name: isExtension ? `[${fullName}]` : name,
      number,
      key,
      type: "message",
    };
    const isList = label === Label.REPEATED;
    if (isList && oneof !== undefined) this.#fail("is repeated and in a oneof: expected one of it");
    const entry = this.#linkType(info);
    if (entry !== undefined) {
      if (!isList) this.#fail(`is of type ${entry.fullName}, a map entry, but not repeated`);
      this.#linkEntry(info, entry);
    } else if (isList) info.isRepeated = true;
    if (oneof !== undefined) info.oneof = oneof;
    this.#linkPresence(info, isList);
    this.#linkDefault(info);
    const jsonName = this.#proto.jsonName ?? toJsonName(name);
    if (!isExtension && jsonName !== key) info.jsonName = jsonName;
    return {
      info,
      number: isInMessageSet ? 1 : number,
      isPacked: options?.packed ?? this.#features.isPacked,
      isLossy: !this.#features.isUtf8,
    };
  }

  /** Sets what one value is; gives the entry that a map field has instead. */
  #linkType(info: Writable<FieldInfo>): DeclaredEntry | undefined {
    const { type, typeName = "" } = this.#proto;
    const scalar = type === undefined ? undefined : scalarNames.get(type);
    if (scalar !== undefined) {
      if (typeName !== "") this.#fail(`is of type ${scalar}, and ${shorten(typeName)} too`);
      info.type = scalar;
      const { jstype } = this.#proto.options ?? {};
      const as = jstype === JSType.JS_STRING ? "string" : "number";
      if (jstype && isWide(scalar)) info.as = as;
      return undefined;
    }
    if (typeName === "") this.#fail("has no type");
    const declared = this.#resolve(typeName);
    switch (declared?.kind) {
      case undefined:
        this.#fail(`is of type ${shorten(typeName)}, which no file declares`);
        break;
      case "enum":
        if (type !== undefined && type !== Type.ENUM) this.#failKind(declared, "a message");
        setEnum(info, declared);
        return undefined;
      case "message":
        if (type === Type.ENUM) this.#failKind(declared, "an enum");
        info.type = "message";
        info.message = () => declared.type as AnyGeneratedType;
        if (type === Type.GROUP || this.#features.isDelimited) info.isDelimited = true;
        return undefined;
      case "entry":
        if (type === Type.ENUM) this.#failKind(declared, "an enum");
        return declared;
      default:
        return this.#failKind(declared!, "a message or an enum");
    }
  }

  #failKind({ fullName, kind }: Declared, wanted: string): never {
    const article = kind === "enum" || kind === "entry" || kind === "extension" ? "an" : "a";
    this.#fail(`is of type ${fullName}, which is ${article} ${kind}: expected ${wanted}`);
  }

  /** What a name stands for: with a dot in front the full name, else the nearest from here outwards. */
  #resolve(typeName: string): Declared | undefined {
    const { names } = this.#context;
    if (typeName.startsWith(".")) return names.get(typeName.slice(1));
    for (let { scope } = this.#context; scope !== ""; ) {
      const found = names.get(`${scope}.${typeName}`);
      if (found !== undefined) return found;
      scope = scope.slice(0, Math.max(0, scope.lastIndexOf(".")));
    }
    return names.get(typeName);
  }

  #linkEntry(info: Writable<FieldInfo>, { fullName, proto }: DeclaredEntry): void {
    const key = proto.field.find(({ number }) => number === 1);
    const value = proto.field.find(({ number }) => number === 2);
    const keyType = scalarNames.get(key?.type ?? 0);
    if (keyType === undefined || /^(double|float|bytes)$/.test(keyType)) {
      this.#fail(
        `is a map by ${fullName}: expected an entry whose key (1) is whole, bool or string`,
      );
    }
    if (value === undefined) {
      this.#fail(`is a map by ${fullName}: expected an entry with a value (2)`);
    }
    const { jstype } = this.#proto.options ?? {};
    const link = new FieldLink(
      { ...value, options: this.#proto.options },
      { ...this.#context, isExtension: false },
    );
    if (link.#linkType(info) !== undefined) {
      this.#fail(`is a map whose values are map entries: expected a type that fields can have`);
    }
    delete info.isDelimited;
    info.map = keyType;
    if (jstype && isWide(keyType)) info.keyAs = jstype === JSType.JS_STRING ? "string" : "number";
  }

  #linkPresence(info: Writable<FieldInfo>, isList: boolean): void {
    const { label, proto3Optional } = this.#proto;
    if (isList) return;
    const { presence } = this.#features;
    if (label === Label.REQUIRED || presence === "required") info.isRequired = true;
    const isPresent =
      info.type === "message" ||
      info.oneof !== undefined ||
      this.#context.isExtension ||
      proto3Optional === true ||
      presence !== "implicit";
    if (isPresent) info.hasPresence = true;
  }

  #linkDefault(info: Writable<FieldInfo>): void {
    const { defaultValue: text } = this.#proto;
    if (text === undefined) return;
    if (info.isRepeated === true || info.map !== undefined || info.type === "message") {
      this.#fail("has a default: expected none of a message or of many values");
    }
    const value =
      info.type === "enum"
        ? info.values![text.slice((info.valuePrefix ?? "").length)]
        : parseDefault(info.type, info.as, text);
    if (value === undefined) {
      this.#fail(`has a default that is none of its type: ${shorten(text, 40)}`);
    }
    info.default = value;
  }

  #fail(problem: string): never {
    const { path, scope } = this.#context;
    const name = [scope, this.#proto.name ?? ""].filter((part) => part !== "").join(".");
    throw new DescriptorError(path, `${cut(name, 200)} ${problem}`);
  }
}

function setEnum(info: Writable<FieldInfo>, declared: DeclaredEnum): void {
  info.type = "enum";
  info.values = declared.values;
  if (declared.valuePrefix !== "") info.valuePrefix = declared.valuePrefix;
  if (declared.isClosed) info.isClosed = true;
}
