"""Types of resource that moto's services emulate and its CloudFormation does not, or only in part.

Each is created by a call of the service's own API on this very server, so botocore's model of the service judges every
argument first. What a call needs beyond the template's properties is said where it is written.
"""

import json

ADAPTERS = {}


class Refused(Exception):
    """What the real service would refuse and moto does not."""


def adapter(resource_type):
    """Registers a class whose `create` returns the physical id and the attributes for `Fn::GetAtt`."""

    def register(cls):
        ADAPTERS[resource_type] = cls
        return cls

    return register


class Resource:
    """What moto's CloudFormation asks of a resource. Without an `update` of its own it is replaced in place."""

    def __init__(self, aws, name, properties):
        self.aws, self.name, self.properties = aws, name, properties
        self.physical_resource_id, self.attributes = self.create()

    def create(self):
        raise NotImplementedError

    def remove(self):
        """Nothing, where the resource goes with another one."""

    def get_cfn_attribute(self, attribute):
        return self.attributes[attribute]

    def is_created(self):
        return True

    def pick(self, *names, lower=False):
        """Properties that the API calls by the same name, or by the same one in lower camel case."""
        present = {name: self.properties[name] for name in names if name in self.properties}
        return {name[0].lower() + name[1:]: value for name, value in present.items()} if lower else present


@adapter("AWS::CertificateManager::Certificate")
class Certificate(Resource):
    def create(self):
        arn = self.aws("acm").request_certificate(
            **self.pick("DomainName", "SubjectAlternativeNames", "ValidationMethod", "Tags")
        )["CertificateArn"]
        return arn, {}

    def remove(self):
        self.aws("acm").delete_certificate(CertificateArn=self.physical_resource_id)


@adapter("AWS::SecretsManager::Secret")
class Secret(Resource):
    def create(self):
        secret = self.aws("secretsmanager").create_secret(
            Name=self.properties.get("Name", self.name), **self.pick("Description", "SecretString", "KmsKeyId", "Tags")
        )
        return secret["ARN"], {"Id": secret["ARN"]}

    def remove(self):
        self.aws("secretsmanager").delete_secret(SecretId=self.physical_resource_id, ForceDeleteWithoutRecovery=True)


@adapter("AWS::S3::BucketPolicy")
class BucketPolicy(Resource):
    def create(self):
        bucket = self.properties["Bucket"]
        self.aws("s3").put_bucket_policy(Bucket=bucket, Policy=json.dumps(self.properties["PolicyDocument"]))
        return bucket, {}

    def remove(self):
        self.aws("s3").delete_bucket_policy(Bucket=self.physical_resource_id)


@adapter("AWS::SQS::QueuePolicy")
class QueuePolicy(Resource):
    def create(self):
        self.set(json.dumps(self.properties["PolicyDocument"]))
        return self.name, {}

    def remove(self):
        self.set("")

    def set(self, policy):
        for url in self.properties["Queues"]:
            self.aws("sqs").set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})


@adapter("AWS::CloudWatch::Alarm")
class Alarm(Resource):
    def create(self):
        name = self.properties.get("AlarmName", self.name)
        self.aws("cloudwatch").put_metric_alarm(**{**self.properties, "AlarmName": name})
        arn = self.aws("cloudwatch").describe_alarms(AlarmNames=[name])["MetricAlarms"][0]["AlarmArn"]
        return name, {"Arn": arn}

    def remove(self):
        self.aws("cloudwatch").delete_alarms(AlarmNames=[self.physical_resource_id])


def lifecycle_rule(rule):
    """A rule as the API takes it, which asks for a filter where a template may be silent."""
    told = {"Status": rule["Status"], "Filter": {"Prefix": rule.get("Prefix", "")}}
    if "Id" in rule:
        told["ID"] = rule["Id"]
    if "ExpirationInDays" in rule:
        told["Expiration"] = {"Days": int(rule["ExpirationInDays"])}
    if "NoncurrentVersionExpiration" in rule:
        told["NoncurrentVersionExpiration"] = {
            "NoncurrentDays": int(rule["NoncurrentVersionExpiration"]["NoncurrentDays"])
        }
    if "AbortIncompleteMultipartUpload" in rule:
        told["AbortIncompleteMultipartUpload"] = {
            "DaysAfterInitiation": int(rule["AbortIncompleteMultipartUpload"]["DaysAfterInitiation"])
        }
    return told


@adapter("AWS::S3::Bucket")
class Bucket(Resource):
    """moto's own drops ownership, blocked public access and life cycles."""

    def create(self):
        name = self.properties.get("BucketName", self.name.lower())
        region = self.aws("s3").meta.region_name
        place = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
        self.aws("s3").create_bucket(Bucket=name, **place)
        self.physical_resource_id = name
        self.update()
        return name, {
            "Arn": f"arn:aws:s3:::{name}",
            "DomainName": f"{name}.s3.amazonaws.com",
            "RegionalDomainName": f"{name}.s3.{region}.amazonaws.com",
        }

    def update(self):
        s3, name, declared = self.aws("s3"), self.physical_resource_id, self.properties
        if "BucketEncryption" in declared:
            rules = [
                {"ApplyServerSideEncryptionByDefault": rule["ServerSideEncryptionByDefault"]}
                for rule in declared["BucketEncryption"]["ServerSideEncryptionConfiguration"]
            ]
            s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={"Rules": rules})
        if "OwnershipControls" in declared:
            s3.put_bucket_ownership_controls(Bucket=name, OwnershipControls=declared["OwnershipControls"])
        if "PublicAccessBlockConfiguration" in declared:
            blocked = declared["PublicAccessBlockConfiguration"]
            s3.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration=blocked)
        if "VersioningConfiguration" in declared:
            s3.put_bucket_versioning(Bucket=name, VersioningConfiguration=declared["VersioningConfiguration"])
        if "LifecycleConfiguration" in declared:
            rules = [lifecycle_rule(rule) for rule in declared["LifecycleConfiguration"]["Rules"]]
            s3.put_bucket_lifecycle_configuration(Bucket=name, LifecycleConfiguration={"Rules": rules})

    def remove(self):
        self.aws("s3").delete_bucket(Bucket=self.physical_resource_id)


@adapter("AWS::Logs::LogGroup")
class LogGroup(Resource):
    """moto's own gives an ARN that ends otherwise."""

    def create(self):
        name = self.properties.get("LogGroupName", self.name)
        self.aws("logs").create_log_group(logGroupName=name)
        self.physical_resource_id = name
        self.update()
        account, region = self.aws("sts").get_caller_identity()["Account"], self.aws("logs").meta.region_name
        return name, {"Arn": f"arn:aws:logs:{region}:{account}:log-group:{name}:*"}

    def update(self):
        days = self.properties.get("RetentionInDays")
        if days is not None:
            self.aws("logs").put_retention_policy(logGroupName=self.physical_resource_id, retentionInDays=int(days))

    def remove(self):
        self.aws("logs").delete_log_group(logGroupName=self.physical_resource_id)
