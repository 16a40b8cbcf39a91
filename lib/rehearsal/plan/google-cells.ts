import { cellId } from '../../contract/cell';
import type { Estate } from '../../estate/estate';
import type { Unknown } from '../../estate/value';
import { type CloudRunService, cloudRunServicesOf, type VolumeMount } from '../../estate/views/cloud-run-services';
import type { BalancerPlan } from './balancer-plan';
import type { GoogleCellPlan, ServicePlan } from './cell-plan';
import { googleJobsPlan } from './google-jobs-plan';
import type { KnownValues } from './known-values';
import { proberPlan } from './prober-plan';

/** A cell for every Cloud Run service to which a load balancer leads; the others serve nobody outside. */
export function googleCells(
  estate: Estate,
  balancers: readonly BalancerPlan[],
  values: KnownValues,
): readonly GoogleCellPlan[] {
  const backends = balancers.flatMap(({ hosts, otherHosts }) => [otherHosts, ...hosts.map(({ backend }) => backend)]);
  const served = new Set(backends.flatMap(({ serviceIds }) => serviceIds));
  const services = cloudRunServicesOf(estate);
  return services
    .filter(({ node }) => served.has(node.id))
    .map((service) => {
      const region = values.known(service.region, `${service.node.id}.location`, 'unknown');
      // By a name that leads to it alone.
      const names = balancers.flatMap(({ hosts }) =>
        hosts.flatMap(({ host, backend: { serviceIds } }) =>
          serviceIds.length === 1 && serviceIds[0] === service.node.id ? [host] : [],
        ),
      );
      const prober = proberPlan(estate, services, names, values, (one) => servicePlan(one, values));
      const cell = cellId('google', region);
      const jobs = googleJobsPlan(estate, cell, values, (one) => servicePlan({ ...one, timeoutSeconds: 0 }, values));
      return {
        cloud: 'google',
        cell,
        region,
        service: servicePlan(service, values),
        ...(prober && { prober }),
        ...(jobs && { jobs }),
        intent: service.node.stack.intent,
      };
    });
}

/** What any kind of thing that Cloud Run runs has; what nobody calls has no time-out. */
type Program = Pick<
  CloudRunService,
  'node' | 'name' | 'command' | 'args' | 'mounts' | 'environment' | 'timeoutSeconds'
>;

function servicePlan(service: Program, values: KnownValues): ServicePlan {
  const { id } = service.node;
  const texts = (list: readonly (string | Unknown)[] | Unknown, place: string) =>
    values
      .known<readonly (string | Unknown)[]>(list, place, [])
      .map((text, index) => values.known(text, `${place}.${index}`, ''));
  const command = texts(service.command ?? [], `${id}.command`);
  // What an image would start by itself is in the image, and no image is pulled here.
  if (command[0] !== 'node') {
    values.refuse(
      'image-needed',
      `${id}.command`,
      `the rehearsal runs no images, and knows only what \`node\` starts, not \`${command[0] ?? "the image's own"}\``,
      'name `node` as the command',
    );
  }
  return {
    id,
    name: values.known(service.name, `${id}.name`, ''),
    command: [...command, ...texts(service.args, `${id}.args`)],
    files: filesOf(service, values),
    timeoutSeconds: values.known(service.timeoutSeconds, `${id}.timeout`, 300),
    environment: values.environment(service.environment, `${id}.env`),
  };
}

function filesOf({ node, mounts }: Program, values: KnownValues): ReadonlyMap<string, string> {
  const place = `${node.id}.volume_mounts`;
  const files = new Map<string, string>();
  for (const { path, files: mounted } of values.known<readonly VolumeMount[]>(mounts, place, [])) {
    const folder = values.known(path, place, '').replace(/\/$/, '');
    for (const [name, file] of values.known(mounted, place, new Map<string, string | Unknown>())) {
      files.set(`${folder}/${name}`, values.known(file, `${place} ${name}`, ''));
    }
  }
  return files;
}
