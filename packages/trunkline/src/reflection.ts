// Everything that `import … from "trunkline/reflection"` gives: the reflection service of servers. An entry of its
// own, so that it costs nothing where it is not used.

export {
  ServerReflection,
  ServerReflectionRequest,
  type ServerReflectionRequestInit,
  ServerReflectionResponse,
  type ServerReflectionResponseInit,
} from "./proto/index.js";
export { addReflection, type ReflectionOptions } from "./services/index.js";
