/** Of a section that calls no control plane: whether it works without those of us-east-1. */
export const DATA_PLANES = 'works: it calls data planes alone, with credentials that are in hand';
