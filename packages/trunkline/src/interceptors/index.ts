// Interceptors that most programs want: `import … from "trunkline/interceptors"`.

export type { AuthenticateOptions } from "./authenticate.js";
export { authenticate } from "./authenticate.js";
export type {
  ConcurrencyLimit,
  ConcurrencyLimits,
  ConcurrencyOptions,
} from "./limit-concurrency.js";
export { limitConcurrency } from "./limit-concurrency.js";
export type { TimeLimits, TimeOptions } from "./limit-time.js";
export { limitTime } from "./limit-time.js";
export type { CallLog, Logger, LogOptions } from "./log-calls.js";
export { logCalls } from "./log-calls.js";
export type { OutgoingCall, TokenOptions, TokenSource } from "./send-token.js";
export { sendToken } from "./send-token.js";
export type { FieldViolation, Validate } from "./validate-requests.js";
export { validateRequests } from "./validate-requests.js";
