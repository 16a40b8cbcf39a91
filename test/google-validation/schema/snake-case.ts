/**
 * Terraform's spelling of a CDKTF property. It is wrong for 18 of the 26,143 documented properties of provider-google
 * 16.12.1 (`detectMd5Hash` is `detect_md5hash`), so it only stands in where the bindings give no name themselves.
 */
export function snakeCase(camelCase: string): string {
  return camelCase.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}
