// What the command's exit code says.

export const EXIT_OK = 0;
/** The .proto files have errors. */
export const EXIT_DIAGNOSTICS = 1;
/** The command cannot do what it was asked: a wrong option, a folder that is not there. */
export const EXIT_USAGE = 2;
/** The same for `trunkline health`, which has the codes of grpc_health_probe. */
export const EXIT_HEALTH_USAGE = 1;
