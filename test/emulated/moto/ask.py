"""Calls of AWS's APIs by its own SDK, which moto brings along: one JSON object a line in, one out.

in:  {"service", "operation", "region", "input"}   operation as in the API: DescribeTable
out: {"output"} | {"code", "message"}; lists come whole where the SDK knows how to page
"""

import json
import sys
from functools import lru_cache

import boto3
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError


@lru_cache
def client(service, region):
    return boto3.client(service, region_name=region, config=Config(retries={"total_max_attempts": 1}))


def answer(call):
    aws, operation = client(call["service"], call["region"]), xform_name(call["operation"])
    if aws.can_paginate(operation):
        return aws.get_paginator(operation).paginate(**call["input"]).build_full_result()
    return getattr(aws, operation)(**call["input"])


for line in sys.stdin:
    try:
        told = {"output": answer(json.loads(line))}
    except ClientError as error:
        told = {"code": error.response["Error"]["Code"], "message": str(error)}
    except BotoCoreError as error:
        told = {"code": type(error).__name__, "message": str(error)}
    print(json.dumps(told, default=str), flush=True)
