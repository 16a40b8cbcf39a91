import { RemovalPolicy } from 'aws-cdk-lib/core';

/**
 * What holds state, or has a fixed name, outlives its stack and every replacement; only a first deployment that fails
 * takes it along, so that the next attempt does not find its own name taken.
 */
export const KEEP = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
