import { type CellId, cellId } from '../contract/cell';
import { ENVIRONMENT } from '../contract/environment';
import type { Tier } from '../contract/ladder';
import type { FleetMetadata } from '../contract/metadata';
import { InvalidConfiguration, type Problem } from '../contract/problem';
import type { Estate } from '../estate/estate';
import { Reference, Unknown, type Value } from '../estate/value';
import { functionsOf, type LambdaFunction } from '../estate/views/functions';
import { type RestApi, restApisOf } from '../estate/views/rest-apis';
import type { ApiRoute } from './api/routing';

/** One Region's serving half, as synthesized: all that has to be known to run it here. */
export interface CellPlan {
  readonly cell: CellId;
  readonly region: string;
  /** The custom domains' host names, and the nodes that aliases point at. */
  readonly domains: readonly { readonly nodeId: string; readonly hostName: string }[];
  readonly routes: readonly ApiRoute[];
  readonly functions: readonly FunctionPlan[];
  /** What the constructs say that they intend; only with it are there rungs to fault. */
  readonly intent?: FleetMetadata;
}

export interface FunctionPlan {
  readonly id: string;
  readonly name: string;
  readonly handler: string;
  readonly codeDirectory: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  /** The template's, to the letter. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Reads what is to be run out of what was synthesized.
 *
 * @throws InvalidConfiguration with everything that is unknown and needed
 */
export function planOf(estate: Estate): readonly CellPlan[] {
  const reader = new Reader();
  const functions = new Map(functionsOf(estate).map((one) => [one.node.id, one]));
  const plans = restApisOf(estate).map((api) => reader.cell(api, functions));
  const seen = new Set<string>();
  for (const plan of plans) {
    if (seen.has(plan.cell)) {
      reader.refuse('cell-with-several-apis', plan.cell, 'a Region has more than one REST API', 'rehearse one of them');
    }
    seen.add(plan.cell);
  }
  if (plans.length === 0) {
    reader.refuse(
      'nothing-to-run',
      estate.directories.join(', '),
      'no stack holds a REST API',
      'synthesize a fleet into it first',
    );
  }
  if (reader.problems.length > 0) throw new InvalidConfiguration(reader.problems);
  return plans;
}

/** The numerically largest floor: what `/health/serving` asks for. */
export function loosestFloor(plan: CellPlan): Tier {
  return Math.max(1, ...(plan.intent?.routes.map((route) => route.floor) ?? [])) as Tier;
}

/** The value of a variable that says where something of the cell is; the functions of a cell agree on it. */
export function environmentValue(plan: CellPlan, name: keyof typeof ENVIRONMENT): string | undefined {
  return plan.functions.map((one) => one.environment[ENVIRONMENT[name]]).find((value) => value !== undefined);
}

/** Turns values into what a process can be started with, and remembers what could not be. */
class Reader {
  public readonly problems: Problem[] = [];

  public refuse(code: string, path: string, message: string, mend: string): void {
    this.problems.push({ code, path, message, mend });
  }

  public cell(api: RestApi, functions: ReadonlyMap<string, LambdaFunction>): CellPlan {
    const { stack } = api.node;
    const region = this.known(stack.region, `${stack.name}.region`, 'unknown');
    if (api.unreadRoutes !== undefined) this.unknown(api.unreadRoutes, api.node.id);
    const routes = api.routes.map((route): ApiRoute => {
      const place = `${api.node.id} ${String(route.path)}`;
      const { throttle } = route;
      return {
        method: this.known(route.method, `${place}.method`, 'ANY'),
        path: this.known(route.path, `${place}.path`, '/'),
        functionId: this.known(route.functionId, `${place}.integration`, ''),
        streaming: this.known(route.streaming, `${place}.responseTransferMode`, false),
        timeoutMilliseconds: this.known(route.timeoutMilliseconds, `${place}.timeout`, 29_000),
        throttle: throttle && {
          requestsPerSecond: this.known(throttle.requestsPerSecond, `${place}.throttle.rate`, 1),
          burst: this.known(throttle.burst, `${place}.throttle.burst`, 1),
        },
      };
    });
    const ids = [...new Set(routes.map((route) => route.functionId))].filter((id) => id !== '');
    return {
      cell: cellId('aws', region),
      region,
      domains: api.domains.map((domain) => ({
        nodeId: domain.node.id,
        hostName: this.known(domain.hostName, `${domain.node.id}.DomainName`, ''),
      })),
      routes,
      functions: ids.flatMap((id) => {
        const found = functions.get(id);
        if (found === undefined) this.refuse('function-missing', id, 'a route names it', 'synthesize its stack too');
        return found === undefined ? [] : [this.function(found)];
      }),
      intent: stack.intent,
    };
  }

  private function(one: LambdaFunction): FunctionPlan {
    const { id } = one.node;
    return {
      id,
      // CloudFormation would make the name up; the logical id stands in.
      name: typeof one.name === 'string' ? one.name : one.node.logicalId,
      handler: this.known(one.handler, `${id}.Handler`, ''),
      codeDirectory: this.known(one.codeDirectory, `${id}.Code`, ''),
      timeoutSeconds: this.known(one.timeoutSeconds, `${id}.Timeout`, 3),
      memoryMegabytes: this.known(one.memoryMegabytes, `${id}.MemorySize`, 128),
      environment: Object.fromEntries(
        Object.entries(one.environment).map(([name, value]) => [name, this.text(value, `${id}.Environment.${name}`)]),
      ),
    };
  }

  private text(value: Value, place: string): string {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
    if (value instanceof Reference) {
      this.refuse(
        'value-after-deployment',
        place,
        `${value.attribute} of ${value.nodeId} exists only then`,
        FIXED_NAME,
      );
    } else if (value instanceof Unknown) {
      this.unknown(value, place);
    } else {
      this.refuse('no-text', place, 'an environment variable is text', 'give it a string');
    }
    return '';
  }

  private known<T>(value: T | Unknown, place: string, otherwise: T): T {
    if (!(value instanceof Unknown)) return value;
    this.unknown(value, place);
    return otherwise;
  }

  private unknown(value: Unknown, place: string): void {
    const at = `${value.place.file} ${value.place.path}`;
    this.refuse('unknown-value', place, `${value.reason} (${at})`, 'the rehearsal needs it literal in the template');
  }
}

const FIXED_NAME = 'give the resource a fixed name, so that the template holds it';
