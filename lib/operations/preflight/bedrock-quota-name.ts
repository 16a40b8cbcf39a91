import type { BedrockProfile } from '../../contract/ladder';

/** What a model's quota of Bedrock limits. */
export type Limited = 'tokens' | 'requests';

/**
 * `Cross-region model inference tokens per minute for Anthropic Claude Sonnet 4.5 V1`, and as newer ones are called,
 * `Cross-Region InvokeModel tokens per minute for …`; `Global` before it where the profile is.
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/quotas-runtime.html
 */
const NAME = /^(global )?cross-region (?:model inference|invokemodel) (tokens|requests) per minute for (.+)$/i;

/**
 * Does a quota of that name limit a model that is called through that profile? A quota's code says nothing, and other
 * models get other ones: only its name tells. What is called otherwise is not found, and then nobody knows.
 */
export function isQuotaOf(name: string, limited: Limited, model: string, profile: BedrockProfile): boolean {
  const [, global, what, whose = ''] = NAME.exec(name) ?? [];
  if (what?.toLowerCase() !== limited) return false;
  return (global !== undefined) === (profile === 'global') && plainName(whose) === plainId(model);
}

/** `Anthropic Claude Sonnet 4.5 V1` and `anthropic.claude-sonnet-4-5-20250929-v1:0`: `anthropicclaudesonnet45`. */
function plainName(name: string): string {
  return plain(name.replace(/ v1$/i, ''));
}

function plainId(model: string): string {
  const [, family = model, version] = /^(.+?)(?:-v(\d+))?(?::\d+)*$/.exec(model) ?? [];
  const undated = family.replace(/-20\d{6}$/, '');
  return plain(version === undefined || version === '1' ? undated : `${undated} v${version}`);
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}
