// Fields whose values are credentials: they enter no compression table, of whoever it is (RFC 7541 §7.1.3),
// and stand in no log.

/** The last words of names whose values are credentials; also where a name is nothing else. */
const SECRET_NAME =
  /(?:authorization|cookie|token|api-?key|access-?key|secret|secret-?key|password|passwd|auth|jwt|credentials?|session|session-?id)$/;

/** True where the values of `name`, in lower case, are to be treated as secrets. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}
