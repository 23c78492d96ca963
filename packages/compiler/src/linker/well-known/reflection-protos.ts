// The files of google.protobuf whose messages describe types and services.

export const SOURCE_CONTEXT: string = `syntax = "proto3";

package google.protobuf;

// Where a declaration comes from.
message SourceContext {
  // Path of the file, as it is imported.
  string file_name = 1;
}
`;

export const API: string = `syntax = "proto3";

package google.protobuf;

import "google/protobuf/source_context.proto";
import "google/protobuf/type.proto";

// A service.
message Api {
  // Full name.
  string name = 1;

  // Methods, in order.
  repeated Method methods = 2;

  // Options set on it.
  repeated Option options = 3;

  // Such as "v1" or "v1.2".
  string version = 4;

  // Where it is declared.
  SourceContext source_context = 5;

  // Services taken in whole.
  repeated Mixin mixins = 6;

  // Syntax of its file.
  Syntax syntax = 7;

  // Edition of its file, where that has one.
  string edition = 8;
}

// A method of a service.
message Method {
  // Simple name.
  string name = 1;

  // Type of the request.
  string request_type_url = 2;

  // Whether the client sends a stream.
  bool request_streaming = 3;

  // Type of the reply.
  string response_type_url = 4;

  // Whether the server sends a stream.
  bool response_streaming = 5;

  // Options set on it.
  repeated Option options = 6;

  // See Api.syntax.
  Syntax syntax = 7 [deprecated = true];

  // See Api.edition.
  string edition = 8 [deprecated = true];
}

// A service whose methods another one takes in.
message Mixin {
  // Full name of the service.
  string name = 1;

  // Path under which its methods are found.
  string root = 2;
}
`;

export const TYPE: string = `syntax = "proto3";

package google.protobuf;

import "google/protobuf/any.proto";
import "google/protobuf/source_context.proto";

// A message type.
message Type {
  // Full name.
  string name = 1;

  // Fields, in order.
  repeated Field fields = 2;

  // Names of its oneofs.
  repeated string oneofs = 3;

  // Options set on it.
  repeated Option options = 4;

  // Where it is declared.
  SourceContext source_context = 5;

  // Syntax of its file.
  Syntax syntax = 6;

  // Edition of its file, where that has one.
  string edition = 7;
}

// A field of a message type.
message Field {
  // The types a field can have.
  enum Kind {
    TYPE_UNKNOWN = 0;
    TYPE_DOUBLE = 1;
    TYPE_FLOAT = 2;
    TYPE_INT64 = 3;
    TYPE_UINT64 = 4;
    TYPE_INT32 = 5;
    TYPE_FIXED64 = 6;
    TYPE_FIXED32 = 7;
    TYPE_BOOL = 8;
    TYPE_STRING = 9;
    TYPE_GROUP = 10;
    TYPE_MESSAGE = 11;
    TYPE_BYTES = 12;
    TYPE_UINT32 = 13;
    TYPE_ENUM = 14;
    TYPE_SFIXED32 = 15;
    TYPE_SFIXED64 = 16;
    TYPE_SINT32 = 17;
    TYPE_SINT64 = 18;
  }

  // How many values a field can have.
  enum Cardinality {
    CARDINALITY_UNKNOWN = 0;
    CARDINALITY_OPTIONAL = 1;
    CARDINALITY_REQUIRED = 2;
    CARDINALITY_REPEATED = 3;
  }

  // Its type.
  Kind kind = 1;

  // How many values it has.
  Cardinality cardinality = 2;

  // Its number.
  int32 number = 3;

  // Its name.
  string name = 4;

  // The message's or enum's type, where it has one.
  string type_url = 6;

  // Which of Type.oneofs it belongs to, counted from 1; 0 for none.
  int32 oneof_index = 7;

  // Whether its values are packed into one record.
  bool packed = 8;

  // Options set on it.
  repeated Option options = 9;

  // Its name in JSON.
  string json_name = 10;

  // Its default, in files that have such.
  string default_value = 11;
}

// An enum type.
message Enum {
  // Full name.
  string name = 1;

  // Values, in order.
  repeated EnumValue enumvalue = 2;

  // Options set on it.
  repeated Option options = 3;

  // Where it is declared.
  SourceContext source_context = 4;

  // Syntax of its file.
  Syntax syntax = 5;

  // Edition of its file, where that has one.
  string edition = 6;
}

// A value of an enum type.
message EnumValue {
  // Its name.
  string name = 1;

  // Its number.
  int32 number = 2;

  // Options set on it.
  repeated Option options = 3;
}

// An option and what it is set to.
message Option {
  // Simple name of a standard option, full name of a custom one.
  string name = 1;

  // The value; a scalar is wrapped as in wrappers.proto.
  Any value = 2;
}

// The syntax a file is written in.
enum Syntax {
  // proto2.
  SYNTAX_PROTO2 = 0;

  // proto3.
  SYNTAX_PROTO3 = 1;

  // An edition.
  SYNTAX_EDITIONS = 2;
}
`;
