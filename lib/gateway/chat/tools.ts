import type { ChatRequest, JsonObject, Tool, ToolChoice } from './chat-request';
import {
  type Body,
  isGiven,
  isObject,
  isUsed,
  type Mistake,
  missing,
  mistakesIn,
  unsupportedValue,
  wrongType,
  wrongValue,
} from './mistake';

/** What every provider takes for a tool's name. */
const NAME = /^[A-Za-z0-9_-]{1,64}$/;
const MOST_TOOLS = 128;

export function toolMistakes(body: Body): Mistake[] {
  const { tools, parallel_tool_calls: parallel } = body;
  const found: Mistake[] = [];
  if (isGiven(parallel) && typeof parallel !== 'boolean') found.push(wrongType('parallel_tool_calls', 'true or false'));
  if (isUsed(tools)) {
    if (!Array.isArray(tools)) found.push(wrongType('tools', 'a list of tools'));
    else if (tools.length > MOST_TOOLS) found.push(wrongValue('tools', `a list of at most ${MOST_TOOLS} tools`));
    else found.push(...mistakesIn(tools, (tool, index) => mistakesOf(tool, `tools[${index}]`)));
  }
  return found.length > 0 ? found : choiceMistakes(body);
}

function mistakesOf(tool: unknown, param: string): Mistake[] {
  if (!isObject(tool)) return [wrongType(param, 'an object with type and function')];
  if (tool.type !== 'function') {
    return [unsupportedValue(`${param}.type`, '`function`', 'no other kind of tool is supported here')];
  }
  const told = tool.function;
  if (!isObject(told)) return [missing(`${param}.function`, 'an object with a name')];
  const { name, description, parameters, strict } = told;
  const place = `${param}.function`;
  const found: Mistake[] = [];
  if (typeof name !== 'string' || !NAME.test(name)) {
    found.push(wrongValue(`${place}.name`, 'letters, digits, _ and -, 64 at most'));
  }
  if (isGiven(description) && typeof description !== 'string') found.push(wrongType(`${place}.description`, 'a text'));
  if (isGiven(parameters) && !isObject(parameters)) found.push(wrongType(`${place}.parameters`, 'a JSON Schema'));
  if (isGiven(strict) && typeof strict !== 'boolean') found.push(wrongType(`${place}.strict`, 'true or false'));
  return found;
}

/** Of a body whose tools are in order. */
function choiceMistakes({ tools, tool_choice: choice }: Body): Mistake[] {
  if (!isGiven(choice) || choice === 'none') return [];
  const must = '`auto`, `none`, `required` or a tool of the list, as { type: "function", function: { name } }';
  if (!isUsed(tools)) return [wrongValue('tool_choice', 'left out where there are no `tools`')];
  if (choice === 'auto' || choice === 'required') return [];
  if (typeof choice === 'string') return [wrongValue('tool_choice', must)];
  if (!isObject(choice)) return [wrongType('tool_choice', must)];
  if (choice.type !== 'function') return [unsupportedValue('tool_choice', must, 'nothing else is supported here')];
  const named = choice.function as Body | undefined;
  const known = (tools as { function: Body }[]).some((tool) => tool.function.name === named?.name);
  return known ? [] : [wrongValue('tool_choice.function.name', 'the name of one of the `tools`')];
}

/** Called only once no mistake was found. */
export function readTools(body: Body): Pick<ChatRequest, 'tools' | 'toolChoice' | 'parallelToolCalls'> {
  if (!isUsed(body.tools)) return {};
  const tools = (body.tools as { function: Body }[]).map(({ function: told }): Tool => {
    const { name, description, parameters, strict } = told;
    return {
      name: name as string,
      ...(isGiven(description) && { description: description as string }),
      ...(isGiven(parameters) && { parameters: parameters as JsonObject }),
      ...(isGiven(strict) && { strict: strict as boolean }),
    };
  });
  const { tool_choice: choice, parallel_tool_calls: parallel } = body;
  return {
    tools,
    ...(isGiven(choice) && { toolChoice: readChoice(choice) }),
    ...(isGiven(parallel) && { parallelToolCalls: parallel as boolean }),
  };
}

function readChoice(choice: unknown): ToolChoice {
  return typeof choice === 'string' ? (choice as ToolChoice) : { name: (choice as { function: Tool }).function.name };
}
