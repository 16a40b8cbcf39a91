import type { Language } from '../../contract/golden';
import type { GoldenDocument, RouteDocument, RungDocument, ServingDocument } from '../../topology/serving-document';
import type { FleetProps } from '../fleet';
import type { GoldenPrompt } from '../golden-prompt';
import type { Route } from '../route';
import type { Rung } from '../rung';

/**
 * A fleet's props as the document that `serving.yaml` would be, so that one validation gives one topology. What plain
 * JavaScript left out is left out here too, for that validation to tell.
 */
export function servingDocument(props: FleetProps): ServingDocument {
  const { service, stage, domain, hostedZone, frontDoorRegion, account, regions, demand, objectives, posture, egress } =
    props;
  return {
    service,
    stage,
    domain,
    hostedZone: hostedZone && { id: hostedZone.hostedZoneId, name: hostedZone.zoneName },
    frontDoorRegion,
    aws: { account, regions, egress, webAcl: props.webAcl, rollout: props.rollout },
    secondCloud: props.secondCloud?._endpoint,
    ladder: props.ladder && ladderDocument(props.ladder),
    routes: props.routes && routesDocument(props.routes),
    jobs: props.jobs,
    demand,
    prefer: props.prefer,
    posture,
    telemetry: props.otlpEndpoint === undefined ? undefined : { otlp: props.otlpEndpoint },
    objectives: objectives && {
      recovery: objectives.recovery && `${objectives.recovery.toSeconds()}s`,
      survive: objectives.survive,
      availability: objectives.availability,
    },
    alarms: props.alarms && { topic: props.alarms.topicName, runbook: props.alarms.runbookUrl },
  };
}

function goldenDocument({ ask, example, expect: { within, language, ...expect } }: GoldenPrompt): GoldenDocument {
  return {
    ask,
    example,
    expect: { ...expect, language: language as Language | undefined, within: within && `${within.toSeconds()}s` },
  };
}

export function ladderDocument(ladder: readonly Rung[]): readonly RungDocument[] {
  return ladder.map((rung) => rung._document);
}

export function routesDocument(routes: readonly Route[]): Readonly<Record<string, RouteDocument>> {
  return Object.fromEntries(
    routes.map(({ name, deadline, floor, mayQueue, golden, ...rest }) => [
      name,
      {
        deadline: deadline && `${deadline.toSeconds()}s`,
        floor: floor as RouteDocument['floor'],
        queue: mayQueue === undefined ? undefined : mayQueue ? 'allowed' : 'never',
        golden: golden?.map(goldenDocument),
        ...rest,
      },
    ]),
  );
}
