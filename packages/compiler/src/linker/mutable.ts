// Descriptors are readonly for everyone who reads them; the linker fills them in.

/** `T` while it is put together. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };
