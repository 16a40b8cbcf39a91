/**
 * How long a refusal for load asks to be left alone, in milliseconds: `retry-after-ms` of Azure and OpenAI, or
 * `retry-after` in seconds or as a date. Undefined where it does not say, or says nothing that can be read.
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function retryAfterMilliseconds(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  now: number,
): number | undefined {
  const milliseconds = number(headers['retry-after-ms']);
  if (milliseconds !== undefined) return milliseconds;
  const seconds = number(headers['retry-after']);
  if (seconds !== undefined) return seconds * 1000;
  const date = Date.parse(String(headers['retry-after']));
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function number(value: string | string[] | undefined): number | undefined {
  return /^\d+(\.\d+)?$/.test(String(value)) ? Number(value) : undefined;
}
