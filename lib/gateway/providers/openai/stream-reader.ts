import type { Part, Usage } from '../../ladder/provider';
import { callsOf, endOf, parseAnswer, usageOf } from './openai-answer';
import { openAiFault } from './openai-fault';

/** Understands a streamed answer. */
export class StreamReader {
  /** Is there nothing more to be read? */
  public isDone = false;
  /** Did the server say that it has said all? */
  public isWhole = false;
  private fault: Part | undefined;
  private finishReason: string | undefined;
  private usage: Usage | undefined;
  private refused = false;
  /** The calls that have begun. */
  private readonly begun = new Set<number>();

  /** What chunks add to the answer. What arrived together goes on together. */
  public read(chunks: readonly string[]): readonly Part[] {
    let text = '';
    const calls: Part[] = [];
    for (const data of chunks) {
      if (data === '[DONE]') {
        this.isWhole = true;
        this.isDone = true;
        break;
      }
      const chunk = parseAnswer(data);
      if (chunk === undefined || chunk.error) {
        this.fault = chunk === undefined ? { kind: 'fault', failure: 'garbled' } : openAiFault(data);
        this.isDone = true;
        break;
      }
      const { delta, finish_reason: finishReason } = chunk.choices?.[0] ?? {};
      if (delta?.refusal) this.refused = true;
      text += (delta?.content || delta?.refusal) ?? '';
      if (delta?.tool_calls) calls.push(...callsOf(delta, this.begun));
      this.finishReason = finishReason ?? this.finishReason;
      this.usage = usageOf(chunk) ?? this.usage;
    }
    return text === '' ? calls : [{ kind: 'text', text }, ...calls];
  }

  /** How it ended. Some servers leave out `[DONE]`, none the finish reason: without it the end was an accident. */
  public end(): Part {
    if (this.fault !== undefined) return this.fault;
    if (this.finishReason === undefined) return { kind: 'fault', failure: 'truncated' };
    return endOf(this.refused ? 'content_filter' : this.finishReason, this.usage);
  }
}
