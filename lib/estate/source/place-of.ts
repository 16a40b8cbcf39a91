import type { EstateNode } from '../estate';

/** The paths of a resource, and of its properties, inside its file. */
export function placeOf({ stack, type, logicalId }: EstateNode): { itself: string; properties: string } {
  if (stack.language === 'cloudformation') {
    return { itself: `Resources.${logicalId}`, properties: `Resources.${logicalId}.Properties` };
  }
  const itself = type.startsWith('data.') ? `${type}.${logicalId}` : `resource.${type}.${logicalId}`;
  return { itself, properties: itself };
}
