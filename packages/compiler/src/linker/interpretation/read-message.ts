// How parts of a value read the messages in them.

import type { AggregateNode } from "../../ast/index.js";
import type { MessageDescriptor, MessageValue } from "../../descriptor/index.js";

export type ReadMessage = (type: MessageDescriptor, node: AggregateNode) => MessageValue;
