// What an error says, for people. Details are read by type: those that are not there are undefined.

import {
  BadRequest,
  ErrorInfo,
  QuotaFailure,
  ResourceInfo,
  RetryInfo,
  type StatusError,
} from "trunkline";

export function explain(error: StatusError): string[] {
  const lines = [`${error.codeName}: ${error.message}`];
  for (const { field, description } of error.detail(BadRequest)?.fieldViolations ?? []) {
    lines.push(`  ${field} ${description}`);
  }
  const resource = error.detail(ResourceInfo);
  if (resource !== undefined) {
    lines.push(`  ${resource.resourceType} ${resource.resourceName}`);
  }
  const info = error.detail(ErrorInfo);
  if (info !== undefined) {
    const more = [...info.metadata].map(([key, value]) => ` ${key}=${value}`).join("");
    lines.push(`  ${info.domain}/${info.reason}${more}`);
  }
  const retry = error.detail(RetryInfo);
  if (retry?.retryDelay !== undefined) lines.push(`  again in ${retry.retryDelay.seconds} s`);
  for (const { subject, description } of error.detail(QuotaFailure)?.violations ?? []) {
    lines.push(`  ${subject}: ${description}`);
  }
  const delivery = error.metadata.get("x-next-delivery");
  if (delivery !== undefined) lines.push(`  next delivery: ${delivery}`);
  return lines;
}
