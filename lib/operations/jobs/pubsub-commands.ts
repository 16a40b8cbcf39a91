/** Pub/Sub as gcloud reaches it in one region: a cell's topics take and give nothing through another one. */
export function pubSubCommand(region: string, project: string, ...words: readonly string[]): string[] {
  const endpoint = `CLOUDSDK_API_ENDPOINT_OVERRIDES_PUBSUB=https://${region}-pubsub.googleapis.com/`;
  return ['env', endpoint, 'gcloud', 'pubsub', ...words, '--project', project];
}
