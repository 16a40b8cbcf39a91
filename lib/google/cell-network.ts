import { ComputeNetwork } from '@cdktf/provider-google/lib/compute-network';
import { ComputeSubnetwork } from '@cdktf/provider-google/lib/compute-subnetwork';
import { DnsManagedZone } from '@cdktf/provider-google/lib/dns-managed-zone';
import { DnsRecordSet } from '@cdktf/provider-google/lib/dns-record-set';
import { Construct } from 'constructs';

export interface CellNetworkProps {
  readonly project: string;
  readonly region: string;
  /** Of the network, its subnet and its zone: `assistant-europe-west4`. */
  readonly name: string;
}

/**
 * What stands for `private.googleapis.com`: Google's services, reached from within.
 * @see https://docs.cloud.google.com/vpc/docs/configure-private-google-access#config-options
 */
const PRIVATE_ADDRESSES = ['199.36.153.8', '199.36.153.9', '199.36.153.10', '199.36.153.11'];

/** Every instance has addresses of its own while it lives, and for up to 20 minutes after. */
const RANGE = '10.8.0.0/22';

/**
 * A network of the cell's own, in which its gateway calls its servers: Cloud Run takes a call for an internal one only
 * when it comes from a network. In it `*.run.app` is answered by Google's private addresses, so that these calls alone
 * go through it; there is no NAT, and nothing that stands in it reaches the internet.
 * @see https://docs.cloud.google.com/run/docs/securing/private-networking
 */
export class CellNetwork extends Construct {
  /** The network and the subnet, as a service's template names them. */
  public readonly network: string;
  public readonly subnetwork: string;
  /** What calls wait for: without these names they would leave by the internet, and be refused. */
  public readonly names: readonly DnsRecordSet[];

  public constructor(scope: Construct, id: string, { project, region, name }: CellNetworkProps) {
    super(scope, id);
    const network = new ComputeNetwork(this, 'Network', {
      project,
      name,
      autoCreateSubnetworks: false,
      routingMode: 'REGIONAL',
    });
    const subnetwork = new ComputeSubnetwork(this, 'Subnet', {
      project,
      region,
      name,
      network: network.id,
      ipCidrRange: RANGE,
      privateIpGoogleAccess: true,
    });
    const zone = new DnsManagedZone(this, 'RunApp', {
      project,
      name: `${name}-run-app`,
      description: `Cloud Run from within ${name}`,
      dnsName: 'run.app.',
      visibility: 'private',
      privateVisibilityConfig: { networks: [{ networkUrl: network.id }] },
    });
    const record = (recordId: string, type: string, recordName: string, rrdatas: string[]) =>
      new DnsRecordSet(this, recordId, {
        project,
        managedZone: zone.name,
        name: recordName,
        type,
        ttl: 300,
        rrdatas,
      });
    this.names = [
      record('Private', 'A', 'run.app.', PRIVATE_ADDRESSES),
      record('All', 'CNAME', '*.run.app.', ['run.app.']),
    ];
    this.network = network.id;
    this.subnetwork = subnetwork.id;
  }
}
