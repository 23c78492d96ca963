// The files of google.protobuf whose messages stand for values: time, JSON, wrapped scalars, anything.

export const ANY: string = `syntax = "proto3";

package google.protobuf;

// A message of any type, encoded, with the name of its type.
message Any {
  // Ends in a slash and the full name of the type: "type.googleapis.com/user.v1.User".
  string type_url = 1;

  // The message in binary form.
  bytes value = 2;
}
`;

export const DURATION: string = `syntax = "proto3";

package google.protobuf;

// A span of time, to the nanosecond; up to 10,000 years in either direction.
message Duration {
  // From -315,576,000,000 to 315,576,000,000.
  int64 seconds = 1;

  // From -999,999,999 to 999,999,999, of the same sign as the seconds.
  int32 nanos = 2;
}
`;

export const EMPTY: string = `syntax = "proto3";

package google.protobuf;

// Nothing: for an rpc that needs no request or gives no reply.
message Empty {}
`;

export const FIELD_MASK: string = `syntax = "proto3";

package google.protobuf;

// A choice of fields of some message.
message FieldMask {
  // Names of fields, those of sub-messages after a dot: "user.address.city".
  repeated string paths = 1;
}
`;

export const STRUCT: string = `syntax = "proto3";

package google.protobuf;

// A JSON object.
message Struct {
  // By key; order does not count.
  map<string, Value> fields = 1;
}

// A JSON value.
message Value {
  // Which kind of value it is; none set is an error.
  oneof kind {
    // JSON null.
    NullValue null_value = 1;

    // A number; neither NaN nor an infinity.
    double number_value = 2;

    // A string.
    string string_value = 3;

    // true or false.
    bool bool_value = 4;

    // An object.
    Struct struct_value = 5;

    // An array.
    ListValue list_value = 6;
  }
}

// The one value of JSON null.
enum NullValue {
  // Null.
  NULL_VALUE = 0;
}

// A JSON array.
message ListValue {
  // In order.
  repeated Value values = 1;
}
`;

export const TIMESTAMP: string = `syntax = "proto3";

package google.protobuf;

// A point in time, to the nanosecond, from the year 1 to the year 9999, in UTC without leap seconds.
message Timestamp {
  // Since 1970-01-01T00:00:00Z; negative before it.
  int64 seconds = 1;

  // From 0 to 999,999,999, counted forwards in time also before 1970.
  int32 nanos = 2;
}
`;

export const WRAPPERS: string = `syntax = "proto3";

package google.protobuf;

// A double that may be absent.
message DoubleValue {
  // The number.
  double value = 1;
}

// A float that may be absent.
message FloatValue {
  // The number.
  float value = 1;
}

// An int64 that may be absent.
message Int64Value {
  // The number.
  int64 value = 1;
}

// A uint64 that may be absent.
message UInt64Value {
  // The number.
  uint64 value = 1;
}

// An int32 that may be absent.
message Int32Value {
  // The number.
  int32 value = 1;
}

// A uint32 that may be absent.
message UInt32Value {
  // The number.
  uint32 value = 1;
}

// A bool that may be absent.
message BoolValue {
  // True or false.
  bool value = 1;
}

// A string that may be absent.
message StringValue {
  // The text.
  string value = 1;
}

// Bytes that may be absent.
message BytesValue {
  // The bytes.
  bytes value = 1;
}
`;
