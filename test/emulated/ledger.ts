/**
 * Types of resource that moto 5.2.1 does not emulate in any way, and what therefore nobody but us has seen of them. A
 * type that is neither here nor read back fails; so does one that is here and turns out to be emulated.
 */
export const NOT_EMULATED: Readonly<Record<string, string>> = {};
