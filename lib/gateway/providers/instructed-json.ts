/**
 * The mode that wants some JSON object, for protocols that only know JSON by a schema: an instruction. What does not
 * keep to it is no answer, as with every provider.
 */
export const JSON_INSTRUCTION = 'Answer with one JSON object and nothing else: no code fence, no words around it.';
