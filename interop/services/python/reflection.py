"""Asks a server for what it serves, with grpcio-reflection: reflection.py host:port

Prints what it found, a line each, and calls the greeter by the descriptors it was given.
"""

import sys

import grpc
from google.protobuf import descriptor_pool, message_factory
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import (
    ProtoReflectionDescriptorDatabase,
)

with grpc.insecure_channel(sys.argv[1]) as channel:
    database = ProtoReflectionDescriptorDatabase(channel)
    pool = descriptor_pool.DescriptorPool(database)
    print("services", *database.get_services())

    greeter = pool.FindServiceByName("Greeter")
    say_hello = greeter.FindMethodByName("SayHello")
    request_type = message_factory.GetMessageClass(say_hello.input_type)
    reply_type = message_factory.GetMessageClass(say_hello.output_type)
    call = channel.unary_unary(
        "/Greeter/SayHello",
        request_serializer=request_type.SerializeToString,
        response_deserializer=reply_type.FromString,
    )
    print("reply", call(request_type(name="Python"), timeout=60).message)

    print("levels", *pool.FindEnumTypeByName("logs.Level").values_by_name)
    parcel = pool.FindMessageTypeByName("parcels.Parcel")
    print("numbers", *sorted(database.FindAllExtensionNumbers("parcels.Parcel")))
    print("extension", pool.FindExtensionByNumber(parcel, 120).full_name)
    try:
        pool.FindMessageTypeByName("parcels.Nothing")
    except KeyError as error:
        print("missing", error)
