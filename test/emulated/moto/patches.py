"""What the launcher changes in moto. Each says what and why; the launcher prints all of it."""

import copy
from contextlib import contextmanager

from botocore.exceptions import ClientError, ParamValidationError
from moto.apigateway import models as apigateway
from moto.cloudformation import parsing
from moto.cloudformation.exceptions import ValidationError
from moto.cloudformation.models import CloudFormationBackend
from moto.cloudformation.responses import CloudFormationResponse
from moto.cloudwatch.responses import CloudWatchResponse
from moto.core.responses import ActionResult
from moto.iam.access_control import IAMPolicyStatement, PermissionResult
from moto.route53 import models as route53

from adapters import ADAPTERS, Refused

PATCHES = []


@contextmanager
def refusals(logical_id, kind):
    """A service's refusal becomes CloudFormation's, which `cdk` shows at once instead of trying again."""
    try:
        yield
    except (ClientError, ParamValidationError, Refused) as error:
        raise ValidationError(message=f"{logical_id} ({kind}): {error}") from error


def patch(function):
    PATCHES.append(function)
    return function


@patch
def resources_by_the_services_own_api(aws_of):
    """Types that its CloudFormation lacks or drops parts of are created by calls of the services' own APIs"""
    create, update, classes = (
        parsing.parse_and_create_resource,
        parsing.parse_and_update_resource,
        parsing.resource_class_from_type,
    )

    def created(logical_id, resource_json, resources_map, account_id, region_name):
        cls = ADAPTERS.get(resource_json["Type"])
        if cls is None:
            return create(logical_id, resource_json, resources_map, account_id, region_name)
        properties = parsing.clean_json(resource_json.get("Properties", {}), resources_map)
        name = f"{resources_map['AWS::StackName']}-{logical_id}"
        with refusals(logical_id, resource_json["Type"]):
            resource = cls(aws_of(region_name), name, properties)
        resource.cf_resource_type, resource.logical_resource_id = resource_json["Type"], logical_id
        return resource

    def updated(logical_id, resource_json, resources_map, account_id, region_name):
        original = resources_map[logical_id]
        cls = ADAPTERS.get(resource_json["Type"])
        if cls is None:
            # Where moto has no update it would forget the resource.
            return update(logical_id, resource_json, resources_map, account_id, region_name) or original
        if not hasattr(original, "update"):
            original.remove()
            return created(logical_id, resource_json, resources_map, account_id, region_name)
        original.properties = parsing.clean_json(resource_json.get("Properties", {}), resources_map)
        with refusals(logical_id, resource_json["Type"]):
            original.update()
        return original

    parsing.parse_and_create_resource, parsing.parse_and_update_resource = created, updated
    parsing.resource_class_from_type = lambda kind: ADAPTERS.get(kind) or classes(kind)


@patch
def retained_on_removal(_aws_of):
    """A deletion policy of RetainExceptOnCreate keeps a resource when its stack goes, as Retain does"""
    delete = parsing.ResourceMap.delete

    def deleted(self):
        kept = {
            name: resource
            for name, resource in self._resource_json_map.items()
            if resource.get("DeletionPolicy") == "RetainExceptOnCreate"
        }
        self._resource_json_map = {
            name: resource for name, resource in self._resource_json_map.items() if name not in kept
        }
        delete(self)

    def delete_resource(self, resource, resource_json):
        if resource_json["Type"] not in ADAPTERS:
            return remove(self, resource, resource_json)
        try:
            resource.remove()
        except ClientError as error:
            # Gone with what it belongs to: a method with its API.
            if "NotFound" not in error.response["Error"]["Code"]:
                raise

    remove = parsing.ResourceMap._delete_resource
    parsing.ResourceMap.delete, parsing.ResourceMap._delete_resource = deleted, delete_resource


@patch
def references_to_what_is_not_emulated(_aws_of):
    """A reference to a resource that is not emulated gives a stand-in; else whatever refers to it could not be created"""
    clean = parsing.clean_json

    def cleaned(value, resources_map):
        if isinstance(value, dict) and len(value) == 1:
            declared = getattr(resources_map, "_resource_json_map", {})
            if value.get("Ref") in declared and resources_map[value["Ref"]] is None:
                return stand_in(resources_map, value["Ref"])
            name, attribute = value.get("Fn::GetAtt", (None, None))
            if name in declared and resources_map[name] is None:
                return stand_in(resources_map, name, attribute)
        return clean(value, resources_map)

    def stand_in(resources_map, name, attribute=None):
        service = resources_map._resource_json_map[name]["Type"].split("::")[1].lower()
        if attribute not in (None, "Arn"):
            return f"{name}.{attribute}"
        region, account = resources_map["AWS::Region"], resources_map["AWS::AccountId"]
        return name if attribute is None else f"arn:aws:{service}:{region}:{account}:{name}"

    parsing.clean_json = cleaned


@patch
def zones_have_ids_like_real_ones(_aws_of):
    """The id of a hosted zone begins with Z"""
    identifier = route53.create_route53_zone_id
    route53.create_route53_zone_id = lambda *args, **named: "Z" + identifier(*args, **named)[:20]


@patch
def conditional_denials_are_left_out(_aws_of):
    """A bucket policy that denies under a condition (no TLS) denies nothing; moto would deny every request"""
    permitted = IAMPolicyStatement.is_action_permitted

    def is_action_permitted(self, *args, **named):
        conditional = self._statement["Effect"] == "Deny" and "Condition" in self._statement
        return PermissionResult.NEUTRAL if conditional else permitted(self, *args, **named)

    IAMPolicyStatement.is_action_permitted = is_action_permitted


@patch
def deployments_have_an_id(_aws_of):
    """A deployment of an API is known by its id"""
    apigateway.Deployment.physical_resource_id = property(lambda self: self.id)


@patch
def records_are_told_apart(_aws_of):
    """Deleting a record leaves others of its set identifier alone, and a record may be deleted however it was created"""
    change = route53.Route53Backend.change_resource_record_sets

    def changed(self, zoneid, change_list):
        zone = self.get_hosted_zone(zoneid)
        for item in [item for item in change_list if item["Action"] == "DELETE"]:
            gone = item["ResourceRecordSet"]
            name = gone["Name"].rstrip(".") + "."
            key = (name, gone["Type"], gone.get("SetIdentifier"))
            zone.rrsets = [record for record in zone.rrsets if (record.name, record.type, record.set_identifier) != key]
        rest = [copy.deepcopy(item) for item in change_list if item["Action"] != "DELETE"]
        if rest:
            change(self, zoneid, rest)

    route53.Route53Backend.change_resource_record_sets = changed


@patch
def termination_protection(_aws_of):
    """A protected stack is not deleted, and protection can be changed"""
    delete = CloudFormationBackend.delete_stack

    def protected(self, name_or_stack_id):
        for stack in self.stacks.values():
            if name_or_stack_id in (stack.name, stack.stack_id) and stack.enable_termination_protection:
                raise ValidationError(
                    message=f"Stack [{stack.name}] cannot be deleted while TerminationProtection is enabled"
                )
        return delete(self, name_or_stack_id)

    def update_termination_protection(self):
        stack = self.cloudformation_backend.get_stack(self._get_param("StackName"))
        stack.enable_termination_protection = self._get_param("EnableTerminationProtection") in (True, "true")
        return ActionResult({"StackId": stack.stack_id})

    CloudFormationBackend.delete_stack = protected
    CloudFormationResponse.update_termination_protection = update_termination_protection


@patch
def kept_parameters_may_be_defaults(_aws_of):
    """An update may keep a parameter that never had another value than its default"""
    resolve = CloudFormationBackend._resolve_update_parameters

    def resolved(self, instance, incoming_params):
        known = [
            parameter
            for parameter in incoming_params
            if not parameter.get("UsePreviousValue") or parameter["ParameterKey"] in instance.parameters
        ]
        return resolve(self, instance, known)

    CloudFormationBackend._resolve_update_parameters = resolved


@patch
def composite_alarms(_aws_of):
    """A composite alarm is put by the operation of its name; all that reads it is there"""
    CloudWatchResponse.put_composite_alarm = CloudWatchResponse.put_metric_alarm
