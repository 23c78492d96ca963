// What the compiler says about hooks. Both supported TypeScripts must say these sentences; nothing here runs.

import type { InterceptedCall } from "./index.js";

interface Line {
  text: string;
}
declare const call: InterceptedCall;
declare const line: Line;
declare const parse: typeof JSON.parse;

// Everything that fits: nothing, the same message, another one, none known.
call.onRequest(() => {});
call.onRequest((message) => message);
call.onReply((message) => ({ ...(message as Line), text: "" }));
call.onReply((message) => (message === line ? undefined : line));
call.onReply(() => parse("{}"));

// A hook that has to be waited for.
// expect-error: A hook cannot be async: what takes time belongs before next(), or into the handler
call.onRequest(async () => {});
// expect-error: A hook cannot be async: what takes time belongs before next(), or into the handler
call.onReply((message) => (message === line ? undefined : Promise.resolve(line)));
