// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform's interpolations
import { type Example, onlyTerraform } from '../example';

const subscription = (topic: string, rest: object = {}) => ({
  name: `${topic}-pull`,
  topic: `\${google_pubsub_topic.${topic}.id}`,
  ...rest,
});
const jobs = subscription('jobs', {
  dead_letter_policy: { dead_letter_topic: '${google_pubsub_topic.dead.id}', max_delivery_attempts: 5 },
});
const topics = { jobs: { name: 'jobs' }, dead: { name: 'dead' } };

export const example: Example = {
  compliant: onlyTerraform({
    google_pubsub_topic: topics,
    google_pubsub_subscription: { jobs, dead: subscription('dead') },
  }),
  broken: onlyTerraform({ google_pubsub_topic: topics, google_pubsub_subscription: { jobs: subscription('jobs') } }),
};
