// Features: what editions decide per element and what proto2 and proto3 fix (Protobuf Editions "Feature Settings").
// An element has those of what it stands in, but for those it sets itself. Only those that say how messages are
// held, read and written are here.

import {
  Edition,
  type FeatureSet,
  FeatureSet_EnumType,
  FeatureSet_FieldPresence,
  FeatureSet_MessageEncoding,
  FeatureSet_RepeatedFieldEncoding,
  FeatureSet_Utf8Validation,
  type FileDescriptorProto,
} from "../gen/google/protobuf/descriptor_pb.js";
import { shorten } from "../shorten.js";
import { DescriptorError } from "./descriptor-error.js";

export interface Features {
  readonly presence: "explicit" | "implicit" | "required";
  readonly isClosed: boolean;
  readonly isPacked: boolean;
  readonly isUtf8: boolean;
  readonly isDelimited: boolean;
}

const proto2: Features = {
  presence: "explicit",
  isClosed: true,
  isPacked: false,
  isUtf8: false,
  isDelimited: false,
};

const proto3: Features = {
  presence: "implicit",
  isClosed: false,
  isPacked: true,
  isUtf8: true,
  isDelimited: false,
};

/** What holds in a file of editions that sets no feature; the same in all of them so far. */
const editions: Features = { ...proto3, presence: "explicit" };

const featuresByEdition: ReadonlyMap<number, Features> = /* @__PURE__ */ new Map([
  [Edition.EDITION_PROTO2, proto2],
  [Edition.EDITION_PROTO3, proto3],
  [Edition.EDITION_2023, editions],
  [Edition.EDITION_2024, editions],
  [Edition.EDITION_2026, editions],
]);

function editionOf({ syntax = "", edition = 0, name = "" }: FileDescriptorProto): number {
  switch (syntax) {
    case "":
      return edition === 0 ? Edition.EDITION_PROTO2 : edition;
    case "proto2":
      return Edition.EDITION_PROTO2;
    case "proto3":
      return Edition.EDITION_PROTO3;
    case "editions":
      return edition;
    default:
      throw new DescriptorError(
        name,
        `its syntax is ${shorten(syntax)}: expected proto2, proto3 or editions`,
      );
  }
}

/** The features of a file. @throws DescriptorError for a syntax or an edition that is not known */
export function featuresOfFile(file: FileDescriptorProto): Features {
  const edition = editionOf(file);
  const features = featuresByEdition.get(edition);
  if (features === undefined) {
    throw new DescriptorError(
      file.name ?? "",
      `its edition has the number ${edition}: expected one of 2023, 2024 and 2026 (1000 to 1002)`,
    );
  }
  return withFeatures(features, file.options?.features);
}

/** `outer`, but for what `own` sets. */
export function withFeatures(outer: Features, own: FeatureSet | undefined): Features {
  if (own === undefined) return outer;
  const { fieldPresence, enumType, repeatedFieldEncoding, utf8Validation, messageEncoding } = own;
  return {
    presence: presenceOf(fieldPresence) ?? outer.presence,
    isClosed: enumType ? enumType === FeatureSet_EnumType.CLOSED : outer.isClosed,
    isPacked: repeatedFieldEncoding
      ? repeatedFieldEncoding === FeatureSet_RepeatedFieldEncoding.PACKED
      : outer.isPacked,
    isUtf8: utf8Validation ? utf8Validation === FeatureSet_Utf8Validation.VERIFY : outer.isUtf8,
    isDelimited: messageEncoding
      ? messageEncoding === FeatureSet_MessageEncoding.DELIMITED
      : outer.isDelimited,
  };
}

function presenceOf(own: FeatureSet_FieldPresence | undefined): Features["presence"] | undefined {
  switch (own) {
    case FeatureSet_FieldPresence.EXPLICIT:
      return "explicit";
    case FeatureSet_FieldPresence.IMPLICIT:
      return "implicit";
    case FeatureSet_FieldPresence.LEGACY_REQUIRED:
      return "required";
    default:
      return undefined;
  }
}
