/** What the templates make of Pub/Sub, made by hand in an emulator. */
export interface Topics {
  /** `projects/P/topics/T`, with a subscription of the same last name. */
  readonly topic: string;
  readonly deadLetters: string;
}

export interface TopicOptions {
  /** How long a message that was received is hidden; 10 at least. */
  readonly ackDeadlineSeconds: number;
  /** Attempts before a message is put aside; 5 at least. */
  readonly attempts: number;
}

export async function createTopics(url: string, name: string, options: TopicOptions): Promise<Topics> {
  const topic = `projects/acme-ai/topics/${name}`;
  const deadLetters = `${topic}-dead`;
  await put(url, topic, {});
  await put(url, deadLetters, {});
  await put(url, subscriptionOf(deadLetters), { topic: deadLetters, ackDeadlineSeconds: 600 });
  await put(url, subscriptionOf(topic), {
    topic,
    ackDeadlineSeconds: options.ackDeadlineSeconds,
    retryPolicy: { minimumBackoff: '0s', maximumBackoff: '1s' },
    deadLetterPolicy: { deadLetterTopic: deadLetters, maxDeliveryAttempts: options.attempts },
  });
  return { topic, deadLetters };
}

export function subscriptionOf(topic: string): string {
  return topic.replace('/topics/', '/subscriptions/');
}

export interface Pulled {
  readonly ackId: string;
  readonly deliveryAttempt?: number;
  readonly message: { readonly data: string; readonly attributes?: Record<string, string> };
}

/** What can be had now, at once. */
export async function pullFrom(url: string, topic: string): Promise<readonly Pulled[]> {
  const asked = { maxMessages: 100, returnImmediately: true };
  const { receivedMessages = [] } = await ask(url, 'POST', `${subscriptionOf(topic)}:pull`, asked);
  return receivedMessages as Pulled[];
}

export function textOf({ message }: Pulled): string {
  return Buffer.from(message.data, 'base64').toString();
}

function put(url: string, name: string, body: object): Promise<unknown> {
  return ask(url, 'PUT', name, body);
}

export async function ask(url: string, method: string, path: string, body: object): Promise<Record<string, unknown>> {
  const answer = await fetch(`${url}/v1/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Record<string, unknown>;
}
