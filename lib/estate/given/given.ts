/** A value for a parameter of a template, or for a variable of Terraform, as who asks hands it in. */
export interface Given {
  readonly name: string;
  /** Whose it is; of every stack that declares it where none is named. */
  readonly stack?: string;
  /** A text where it was typed or is CloudFormation's; anything that JSON has where Terraform's file says it. */
  readonly value: unknown;
  /** Where it was said: the option's argument, or the file. */
  readonly from: string;
}

/** What is given to each file, by the names that it declares. */
export type GivenTo<F> = Pick<ReadonlyMap<F, ReadonlyMap<string, unknown>>, 'get'>;
