/** An output of CDK for Terraform with these stacks' JSON by their names. */
export function cdktfOf(stacks: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const names = Object.keys(stacks);
  return {
    'manifest.json': {
      version: '0.21.0',
      stacks: Object.fromEntries(
        names.map((name) => [
          name,
          { name, constructPath: name, synthesizedStackPath: `stacks/${name}/cdk.tf.json`, dependencies: [] },
        ]),
      ),
    },
    ...Object.fromEntries(names.map((name) => [`stacks/${name}/cdk.tf.json`, stacks[name]])),
  };
}
