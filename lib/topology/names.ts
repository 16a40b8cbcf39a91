/** Physical names that are fixed by the topology, so that no stack has to refer to another. */
export interface CellNames {
  /** The secret with the key digests. */
  readonly keysSecret: string;
  /** The cell's private bucket. Its name holds the account, since bucket names are shared by the whole partition. */
  readonly stateBucket: string;
  readonly queue: string;
  readonly deadLetterQueue: string;
  /** Whom the cell's alarms tell, unless the team names a topic of its own. */
  readonly alarmTopic: string;
  /** The table of jobs, one for all Regions. */
  readonly jobLedger: string;
}

/** The same of a Google region. Bucket names are shared by everybody, hence the project's number in them. */
export interface GoogleCellNames {
  readonly keysSecret: string;
  readonly stateBucket: string;
  /** The gateway's code, every version of it. */
  readonly bundleBucket: string;
  /** The Artifact Registry repository from which Cloud Run takes the gateway's image. */
  readonly imageRepository: string;
  readonly gateway: string;
  /** The service that finds out how the cell is, and the schedule that calls it. */
  readonly prober: string;
  /** The pool that works jobs off. */
  readonly worker: string;
  /** The topic, and its subscription. */
  readonly jobTopic: string;
  readonly deadLetterTopic: string;
}

export function servicePrefix(service: string, stage?: string): string {
  return stage === undefined ? service : `${service}-${stage}`;
}

export function cellNames(prefix: string, account: string, region: string): CellNames {
  return {
    keysSecret: `${prefix}/gateway-keys`,
    stateBucket: `${prefix}-state-${account}-${region}`,
    queue: `${prefix}-jobs`,
    deadLetterQueue: `${prefix}-jobs-dead-letters`,
    alarmTopic: `${prefix}-alarms`,
    jobLedger: `${prefix}-jobs`,
  };
}

export function googleCellNames(prefix: string, projectNumber: string, region: string): GoogleCellNames {
  return {
    keysSecret: `${prefix}-gateway-keys-${region}`,
    stateBucket: `${prefix}-state-${projectNumber}-${region}`,
    bundleBucket: `${prefix}-bundle-${projectNumber}-${region}`,
    imageRepository: `${prefix}-images`,
    gateway: `${prefix}-gateway`,
    prober: `${prefix}-prober`,
    worker: `${prefix}-worker`,
    jobTopic: `${prefix}-jobs-${region}`,
    deadLetterTopic: `${prefix}-jobs-dead-letters-${region}`,
  };
}

/** The database of the jobs that Google's cells accept. */
export function jobsDatabaseName(prefix: string): string {
  return `${prefix}-jobs`;
}

/** What the dashboard of all Google cells is called in the console. */
export function googleDashboardName(prefix: string): string {
  return `${prefix}-google`;
}

/** The bucket with the weights of a Region's servers. */
export function weightsBucketName(prefix: string, account: string, region: string): string {
  return `${prefix}-weights-${account}-${region}`;
}

/** What servers on Google start from, in each region that has some. */
export function googleMirrorNames(prefix: string, projectNumber: string, region: string) {
  return {
    weightsBucket: weightsBucketName(prefix, projectNumber, region),
    /** Apart from the gateway's: it is filled before anything serves. */
    imageRepository: `${prefix}-servers`,
  };
}

/** A registry's repository with one of the images that servers start from. */
export function imageRepositoryName(prefix: string, image: string): string {
  return `${prefix}/${image}`;
}

/** A rung's own compute, by the name that the cell's own network has for it. (`internal` is nobody's in public.) */
export function computeHostName(prefix: string, rung: string): string {
  return `${rung}.${prefix}.internal`;
}

/** A rung's own compute on Cloud Run. */
export function googleComputeName(prefix: string, rung: string): string {
  return `${prefix}-${rung}`;
}

/** The custom role of a project that lets gateways call Vertex AI: ids of roles hold no hyphen. */
export function vertexRoleId(prefix: string): string {
  return `${prefix.replace(/-/g, '_')}_vertex_caller`;
}

/** `assistant`, `prod` -> `Assistant-prod`. */
export function stackPrefix(service: string, stage?: string): string {
  return servicePrefix(service.charAt(0).toUpperCase() + service.slice(1), stage);
}
