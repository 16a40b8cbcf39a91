import { availabilityZones } from './availability-zones';
import { ifElse } from './conditions';
import { findInMap } from './find-in-map';
import type { Intrinsic } from './intrinsic';
import { getStackOutput, importValue } from './other-stacks';
import { getAtt, ref } from './references';
import { sub } from './sub';
import { base64, join, select, split } from './text';

/** The functions that the templates decide among themselves. All others (Cidr, Transform, …) are unknown. */
export const INTRINSICS: ReadonlyMap<string, Intrinsic> = new Map([
  ['Ref', ref],
  ['Fn::GetAtt', getAtt],
  ['Fn::Join', join],
  ['Fn::Sub', sub],
  ['Fn::Select', select],
  ['Fn::Split', split],
  ['Fn::Base64', base64],
  ['Fn::If', ifElse],
  ['Fn::FindInMap', findInMap],
  ['Fn::GetAZs', availabilityZones],
  ['Fn::ImportValue', importValue],
  ['Fn::GetStackOutput', getStackOutput],
]);
