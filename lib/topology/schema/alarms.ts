import { key, listOf, mapping } from './keyword';

/** Whom alarms tell, and where people read what to do. */
export const ALARMS = mapping(
  {
    topic: key(
      {
        type: 'string',
        title: "an SNS topic's name of letters, digits, hyphens and underscores",
        pattern: '^[A-Za-z0-9_-]{1,256}$',
      },
      "The team's SNS topic, of this name in every served Region. Default: a topic of each cell's own.",
      { examples: ['platform-alarms'] },
    ),
    channels: key(
      listOf(
        {
          type: 'string',
          title: 'a notification channel such as projects/acme-ai/notificationChannels/123',
          pattern: '^projects/[a-z0-9-]+/notificationChannels/[0-9]+$',
          examples: ['projects/acme-ai/notificationChannels/123'],
        },
        { uniqueItems: true },
      ),
      "Cloud Monitoring's channels that Google's alert policies tell. Default: none, and they are seen in the console alone.",
      { examples: [['projects/acme-ai/notificationChannels/123']] },
    ),
    runbook: key(
      { type: 'string', title: 'a URL that begins with https://', pattern: '^https://[^\\s#]+$', maxLength: 200 },
      'Where `understudy runbook` is published: alarms link to its sections. Default: they name the section.',
      { examples: ['https://wiki.example.com/assistant/runbook'] },
    ),
  },
  [],
  { examples: [{ topic: 'platform-alarms' }] },
);
