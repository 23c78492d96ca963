// What createFieldMask() takes for a path.

import { createFieldMask, Option, Type, Value } from "../index.js";

createFieldMask(Type, "sourceContext.fileName", "options", "name");
createFieldMask(Option, "value.typeUrl");
createFieldMask(Value, "structValue.fields", "numberValue");

// expect-error: Argument of type '"sourceContext.name"' is not assignable to parameter of type
createFieldMask(Type, "sourceContext.name");
// expect-error: Argument of type '"options.name"' is not assignable to parameter of type
createFieldMask(Type, "options.name");
// expect-error: Argument of type '"kind"' is not assignable to parameter of type
createFieldMask(Value, "kind");
