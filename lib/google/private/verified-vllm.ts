import { MANIFEST } from '../../contract/weights';
import { serveVllm } from '../../topology/compute/first-token';

/**
 * What starts a server: holds the list of files to the digest that the template pins, and every file to the list; then
 * serves them from where they lie. Whatever differs ends the instance before anybody is served from it.
 *
 * It takes FOLDER and DIGEST (hexadecimal) from its environment, and the server's arguments.
 *
 * @param model as the server calls it
 */
export function verifiedVllm(model: string): string {
  return serveVllm(model, VERIFY);
}

const VERIFY = `
set -eu
cd "$FOLDER"
echo "$DIGEST  ${MANIFEST}" | sha256sum -c --status - || { echo 'the list of files is not the one that is pinned'; exit 1; }
sha256sum -c --quiet --strict ${MANIFEST}
echo "verified $(wc -l < ${MANIFEST}) files of $FOLDER"
`.trim();
