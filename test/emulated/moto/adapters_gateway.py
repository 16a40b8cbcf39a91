"""API Gateway and Lambda: see adapters.py."""

from adapters import Resource, adapter


@adapter("AWS::ApiGateway::RestApi")
class RestApi(Resource):
    """moto's own drops the kind of endpoint and that the default one is disabled."""

    def create(self):
        api = self.aws("apigateway").create_rest_api(
            **self.pick("Name", "Description", "DisableExecuteApiEndpoint", lower=True),
            endpointConfiguration={"types": self.properties["EndpointConfiguration"]["Types"]},
        )
        resources = self.aws("apigateway").get_resources(restApiId=api["id"])["items"]
        root = next(resource["id"] for resource in resources if resource["path"] == "/")
        return api["id"], {"RestApiId": api["id"], "RootResourceId": root}

    def remove(self):
        self.aws("apigateway").delete_rest_api(restApiId=self.physical_resource_id)


@adapter("AWS::ApiGateway::DomainName")
class DomainName(Resource):
    def create(self):
        domain = self.aws("apigateway").create_domain_name(
            **self.pick("DomainName", "RegionalCertificateArn", "SecurityPolicy", lower=True),
            endpointConfiguration={"types": self.properties["EndpointConfiguration"]["Types"]},
        )
        attributes = ("RegionalDomainName", "RegionalHostedZoneId")
        return domain["domainName"], {name: domain[name[0].lower() + name[1:]] for name in attributes}

    def remove(self):
        self.aws("apigateway").delete_domain_name(domainName=self.physical_resource_id)


@adapter("AWS::ApiGateway::BasePathMapping")
class BasePathMapping(Resource):
    def create(self):
        self.aws("apigateway").create_base_path_mapping(
            **self.pick("DomainName", "BasePath", "RestApiId", "Stage", lower=True)
        )
        return f"{self.properties['DomainName']}|{self.path()}", {}

    def remove(self):
        self.aws("apigateway").delete_base_path_mapping(domainName=self.properties["DomainName"], basePath=self.path())

    def path(self):
        return self.properties.get("BasePath", "(none)")


@adapter("AWS::ApiGateway::Stage")
class Stage(Resource):
    KEYS = {
        "ThrottlingBurstLimit": "throttling/burstLimit",
        "ThrottlingRateLimit": "throttling/rateLimit",
        "DataTraceEnabled": "logging/dataTrace",
        "LoggingLevel": "logging/loglevel",
        "MetricsEnabled": "metrics/enabled",
    }

    def create(self):
        self.where = self.pick("RestApiId", "StageName", lower=True)
        self.aws("apigateway").create_stage(
            **self.pick("RestApiId", "StageName", "DeploymentId", "Variables", "Description", "TracingEnabled", lower=True)
        )
        self.configure()
        return self.properties["StageName"], {}

    def configure(self):
        operations = [{"op": "replace", "path": "/deploymentId", "value": self.properties["DeploymentId"]}]
        for settings in self.properties.get("MethodSettings", []):
            place = "/" + settings["ResourcePath"].lstrip("/") + "/" + settings["HttpMethod"]
            operations += [
                {"op": "replace", "path": f"{place}/{path}", "value": str(settings[key])}
                for key, path in self.KEYS.items()
                if key in settings
            ]
        self.aws("apigateway").update_stage(**self.where, patchOperations=operations)

    def update(self):
        self.configure()

    def remove(self):
        self.aws("apigateway").delete_stage(**self.where)


@adapter("AWS::ApiGateway::Method")
class Method(Resource):
    """moto's own drops the time-out, the transfer mode and the credentials of the integration."""

    def create(self):
        self.where = self.pick("RestApiId", "ResourceId", "HttpMethod", lower=True)
        self.update()
        return "-".join(self.where.values()), {}

    def update(self):
        api = self.aws("apigateway")
        api.put_method(**self.where, **self.pick("AuthorizationType", "ApiKeyRequired", "RequestParameters", lower=True))
        integration = {name[0].lower() + name[1:]: value for name, value in self.properties["Integration"].items()}
        responses = integration.pop("integrationResponses", [])
        api.put_integration(**self.where, **integration)
        for response in responses:
            api.put_method_response(**self.where, statusCode=str(response["StatusCode"]))
            api.put_integration_response(
                **self.where, **{name[0].lower() + name[1:]: value for name, value in response.items()}
            )

    def remove(self):
        self.aws("apigateway").delete_method(**self.where)


@adapter("AWS::Lambda::Version")
class Version(Resource):
    """moto's own has no ARN."""

    def create(self):
        version = self.aws("lambda").publish_version(**self.pick("FunctionName", "Description"))
        return version["FunctionArn"], {"Version": version["Version"], "FunctionArn": version["FunctionArn"]}


@adapter("AWS::Lambda::Alias")
class Alias(Resource):
    def create(self):
        self.where = self.pick("FunctionName", "Name")
        alias = self.aws("lambda").create_alias(**self.where, **self.pick("FunctionVersion", "Description"))
        return alias["AliasArn"], {"AliasArn": alias["AliasArn"]}

    def update(self):
        self.aws("lambda").update_alias(**self.where, **self.pick("FunctionVersion", "Description"))

    def remove(self):
        self.aws("lambda").delete_alias(**self.where)


@adapter("AWS::Lambda::Permission")
class Permission(Resource):
    """moto's own keeps the template's text instead of a statement."""

    def create(self):
        # The ARN of an alias ends in its name, which the API takes apart from the function.
        *arn, last = self.properties["FunctionName"].split(":")
        qualified = len(arn) == 7
        function = ":".join(arn) if qualified else self.properties["FunctionName"]
        self.where = {"FunctionName": function, "StatementId": self.name, **({"Qualifier": last} if qualified else {})}
        self.aws("lambda").add_permission(
            **self.where, **self.pick("Action", "Principal", "SourceArn", "SourceAccount")
        )
        return self.name, {}

    def remove(self):
        self.aws("lambda").remove_permission(**self.where)
