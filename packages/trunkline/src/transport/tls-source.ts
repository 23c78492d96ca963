// Where keys and certificates come from: given once, read from files, or asked of a function.

import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { TlsError } from "./tls-errors.js";
import type { TlsMaterial } from "./tls-settings.js";

/** Paths of PEM files, each read again when it has changed. */
export interface TlsFiles {
  /** As `TlsMaterial.key`. */
  readonly key?: string | undefined;
  /** As `TlsMaterial.cert`. */
  readonly cert?: string | undefined;
  /** As `TlsMaterial.ca`. */
  readonly ca?: string | readonly string[] | undefined;
}

/** Gives what is to be used from now on, such as what a vault has issued. */
export type TlsLoader = () => TlsMaterial | Promise<TlsMaterial>;

export interface TlsSource {
  /** Milliseconds after which it is asked again where nothing else was said. */
  readonly refreshMs: number;
  /** What there is at once; undefined where it has to be waited for. @throws where it cannot be had */
  readNow(): TlsMaterial | undefined;
  /** What there is now; rejects where it cannot be had. */
  read(): Promise<TlsMaterial>;
}

/** @throws TypeError where there is more than one source, or one that is none */
export function sourceOf(
  given: TlsMaterial & {
    readonly files?: TlsFiles | undefined;
    readonly load?: TlsLoader | undefined;
  },
): TlsSource {
  const { key, cert, ca, files, load } = given;
  const isGiven = key !== undefined || cert !== undefined || ca !== undefined;
  if ([isGiven, files !== undefined, load !== undefined].filter(Boolean).length > 1) {
    throw new TypeError("Cannot use tls(): expected one of key, cert and ca, of files, or of load");
  }
  if (load !== undefined) return loaderSource(load);
  return files === undefined ? fixedSource({ key, cert, ca }) : fileSource(files);
}

function fixedSource(material: TlsMaterial): TlsSource {
  return { refreshMs: Infinity, readNow: () => material, read: async () => material };
}

function fileSource(files: TlsFiles): TlsSource {
  const keys = typeof files === "object" && files !== null ? Object.keys(files) : [];
  if (keys.length === 0 || keys.some((name) => !["key", "cert", "ca"].includes(name))) {
    throw new TypeError("Cannot use tls({ files }): expected the paths of key, cert or ca");
  }
  const { key, cert, ca } = files;
  const authorities = typeof ca === "string" ? [ca] : ca;
  return {
    refreshMs: 60_000,
    readNow: () => ({
      key: key === undefined ? undefined : readNow(key),
      cert: cert === undefined ? undefined : readNow(cert),
      ca: authorities?.map(readNow),
    }),
    async read() {
      const [newKey, newCert, ...newCa] = await Promise.all(
        [key, cert, ...(authorities ?? [])].map(readLater),
      );
      return { key: newKey, cert: newCert, ca: authorities && (newCa as Buffer[]) };
    },
  };
}

function readNow(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

async function readLater(path: string | undefined): Promise<Buffer | undefined> {
  if (path === undefined) return undefined;
  try {
    return await readFile(path);
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function unreadable(path: string, cause: unknown): TypeError {
  return new TypeError(
    `Cannot use tls({ files }): ${JSON.stringify(path)} cannot be read (${(cause as NodeJS.ErrnoException).code})`,
    { cause },
  );
}

function loaderSource(load: TlsLoader): TlsSource {
  if (typeof load !== "function") {
    throw new TypeError("Cannot use tls({ load }): expected a function");
  }
  return {
    refreshMs: 3_600_000,
    readNow: () => undefined,
    async read() {
      let material: TlsMaterial;
      try {
        material = await load();
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new TlsError(
          `tls({ load }) gave no certificates: ${reason}`,
          "what it threw is the cause",
          cause,
        );
      }
      if (typeof material !== "object" || material === null) {
        throw new TypeError("Cannot use what tls({ load }) gave: expected key, cert and ca");
      }
      return material;
    },
  };
}
