"""Recording what real, unmodified SDKs send: a capture server, throw-away environments, drivers."""
