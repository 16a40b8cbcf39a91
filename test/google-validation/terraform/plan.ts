/** The parts of `terraform show -json` that are read. @see https://developer.hashicorp.com/terraform/internals/json-format */
export interface Plan {
  readonly planned_values: { readonly root_module: { readonly resources?: readonly PlannedResource[] } };
  readonly configuration: { readonly root_module: { readonly resources?: readonly ConfiguredResource[] } };
}

export interface PlannedResource {
  readonly address: string;
  readonly type: string;
  /** What is known before the apply. */
  readonly values: {
    readonly [name: string]: unknown;
  };
}

/** References are only in the configuration: ids of what does not exist yet are unknown in the plan. */
export interface ConfiguredResource {
  readonly address: string;
  readonly expressions: { readonly [name: string]: { readonly references?: readonly string[] } };
}
