/** A certificate and its private key, both as PEM. */
export interface IssuedCertificate {
  readonly cert: string;
  readonly key: string;
}

export interface IssueOptions {
  /** Host names, IP addresses, URIs and mail addresses that the certificate is for. Default `localhost`, `127.0.0.1` and `::1`. */
  readonly names?: readonly string[];
  /** Default: the first of `names`. */
  readonly commonName?: string;
  /** Default: a year ago. */
  readonly notBefore?: Date;
  /** Default: in a year. */
  readonly notAfter?: Date;
}

/** A root of trust that exists as long as the process. */
export interface CertificateAuthority {
  /** The root's certificate as PEM: what peers are given as `ca`. */
  readonly cert: string;
  /** A new key, and a certificate for it that this authority has signed. */
  issue(options?: IssueOptions): IssuedCertificate;
}

/** Makes an authority and its self-signed root certificate. */
export function createAuthority(name?: string): CertificateAuthority;
