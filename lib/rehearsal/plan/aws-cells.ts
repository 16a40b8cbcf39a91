import { cellId } from '../../contract/cell';
import type { Estate } from '../../estate/estate';
import { functionBehind } from '../../estate/views/function-behind';
import { functionsOf, type LambdaFunction } from '../../estate/views/functions';
import { nodesOfType } from '../../estate/views/nodes';
import { type RestApi, restApisOf } from '../../estate/views/rest-apis';
import type { ApiRoute } from '../api/routing';
import type { AwsCellPlan, FunctionPlan } from './cell-plan';
import { jobsPlan } from './jobs-plan';
import type { KnownValues } from './known-values';
import { proberPlan } from './prober-plan';

/** A cell for every REST API. */
export function awsCells(estate: Estate, values: KnownValues): readonly AwsCellPlan[] {
  const functions = new Map(functionsOf(estate).map((one) => [one.node.id, one]));
  for (const one of functions.values()) values.named(one.node.id, nameOf(one));
  for (const alias of nodesOfType(estate, 'AWS::Lambda::Alias')) {
    // Each function runs in one version here, by whatever alias it is called.
    const behind = functions.get(functionBehind(estate, alias.id) ?? '');
    if (behind !== undefined) values.named(alias.id, nameOf(behind));
  }
  return restApisOf(estate).map((api) => {
    const cell = awsCell(api, functions, values);
    const names = cell.domains.map(({ hostName }) => hostName);
    const programOf = (one: LambdaFunction) => functionPlan(one, values);
    const prober = proberPlan(estate, [...functions.values()], names, values, programOf);
    const jobs = jobsPlan(estate, cell.cell, [...functions.values()], values, programOf);
    return { ...cell, ...(prober && { prober }), ...(jobs && { jobs }) };
  });
}

function awsCell(api: RestApi, functions: ReadonlyMap<string, LambdaFunction>, values: KnownValues): AwsCellPlan {
  const { stack } = api.node;
  const region = values.known(stack.region, `${stack.name}.region`, 'unknown');
  if (api.unreadRoutes !== undefined) values.known(api.unreadRoutes, api.node.id, undefined);
  const routes = api.routes.map((route): ApiRoute => {
    const place = `${api.node.id} ${String(route.path)}`;
    const { throttle } = route;
    return {
      method: values.known(route.method, `${place}.method`, 'ANY'),
      path: values.known(route.path, `${place}.path`, '/'),
      functionId: values.known(route.functionId, `${place}.integration`, ''),
      streaming: values.known(route.streaming, `${place}.responseTransferMode`, false),
      timeoutMilliseconds: values.known(route.timeoutMilliseconds, `${place}.timeout`, 29_000),
      throttle: throttle && {
        requestsPerSecond: values.known(throttle.requestsPerSecond, `${place}.throttle.rate`, 1),
        burst: values.known(throttle.burst, `${place}.throttle.burst`, 1),
      },
    };
  });
  const ids = [...new Set(routes.map((route) => route.functionId))].filter((id) => id !== '');
  return {
    cloud: 'aws',
    cell: cellId('aws', region),
    region,
    domains: api.domains.map((domain) => ({
      nodeId: domain.node.id,
      hostName: values.known(domain.hostName, `${domain.node.id}.DomainName`, ''),
    })),
    routes,
    functions: ids.flatMap((id) => {
      const found = functions.get(id);
      if (found === undefined) values.refuse('function-missing', id, 'a route names it', 'synthesize its stack too');
      return found === undefined ? [] : [functionPlan(found, values)];
    }),
    intent: stack.intent,
  };
}

/** CloudFormation would make the name up; the logical id stands in. */
function nameOf({ name, node }: LambdaFunction): string {
  return typeof name === 'string' ? name : node.logicalId;
}

function functionPlan(one: LambdaFunction, values: KnownValues): FunctionPlan {
  const { id } = one.node;
  return {
    id,
    name: nameOf(one),
    handler: values.known(one.handler, `${id}.Handler`, ''),
    codeDirectory: values.known(one.codeDirectory, `${id}.Code`, ''),
    timeoutSeconds: values.known(one.timeoutSeconds, `${id}.Timeout`, 3),
    memoryMegabytes: values.known(one.memoryMegabytes, `${id}.MemorySize`, 128),
    reservedConcurrency: values.known(one.reservedConcurrency, `${id}.ReservedConcurrentExecutions`, undefined),
    environment: values.environment(one.environment, `${id}.Environment`),
  };
}
