"""CodeDeploy, which moto's CloudFormation does not know: see adapters.py. Nobody moves an alias here."""

from adapters import Refused, Resource, adapter


def lower(value):
    """The same with the names of its members as the API calls them: `Enabled` as `enabled`."""
    if isinstance(value, dict):
        return {name[0].lower() + name[1:]: lower(member) for name, member in value.items()}
    return [lower(member) for member in value] if isinstance(value, list) else value


@adapter("AWS::CodeDeploy::Application")
class Application(Resource):
    """moto deletes none."""

    def create(self):
        name = self.properties["ApplicationName"]
        self.aws("codedeploy").create_application(applicationName=name, computePlatform=self.properties["ComputePlatform"])
        return name, {}


@adapter("AWS::CodeDeploy::DeploymentGroup")
class DeploymentGroup(Resource):
    """moto neither changes nor deletes one."""

    def create(self):
        self.aws("codedeploy").create_deployment_group(
            **lower(
                self.pick(
                    "ApplicationName",
                    "DeploymentGroupName",
                    "DeploymentConfigName",
                    "ServiceRoleArn",
                    "AlarmConfiguration",
                    "AutoRollbackConfiguration",
                    "DeploymentStyle",
                )
            )
        )
        self.made = self.properties
        return self.properties["DeploymentGroupName"], {}

    def update(self):
        if self.properties != self.made:
            raise Refused("moto has no UpdateDeploymentGroup")
