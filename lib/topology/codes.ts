/**
 * Every mistake that a topology's document can hold, and what it means. Codes are stable: scripts match on them.
 * A test pins the inventory, and another that each code is found by some document.
 */
export const CODES = {
  // The file.
  'missing-file': 'There is no such file.',
  'unreadable-file': 'The file is there and cannot be read.',
  'file-too-large': 'The file is larger than 1 MB.',
  'empty-file': 'The file holds nothing but comments.',
  'not-yaml': 'The text is no YAML, or more than one document.',
  'duplicate-key': 'A mapping has one key twice.',
  'too-many-aliases': 'Aliases expand to more than a declaration ever needs.',

  // The structure.
  'unknown-key': 'A key that means nothing here.',
  'missing-key': 'A key that has no default is not there.',
  'wrong-type': 'A value of another type than the key takes.',
  'malformed-value': 'A text that does not have the form of what it should be.',
  'value-not-allowed': 'A value that is none of those that the key takes.',
  'out-of-range': 'A number or a text beyond the bounds.',
  'empty-list': 'A list or mapping has fewer entries than it needs.',
  'repeated-entry': 'A list of different things names one twice.',
  'unknown-region': 'No commercial AWS Region, or no Google region with Cloud Run, has this name.',
  'account-not-quoted': 'An account as a number: YAML drops its leading zeros.',
  'invalid-account': 'An account that is no text of 12 digits.',

  // Places and names.
  'duplicate-region': 'A region is named twice.',
  'front-door-not-served': 'frontDoorRegion is none of the served Regions.',
  'zone-does-not-hold-domain': 'The domain is neither the zone nor a name in it.',
  'zone-account-mismatch': 'A Region lies in another account than the hosted zone.',
  'name-too-long': 'Service and stage make a name that a cloud refuses.',

  // The second cloud.
  'two-second-clouds': 'google and secondCloud are both given.',
  'second-cloud-needs-address': 'secondCloud has not exactly one of addresses and a nameInZone inside the zone.',
  'address-not-public': 'An address that Route 53 cannot probe.',
  'name-written-by-fleet': 'A name of the second cloud is one that the fleet itself writes.',

  // The ladder.
  'not-one-source': 'A rung has not exactly one kind of source.',
  'duplicate-rung': 'Two rungs have the same name.',
  'tiers-out-of-order': 'A rung stands below one of a lower tier.',
  'wrong-tier': 'A deterministic rung is not at tier 3, or another kind of rung is.',
  'no-deterministic-tier': 'A cell has no deterministic rung, so that nothing answers when no model does.',
  'several-deterministic-tiers': 'More than one deterministic rung.',
  'missing-responses': 'The folder of the response packs is not there.',
  'unknown-cell': 'A rung names a cell that is not served, or in which it has no source.',
  'rung-without-cell': 'No cell has this rung.',
  'model-with-profile': 'A Bedrock model is named with the prefix of an inference profile.',
  'unknown-model-family': 'A Vertex AI model of a family that the gateway does not speak.',
  'profile-outside-geography': 'An inference profile cannot be called from a Region that has the rung.',
  'malformed-url': 'A base URL that cannot be called.',
  'key-in-clear': 'An API key would travel over plain HTTP.',

  // Compute of one's own.
  'gpu-without-cells': 'A rung would need GPUs, and names no cell that pays for them.',
  'demand-undeclared': 'Own compute without a demand that it is sized by.',
  'egress-not-said': 'A rung outside AWS, in a cell whose network has no way out.',
  'throughput-unknown': 'A model of which neither the file nor the library knows what an instance does.',
  'model-size-unknown': 'A model on Cloud Run whose size nobody has said.',
  'model-too-large': 'Weights that leave a GPU no room for requests.',
  'model-loads-too-slowly': 'Weights that cannot be loaded while Cloud Run waits for a start.',
  'gpu-not-offered': 'A Google region without an L4.',
  'posture-unreachable': "A posture whose promise the rung's cells cannot keep.",
  'zone-outside-region': 'An availability zone of another Region.',

  // Routes and residency.
  'deadline-out-of-range': 'A deadline is longer than a request can last.',
  'unknown-residency': 'A residency that no rung can have.',
  'residency-undeclared': 'An openAiCompatible rung does not say where it processes.',
  'residency-is-derived': 'A residency is declared where it follows from the source.',
  'floor-unreachable': "No rung of some cell reaches a route's floor.",
  'controls-unreachable': "No rung of some cell that reaches a route's floor and fence declares its controls.",
  'unknown-route': 'A prompt is for a route that there is not.',
  'golden-too-slow': 'A golden prompt whose answer may take longer than its minute.',
  'too-many-golden': 'More golden prompts than a minute should ask.',
  'malformed-pattern': 'A regular expression that cannot be read.',
  'residency-unreachable': "No rung of some cell reaches a route's floor inside its fence.",
  'demand-not-whole': 'The shares of the demand that routes say are not the whole of it.',
  'durability-without-second-cloud': 'durability: cloud without Google cells.',
  'ledger-region-not-served':
    "A Region that shall keep the jobs' table is none of the served ones, or the front door's is not among them.",
  'ledger-cannot-be-strong': "The Regions that keep the jobs' table are not three of one set, nor two of one.",
  'setting-without-effect': 'A setting that only has a meaning beside another, which is not there.',

  // Objectives.
  'objective-unreachable': 'What shall survive cannot, in this fleet; or not as soon as is asked.',
} as const;

export type ProblemCode = keyof typeof CODES;
