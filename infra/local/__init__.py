"""The whole product on one machine, without AWS: `python -m infra.local`."""
