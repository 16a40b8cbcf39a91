import type { ChatRequest } from '../../../../lib/gateway/chat/chat-request';
import type { Clock } from '../../../../lib/gateway/clock';
import { wait } from '../../../../lib/gateway/jobs/wait';
import type { Failure } from '../../../../lib/gateway/ladder/failure';
import type { Part, Provider } from '../../../../lib/gateway/ladder/provider';
import type { Signal } from '../../../../lib/gateway/signal';
import type { Random } from './random';

export interface ModelOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Milliseconds of an answer, from and to. */
  readonly latency: readonly [number, number];
  /** What it takes in a second; the rest is refused. */
  readonly perSecond: number;
}

/** What a model answers, before all of the world. Texts that begin with `poison` it refuses, and `never` it never answers. */
export class Model {
  public isDown = false;
  /** Calls by the second, refused ones too. */
  public readonly offered = new Map<number, number>();
  public answered = 0;

  public constructor(private readonly options: ModelOptions) {}

  /** As one worker sees it. `onCall` is called first: with some words it does not come back. */
  public seenBy(onCall: (text: string) => void): Provider {
    return { model: 'model', execute: (request, signal) => this.execute(request, signal, onCall) };
  }

  private async *execute(
    { messages }: ChatRequest,
    _signal: Signal,
    onCall: (text: string) => void,
  ): AsyncGenerator<Part> {
    const { clock, random, latency, perSecond } = this.options;
    const { text } = messages[0];
    const second = Math.floor(clock.now() / 1000);
    const now = (this.offered.get(second) ?? 0) + 1;
    this.offered.set(second, now);
    onCall(text);
    if (this.isDown) yield failing('unavailable');
    else if (now > perSecond) yield failing('throttled');
    else {
      await wait(clock, random.between(latency[0], latency[1]));
      if (this.isDown) yield failing('unreachable');
      else if (text.startsWith('poison')) yield failing('rejected');
      else if (text.startsWith('never')) yield failing('garbled');
      else {
        this.answered += 1;
        yield { kind: 'text', text: `answer ${this.answered} to ${text}` };
        yield { kind: 'end', finishReason: 'stop' };
      }
    }
  }
}

function failing(failure: Failure): Part {
  return { kind: 'fault', failure };
}
