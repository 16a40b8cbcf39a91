/** Where something stands: the file, and the path inside it. */
export interface Place {
  readonly file: string;
  /** `Resources.Gateway.Properties.Timeout` */
  readonly path: string;
}

/** A value that exists only after deployment, but whose owner is known: `Ref` and `GetAtt` of a resource. */
export class Reference {
  public constructor(
    public readonly nodeId: string,
    /** `Ref` for a plain reference, else the attribute's name. */
    public readonly attribute: string,
  ) {}
}

/** A value that could not be determined, with the reason. It never counts as anything else. */
export class Unknown {
  public constructor(
    public readonly reason: string,
    public readonly place: Place,
    /** The references that occur inside it (a join of texts and an ARN, say), so that edges are not lost. */
    public readonly mentions: readonly Reference[] = [],
  ) {}
}

/** What CloudFormation alone fills in (the account's number, a stack's id): not known here, and nobody's decision. */
export class FilledIn extends Unknown {}

/** What a template says, with references resolved as far as they can be. */
export type Value = string | number | boolean | null | Reference | Unknown | readonly Value[] | ValueObject;

export interface ValueObject {
  readonly [key: string]: Value;
}
