"""Starts moto with its patches, which it prints as one line of JSON, and serves until it is told to end.

usage: launcher.py PORT
"""

import inspect
import json
import os
import sys

import boto3
import moto.server
from botocore.config import Config
from moto.cloudformation import parsing

import adapters
import adapters_data  # noqa: F401  (registers itself)
import adapters_dns  # noqa: F401
import adapters_events  # noqa: F401
import adapters_gateway  # noqa: F401
import adapters_release  # noqa: F401
from patches import PATCHES


def aws_of_server(port):
    config = Config(retries={"total_max_attempts": 1}, read_timeout=30)

    def aws_of(region):
        return lambda service: boto3.client(
            service,
            region_name=region,
            endpoint_url=f"http://localhost:{port}",
            config=config,
            aws_access_key_id="emulated",
            aws_secret_access_key="emulated",
        )

    return aws_of


def main(port):
    own = sorted(parsing.get_model_map())
    for apply in PATCHES:
        apply(aws_of_server(port))
    told = {
        "patches": [inspect.getdoc(apply) for apply in PATCHES],
        "adapters": {kind: cls.__doc__ for kind, cls in sorted(adapters.ADAPTERS.items())},
        "emulatedByCloudFormation": own,
    }
    print(json.dumps(told), flush=True)
    os.environ["MOTO_PORT"] = str(port)
    moto.server.main(["--host", "127.0.0.1", "--port", str(port)])


if __name__ == "__main__":
    main(int(sys.argv[1]))
