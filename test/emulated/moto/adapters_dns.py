"""Route 53: see adapters.py."""

from adapters import Refused, Resource, adapter


@adapter("AWS::Route53::HealthCheck")
class HealthCheck(Resource):
    """moto's own drops children, thresholds, inversion, regions and tags."""

    def create(self):
        dns = self.aws("route53")
        check = dns.create_health_check(CallerReference=self.name, HealthCheckConfig=self.properties["HealthCheckConfig"])
        identifier = check["HealthCheck"]["Id"]
        tags = self.properties.get("HealthCheckTags")
        if tags:
            dns.change_tags_for_resource(ResourceType="healthcheck", ResourceId=identifier, AddTags=tags)
        return identifier, {"HealthCheckId": identifier}

    def update(self):
        fixed = ("Type", "RequestInterval", "MeasureLatency")
        config = {key: value for key, value in self.properties["HealthCheckConfig"].items() if key not in fixed}
        self.aws("route53").update_health_check(HealthCheckId=self.physical_resource_id, **config)

    def remove(self):
        self.aws("route53").delete_health_check(HealthCheckId=self.physical_resource_id)


@adapter("AWS::Route53::RecordSet")
class RecordSet(Resource):
    """moto's own neither reads what it is given nor tells records of one name apart when it deletes one.

    What Route 53 does and moto does not: it refuses an alias whose target in the same zone does not exist.
    """

    def create(self):
        self.upsert()
        return self.properties["Name"], {}

    def update(self):
        self.upsert()

    def remove(self):
        self.change("DELETE")

    def upsert(self):
        alias = self.properties.get("AliasTarget", {})
        if alias.get("HostedZoneId") == self.properties["HostedZoneId"]:
            target = alias["DNSName"].rstrip(".") + "."
            if target not in {record["Name"] for record in self.records()}:
                raise Refused(
                    f"[Tried to create an alias that targets {target}, type {self.properties['Type']} in zone "
                    f"{self.properties['HostedZoneId']}, but the alias target name does not lie within the target zone]"
                )
        self.change("UPSERT")

    def records(self):
        pages = self.aws("route53").get_paginator("list_resource_record_sets")
        return [
            record
            for page in pages.paginate(HostedZoneId=self.properties["HostedZoneId"])
            for record in page["ResourceRecordSets"]
        ]

    def change(self, action):
        record = {key: value for key, value in self.properties.items() if key not in ("HostedZoneId", "Comment")}
        if "ResourceRecords" in record:
            record |= {"ResourceRecords": [{"Value": value} for value in record["ResourceRecords"]]}
        if "TTL" in record:
            record |= {"TTL": int(record["TTL"])}
        self.aws("route53").change_resource_record_sets(
            HostedZoneId=self.properties["HostedZoneId"],
            ChangeBatch={"Changes": [{"Action": action, "ResourceRecordSet": record}]},
        )
