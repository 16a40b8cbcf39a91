"""Tables and topics: see adapters.py."""

import json

from adapters import Resource, adapter


@adapter("AWS::DynamoDB::GlobalTable")
class GlobalTable(Resource):
    """What the replica of the stack's own Region says is set; moto's tables know no others, nor their consistency."""

    def create(self):
        dynamodb, declared = self.aws("dynamodb"), self.properties
        name = declared.get("TableName", self.name)
        own = self.own_replica()
        given = self.pick(
            "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "LocalSecondaryIndexes", "BillingMode"
        )
        if "StreamSpecification" in declared:
            given["StreamSpecification"] = {"StreamEnabled": True, **declared["StreamSpecification"]}
        if "SSESpecification" in declared:
            given["SSESpecification"] = {"Enabled": truth(declared["SSESpecification"]["SSEEnabled"])}
        if "Tags" in own:
            given["Tags"] = own["Tags"]
        table = dynamodb.create_table(TableName=name, **given)["TableDescription"]
        self.physical_resource_id = name
        self.update()
        return name, {"Arn": table["TableArn"], "StreamArn": table.get("LatestStreamArn")}

    def own_replica(self):
        region = self.aws("dynamodb").meta.region_name
        return next(replica for replica in self.properties["Replicas"] if replica["Region"] == region)

    def update(self):
        dynamodb, name, own = self.aws("dynamodb"), self.physical_resource_id, self.own_replica()
        if "DeletionProtectionEnabled" in own:
            dynamodb.update_table(TableName=name, DeletionProtectionEnabled=truth(own["DeletionProtectionEnabled"]))
        if "PointInTimeRecoverySpecification" in own:
            enabled = truth(own["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"])
            dynamodb.update_continuous_backups(
                TableName=name, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": enabled}
            )

    def remove(self):
        self.aws("dynamodb").delete_table(TableName=self.physical_resource_id)


@adapter("AWS::SNS::TopicPolicy")
class TopicPolicy(Resource):
    def create(self):
        policy = json.dumps(self.properties["PolicyDocument"])
        for topic in self.properties["Topics"]:
            self.aws("sns").set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=policy)
        return self.name, {}


@adapter("AWS::CloudWatch::CompositeAlarm")
class CompositeAlarm(Resource):
    def create(self):
        name = self.properties.get("AlarmName", self.name)
        self.aws("cloudwatch").put_composite_alarm(**{**self.properties, "AlarmName": name})
        found = self.aws("cloudwatch").describe_alarms(AlarmNames=[name], AlarmTypes=["CompositeAlarm"])
        return name, {"Arn": found["CompositeAlarms"][0]["AlarmArn"]}

    def remove(self):
        self.aws("cloudwatch").delete_alarms(AlarmNames=[self.physical_resource_id])


def truth(value):
    """Parameters and templates write truth values as they like."""
    return str(value).lower() == "true"
