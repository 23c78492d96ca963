// A service's descriptor, its methods with their messages resolved.

import type { MethodNode, MethodTypeNode } from "../ast/index.js";
import type {
  MessageDescriptor,
  MethodDescriptor,
  ServiceDescriptor,
} from "../descriptor/index.js";
import type { DeclaredService } from "./declare.js";
import * as errors from "./errors/index.js";
import { resolveFeatures } from "./features.js";
import type { FileLink } from "./file-link.js";
import { checkNameStyle } from "./naming-style.js";
import { checkOptions, convertOptions, isDeprecated } from "./options/index.js";
import { resolveType } from "./resolve-type.js";
import { isScalarType } from "./scalar-types.js";
import type { Scope } from "./scope.js";

/** The service and what is wrong with it. */
export function linkService(link: FileLink, { node, scope }: DeclaredService): ServiceDescriptor {
  const features = resolveFeatures(link, "service", link.descriptor.features, node.options);
  checkNameStyle(link, "service", node.name, features);
  checkOptions(link, { kind: "service", scope }, node.options);
  const methods: MethodDescriptor[] = [];
  const service: ServiceDescriptor = {
    kind: "service",
    name: node.name.text,
    fullName: scope.fullName,
    file: link.descriptor,
    features,
    methods,
    options: convertOptions(node.options),
    isDeprecated: isDeprecated(node.options),
    comments: node.comments,
  };
  link.nodes.set(service, node);
  for (const one of node.methods) {
    const method = linkMethod(link, scope, one, service);
    if (method !== undefined) methods.push(method);
  }
  return service;
}

function linkMethod(
  link: FileLink,
  scope: Scope,
  node: MethodNode,
  service: ServiceDescriptor,
): MethodDescriptor | undefined {
  const features = resolveFeatures(link, "rpc", service.features, node.options);
  checkNameStyle(link, "rpc", node.name, features);
  checkOptions(link, { kind: "rpc", scope }, node.options);
  const input = linkMethodType(link, scope, node.input);
  const output = linkMethodType(link, scope, node.output);
  if (input === undefined || output === undefined) return undefined;
  const method: MethodDescriptor = {
    kind: "method",
    name: node.name.text,
    fullName: `${service.fullName}.${node.name.text}`,
    service,
    input,
    output,
    isClientStreaming: node.input.stream !== undefined,
    isServerStreaming: node.output.stream !== undefined,
    options: convertOptions(node.options),
    isDeprecated: isDeprecated(node.options),
    comments: node.comments,
  };
  link.nodes.set(method, node);
  return method;
}

function linkMethodType(
  link: FileLink,
  scope: Scope,
  { name }: MethodTypeNode,
): MessageDescriptor | undefined {
  if (isScalarType(name.text)) {
    link.diagnostics.add(errors.methodTypeIsScalar(link.span(name), name.text));
    return undefined;
  }
  const member = resolveType(link, scope, name, true);
  if (member?.kind === "enum") {
    link.diagnostics.add(errors.methodTypeIsEnum(link.span(name), name.text));
    return undefined;
  }
  return member?.descriptor;
}
