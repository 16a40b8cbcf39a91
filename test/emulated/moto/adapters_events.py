"""What starts functions without anybody asking: see adapters.py."""

from adapters import Resource, adapter


@adapter("AWS::Lambda::EventInvokeConfig")
class EventInvokeConfig(Resource):
    def create(self):
        self.update()
        return f"{self.properties['FunctionName']}|{self.properties['Qualifier']}", {}

    def update(self):
        numbers = self.pick("MaximumEventAgeInSeconds", "MaximumRetryAttempts")
        self.aws("lambda").put_function_event_invoke_config(
            **self.pick("FunctionName", "Qualifier", "DestinationConfig"),
            **{name: int(value) for name, value in numbers.items()},
        )

    def remove(self):
        self.aws("lambda").delete_function_event_invoke_config(**self.pick("FunctionName", "Qualifier"))


@adapter("AWS::Scheduler::Schedule")
class Schedule(Resource):
    def create(self):
        # As CloudFormation does, with a name of at most 64 letters; the end of ours tells stacks and schedules apart.
        name = self.properties.get("Name", self.name[-64:])
        schedule = self.aws("scheduler").create_schedule(Name=name, **self.declared())
        return name, {"Arn": schedule["ScheduleArn"]}

    def update(self):
        self.aws("scheduler").update_schedule(Name=self.physical_resource_id, **self.declared())

    def declared(self):
        return self.pick(
            "Description", "FlexibleTimeWindow", "GroupName", "ScheduleExpression", "ScheduleExpressionTimezone", "State",
            "Target",
        )  # fmt: skip

    def remove(self):
        self.aws("scheduler").delete_schedule(Name=self.physical_resource_id)
